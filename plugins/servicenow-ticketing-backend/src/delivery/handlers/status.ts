import type { IntegrationSettings } from '../../domain/integrationSettings';
import { isDone } from '../../domain/ticketStates';
import type { DeliveryHandler } from '../DeliveryHandler';
import type { StatusPayload } from '../payloads';
import { isNoted } from './isNoted';
import { recordOf } from './recordOf';

/**
 * Tells the status of the anomaly in a work note. Where the mapping has a state for acknowledged tickets that is
 * written in the same update, unless people have resolved, closed or canceled the ticket.
 */
export const deliverStatus: DeliveryHandler<StatusPayload> = async job => {
  const { payload, ticket, target, signal } = job;
  const { client, settings } = target;
  const record = recordOf(ticket);
  if (await isNoted(job)) {
    return client.getTicket(record, signal);
  }
  const state = acknowledgedState(payload, { table: record.table, settings });
  const isOpen =
    state !== undefined &&
    !isDone(await client.getTicket(record, signal), settings);
  return client.updateTicket(
    record,
    { work_notes: payload.note, ...(isOpen && { state }) },
    signal,
  );
};

/** The state to write beside the note. States differ by table: those of the mapping are meant for its own. */
export function acknowledgedState(
  payload: StatusPayload,
  { table, settings }: { table: string; settings: IntegrationSettings },
): string | undefined {
  return payload.acknowledges && table === settings.table
    ? settings.mapping.states.acknowledged
    : undefined;
}
