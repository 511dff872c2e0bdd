import type { ClaimedDelivery } from '../database/deliveryRows';
import type { IntegrationSettings } from '../domain/integrationSettings';
import { combinedLength } from '../domain/workNotes';
import { noteOf } from './handlers/notes';
import { setsState } from './handlers/status';
import { deliveryPayloads } from './payloads';

/** Most notes of one ticket in one call. @internal */
export const MAX_RUN = 25;
/** Characters that notes take together: what a journal field holds as ServiceNow comes. */
const MAX_COMBINED = 4_000;

/**
 * Whether a delivery may travel in one call with those before it: all of them add a work note and do nothing else.
 * @internal
 */
export function notesTravelTogether(
  run: ClaimedDelivery[],
  next: ClaimedDelivery,
  settings: IntegrationSettings | undefined,
): boolean {
  const all = [...run, next];
  return (
    settings !== undefined &&
    all.length <= MAX_RUN &&
    isNoteAlone(run[0], settings) &&
    isNoteAlone(next, settings) &&
    combinedLength(all.map(noteOf)) <= MAX_COMBINED
  );
}

function isNoteAlone(
  { kind, payload }: ClaimedDelivery,
  settings: IntegrationSettings,
): boolean {
  switch (kind) {
    case 'comment':
    case 'unlink':
      return true;
    case 'status':
      return !setsState(deliveryPayloads.status.parse(payload), settings);
    default:
      return false;
  }
}
