import { appendDetails } from '../../domain/ticketDescription';
import type { DeliveryHandler } from '../DeliveryHandler';
import type { LinkPayload } from '../payloads';
import { isNoted } from './isNoted';
import { recordOf } from './recordOf';

/**
 * Appends the details of the anomaly to the description and adds a work note, in one update. Where the description
 * has no room left, or may not be read so that nothing can be appended, the details go into the note.
 */
export const deliverLink: DeliveryHandler<LinkPayload> = async job => {
  const { payload, target, signal } = job;
  const { client } = target;
  const record = recordOf(job.ticket);
  if (await isNoted(job)) {
    return client.getTicket(record, signal);
  }
  const { description } = await client.getTicket(record, signal);
  const appended = client.excludes('description')
    ? undefined
    : appendDetails(description, payload.details);
  return client.updateTicket(
    record,
    appended === undefined
      ? { work_notes: `${payload.note}\n\n${payload.details.at(-1)}` }
      : { description: appended, work_notes: payload.note },
    signal,
  );
};
