import type { StoredTicket } from '../../database/TicketStore';
import { severityFields } from '../../domain/priority';
import { isDone } from '../../domain/ticketStates';
import { valueOf } from '../../servicenow/wire';
import type { DeliveryHandler } from '../DeliveryHandler';
import type { SeverityPayload } from '../payloads';
import { foundWritten } from './foundWritten';
import { isNoted } from './isNoted';
import { ownFields } from './ownFields';
import { recordOf } from './recordOf';

/**
 * Writes the severity of the anomaly into the fields that carry it, with a work note. Looks first: severities may
 * share a value, and then there is nothing to say. Tickets that nobody works on any more stay as they are, and so do
 * fields that somebody changed in ServiceNow.
 */
export const deliverSeverity: DeliveryHandler<SeverityPayload> = async job => {
  const { payload, ticket, target, signal } = job;
  const { client, settings } = target;
  const record = recordOf(ticket);
  const fields = severityFields(settings.mapping.severity, payload.severity);
  const { records } = await client.query({
    table: record.table,
    query: { where: [['sys_id', '=', record.sysId]] },
    fields: ['sys_id', 'state', 'active', ...Object.keys(fields)].join(','),
    limit: 1,
    signal,
  });
  const current = records[0] ?? {};
  const isSame = Object.entries(fields).every(
    ([field, value]) => valueOf(current, field) === value,
  );
  const state = {
    table: record.table,
    state: valueOf(current, 'state'),
    active: valueOf(current, 'active') !== 'false',
  };
  if (isSame) {
    // Perhaps by a try whose answer nobody saw.
    return isAgreed(ticket, fields)
      ? undefined
      : foundWritten(await client.getTicket(record, signal), fields);
  }
  if (isDone(state, settings) || (await isNoted(job))) {
    return undefined;
  }
  const ours = ownFields(fields, {
    ticket,
    valueOf: field => valueOf(current, field),
  });
  return client.updateTicket(
    record,
    { ...ours, work_notes: payload.note },
    signal,
  );
};

/** Whether it is known that both sides have these values. */
function isAgreed(
  { agreedFields }: Pick<StoredTicket, 'agreedFields'>,
  fields: Record<string, string>,
): boolean {
  return Object.entries(fields).every(
    ([field, value]) => agreedFields?.[field] === value,
  );
}
