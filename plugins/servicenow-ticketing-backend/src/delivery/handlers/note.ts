import { noteReference } from '../../domain/workNotes';
import type { DeliveryHandler } from '../DeliveryHandler';
import type { NotePayload } from '../payloads';
import { recordOf } from './recordOf';

/** Adds a work note: a status, a comment, or that the ticket was unlinked. */
export const deliverNote: DeliveryHandler<NotePayload> = async job => {
  const { payload, target, signal } = job;
  const record = recordOf(job.ticket);
  if (
    job.isRepeat &&
    (await target.client.hasWorkNote(
      record,
      noteReference(payload.marker),
      signal,
    ))
  ) {
    return target.client.getTicket(record, signal);
  }
  return target.client.updateTicket(
    record,
    { work_notes: payload.note },
    signal,
  );
};
