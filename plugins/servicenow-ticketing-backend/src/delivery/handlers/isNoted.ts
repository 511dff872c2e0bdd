import { noteReference } from '../../domain/workNotes';
import type { DeliveryJob } from '../DeliveryHandler';
import type { NotePayload } from '../payloads';
import { checkNoDoubt } from './checkNoDoubt';
import { recordOf } from './recordOf';

/**
 * Whether an earlier try has written its note, although nobody saw the end of it.
 *
 * @throws ServiceNowError of kind InDoubt when it has not, but may do so yet.
 */
export async function isNoted(job: DeliveryJob<NotePayload>): Promise<boolean> {
  if (!job.isRepeat) {
    return false;
  }
  const isThere = await job.target.client.hasWorkNote(
    recordOf(job.ticket),
    noteReference(job.payload.marker),
    job.signal,
  );
  if (!isThere) {
    checkNoDoubt(job.delivery, job.now());
  }
  return isThere;
}
