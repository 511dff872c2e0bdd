import type { DeliveryHandler } from '../DeliveryHandler';
import type { NotePayload } from '../payloads';
import { isNoted } from './isNoted';
import { recordOf } from './recordOf';

/** Adds a work note: a comment, or that the ticket was unlinked. */
export const deliverNote: DeliveryHandler<NotePayload> = async job => {
  const { payload, target, signal } = job;
  const record = recordOf(job.ticket);
  return (await isNoted(job))
    ? target.client.getTicket(record, signal)
    : target.client.updateTicket(record, { work_notes: payload.note }, signal);
};
