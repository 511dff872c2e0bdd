import { isClosedState } from '../../domain/ticketStates';
import { noteReference } from '../../domain/workNotes';
import type { DeliveryHandler } from '../DeliveryHandler';
import type { ResolvePayload } from '../payloads';
import { recordOf } from './recordOf';

/**
 * Resolves the ticket, with a work note, in one update. A ticket that people have resolved, closed or canceled
 * already keeps the state they gave it, and gets the note alone.
 */
export const deliverResolve: DeliveryHandler<ResolvePayload> = async job => {
  const { payload, target, signal, productName } = job;
  const { client, settings } = target;
  const { close } = settings.mapping;
  const record = recordOf(job.ticket);
  if (
    job.isRepeat &&
    (await client.hasWorkNote(record, noteReference(payload.marker), signal))
  ) {
    return client.getTicket(record, signal);
  }
  const { state } = await client.getTicket(record, signal);
  if (
    state === settings.mapping.states.resolved ||
    isClosedState(record.table, state)
  ) {
    return client.updateTicket(record, { work_notes: payload.note }, signal);
  }
  return client.updateTicket(
    record,
    {
      state: settings.mapping.states.resolved,
      [close.codeField]: close.code,
      [close.notesField]:
        payload.closeNotes || (close.notes ?? `Resolved from ${productName}`),
      work_notes: payload.note,
    },
    signal,
  );
};
