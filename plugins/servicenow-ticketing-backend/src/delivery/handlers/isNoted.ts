import { noteReference } from '../../domain/workNotes';
import type { DeliveryJob } from '../DeliveryHandler';
import type { NotePayload } from '../payloads';
import { recordOf } from './recordOf';

/** Whether an earlier try has written its note, although nobody saw the end of it. */
export async function isNoted(job: DeliveryJob<NotePayload>): Promise<boolean> {
  return (
    job.isRepeat &&
    job.target.client.hasWorkNote(
      recordOf(job.ticket),
      noteReference(job.payload.marker),
      job.signal,
    )
  );
}
