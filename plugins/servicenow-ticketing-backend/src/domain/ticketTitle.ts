import { MAX_TITLE_LENGTH } from 'backstage-plugin-servicenow-ticketing-common';
import type { AnomalyRecord } from './anomaly';

/**
 * The short description to begin with: dataset and what is wrong with it, at most 160 characters.
 * @internal
 */
export function ticketTitle(
  anomaly: Pick<AnomalyRecord, 'title' | 'message' | 'dataset'>,
): string {
  const text = `${anomaly.dataset.name}: ${anomaly.message || anomaly.title}`
    .replace(/\s+/g, ' ')
    .trim();
  return text.length > MAX_TITLE_LENGTH
    ? `${text.slice(0, MAX_TITLE_LENGTH - 3)}...`
    : text;
}
