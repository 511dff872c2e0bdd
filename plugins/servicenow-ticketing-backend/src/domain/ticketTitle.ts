import { MAX_TITLE_LENGTH } from 'backstage-plugin-servicenow-ticketing-common';
import type { AnomalyRecord } from './anomaly';
import { cut, oneLine } from './text';

/**
 * The short description to begin with: dataset and what is wrong with it, at most 160 characters.
 * @internal
 */
export function ticketTitle(
  anomaly: Pick<AnomalyRecord, 'title' | 'message' | 'dataset'>,
): string {
  return cut(
    oneLine(`${anomaly.dataset.name}: ${anomaly.message || anomaly.title}`),
    MAX_TITLE_LENGTH,
  );
}
