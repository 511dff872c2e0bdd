import { severityFields } from '../../domain/priority';
import { isDone } from '../../domain/ticketStates';
import { valueOf } from '../../servicenow/wire';
import type { DeliveryHandler } from '../DeliveryHandler';
import type { SeverityPayload } from '../payloads';
import { isNoted } from './isNoted';
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
  if (isSame || isDone(state, settings) || (await isNoted(job))) {
    return undefined;
  }
  const ours = Object.fromEntries(
    Object.entries(fields).filter(([field]) => {
      const agreed = ticket.agreedFields?.[field];
      return agreed === undefined || agreed === valueOf(current, field);
    }),
  );
  return client.updateTicket(
    record,
    { ...ours, work_notes: payload.note },
    signal,
  );
};
