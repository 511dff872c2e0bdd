import { isDone, resolvingOf } from '../../domain/ticketStates';
import { ServiceNowError } from '../../servicenow/ServiceNowError';
import type { DeliveryHandler } from '../DeliveryHandler';
import type { ResolvePayload } from '../payloads';
import { foundWritten } from './foundWritten';
import { isNoted } from './isNoted';
import { recordOf } from './recordOf';

/**
 * Resolves the ticket, with a work note, in one update. A ticket that people have resolved, closed or canceled
 * already keeps the state they gave it, and gets the note alone.
 */
export const deliverResolve: DeliveryHandler<ResolvePayload> = async job => {
  const { payload, target, signal, productName } = job;
  const { client, settings } = target;
  const record = recordOf(job.ticket);
  const isTold = await isNoted(job);
  const current = await client.getTicket(record, signal);
  const note = { ...(!isTold && { work_notes: payload.note }) };
  const { state, close } = resolvingOf(record.table, settings);
  if (isDone(current, settings)) {
    return isTold
      ? foundWritten(current, { state })
      : client.updateTicket(record, note, signal);
  }
  const resolved = await client.updateTicket(
    record,
    {
      state,
      [close.codeField]: payload.closeCode ?? close.code,
      [close.notesField]:
        payload.closeNotes || (close.notes ?? `Resolved from ${productName}`),
      ...note,
    },
    signal,
  );
  // Some tables have rules that put a state back without a word. An excluded state is not shown to us at all.
  if (
    resolved.state !== '' &&
    resolved.state !== state &&
    !isDone(resolved, settings)
  ) {
    throw new ServiceNowError({
      kind: 'BusinessRule',
      what: `ServiceNow did not take over the state ${state}: ${record.table} ${resolved.number} is in state ${resolved.state} (${resolved.stateLabel})`,
      remedy:
        'Its rules allow this only from certain states. Resolve the ticket in ServiceNow and discard this change, or correct the state in the mapping and retry.',
      retryable: false,
    });
  }
  return resolved;
};
