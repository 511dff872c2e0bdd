import type { ChangeAnnouncer } from '../domain/changeAnnouncer';

/** Remembers what it was told. */
export class RecordingAnnouncer implements ChangeAnnouncer {
  anomalies: (number | 'many')[] = [];
  tickets: number[] = [];
  deliveries = 0;

  anomaliesChanged(anomalyIds: Iterable<number> | 'many') {
    this.anomalies.push(
      ...(anomalyIds === 'many' ? ['many' as const] : anomalyIds),
    );
  }

  ticketsChanged(ticketIds: Iterable<number>) {
    this.tickets.push(...ticketIds);
  }

  deliveriesChanged() {
    this.deliveries += 1;
  }

  /** Forgets what it was told. */
  clear() {
    this.anomalies = [];
    this.tickets = [];
    this.deliveries = 0;
  }
}
