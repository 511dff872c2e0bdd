import type { WatcherNotifier } from './announcing/WatcherNotifier';
import type { DeliveryObserver } from './delivery/DeliveryObserver';
import type { ChangeAnnouncer } from './domain/changeAnnouncer';
import type { TicketingMetrics } from './telemetry/TicketingMetrics';

/** Passes on what becomes of deliveries: to metrics, to open portals, and to people who watch. */
export function createDeliveryObserver(told: {
  announcer: ChangeAnnouncer;
  metrics: Pick<TicketingMetrics, 'deliverySettled' | 'deliveriesPaused'>;
  news: Pick<WatcherNotifier, 'ticketResolved' | 'deliveryDied'>;
}): DeliveryObserver {
  const { announcer, metrics, news } = told;
  return {
    settled(delivery, result) {
      const { kind, ticketId } = delivery;
      metrics.deliverySettled(delivery, result.outcome);
      announcer.ticketsChanged([ticketId]);
      announcer.deliveriesChanged();
      if (
        kind === 'resolve' &&
        result.outcome === 'delivered' &&
        result.remote
      ) {
        const { number, stateLabel } = result.remote;
        const by = delivery.createdBy;
        news.ticketResolved({ ticketId, number, stateLabel, by });
      }
      // Who has just been told in a dialog that a ticket cannot be made need not be told again.
      const wasSeen = kind === 'create' && delivery.attempts <= 1;
      if (result.outcome === 'refused' && !wasSeen) {
        news.deliveryDied({ ...delivery, error: result.error });
      }
    },
    paused: ({ integrationId, until }) =>
      metrics.deliveriesPaused(integrationId, until),
  };
}
