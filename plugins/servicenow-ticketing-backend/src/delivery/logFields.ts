import type { JsonObject } from '@backstage/types';
import type { ClaimedDelivery } from '../database/deliveryRows';

/** What log lines about a delivery carry beside the message, for those who search by it: names and numbers, no texts. */
export function logFields(
  delivery: Pick<
    ClaimedDelivery,
    'id' | 'kind' | 'integrationId' | 'ticketId' | 'anomalyId' | 'attempts'
  > & { ticket?: { number?: string } },
): JsonObject {
  const { number } = delivery.ticket ?? {};
  return {
    deliveryId: delivery.id,
    deliveryKind: delivery.kind,
    integrationId: delivery.integrationId,
    ticketId: delivery.ticketId,
    ...(number && { ticketNumber: number }),
    anomalyId: delivery.anomalyId,
    attempt: delivery.attempts,
  };
}
