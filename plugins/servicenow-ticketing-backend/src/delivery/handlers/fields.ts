import { isDone } from '../../domain/ticketStates';
import { ServiceNowError } from '../../servicenow/ServiceNowError';
import type { DeliveryHandler } from '../DeliveryHandler';
import type { FieldsPayload } from '../payloads';
import { foundWritten } from './foundWritten';
import { isNoted } from './isNoted';
import { recordOf } from './recordOf';

/**
 * Sets fields of the ticket as a person wants them, with a work note, in one update. A ticket that people have resolved,
 * closed or canceled meanwhile stays as they left it, and gets the note alone.
 */
export const deliverFields: DeliveryHandler<FieldsPayload> = async job => {
  const { payload, ticket, target, signal } = job;
  const { client, settings } = target;
  const record = recordOf(ticket);
  if (await isNoted(job)) {
    return foundWritten(await client.getTicket(record, signal), payload.fields);
  }
  const isOver = isDone(await client.getTicket(record, signal), settings);
  const updated = await client.updateTicket(
    record,
    { work_notes: payload.note, ...(!isOver && payload.fields) },
    signal,
  );
  const { state } = payload.fields;
  // Some tables have rules that put a state back without a word. An excluded state is not shown to us at all.
  if (!isOver && state && updated.state !== '' && updated.state !== state) {
    throw new ServiceNowError({
      kind: 'BusinessRule',
      what: `ServiceNow did not take over the state ${state}: ${record.table} ${updated.number} is in state ${updated.state} (${updated.stateLabel})`,
      remedy:
        'Its rules allow this only from certain states. Change the state in ServiceNow.',
      retryable: false,
    });
  }
  return updated;
};
