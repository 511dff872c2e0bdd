import type { IntegrationSettings } from '../../domain/integrationSettings';
import { acknowledgeUpdate } from '../../domain/outboundUpdate';
import {
  acknowledgedState,
  stateWhenAcknowledged,
} from '../../domain/ticketStates';
import type { DeliveryHandler } from '../DeliveryHandler';
import type { StatusPayload } from '../payloads';
import { foundWritten } from './foundWritten';
import { isNoted } from './isNoted';
import { recordOf } from './recordOf';

/**
 * Tells the status of the anomaly in a work note. Where acknowledging is to show in the state that is
 * written in the same update, unless somebody has moved the ticket on already.
 */
export const deliverStatus: DeliveryHandler<StatusPayload> = async job => {
  const { payload, ticket, target, signal } = job;
  const { client, settings } = target;
  const record = recordOf(ticket);
  if (await isNoted(job)) {
    return foundWritten(await client.getTicket(record, signal), {
      state: setsState(payload, settings)
        ? acknowledgedState(record.table, settings)
        : undefined,
    });
  }
  const state = setsState(payload, settings)
    ? stateWhenAcknowledged(await client.getTicket(record, signal), settings)
    : undefined;
  return client.updateTicket(
    record,
    { work_notes: payload.note, ...(state !== undefined && { state }) },
    signal,
  );
};

/** Whether more than a note may be written. */
export function setsState(
  payload: StatusPayload,
  settings: IntegrationSettings,
): boolean {
  return (
    payload.acknowledges && acknowledgeUpdate(settings) === 'note-and-state'
  );
}
