import type { Knex } from 'knex';
import type { AnomalyStore } from '../database/AnomalyStore';
import type { AnomalyRecord } from '../domain/anomaly';
import type { Actor, Outbox } from './contracts';

/** What a report made of an anomaly. */
interface Written {
  change: { anomaly: AnomalyRecord };
  before?: AnomalyRecord;
}

/** Tickets carry the severity of their anomalies: those of anomalies whose severity a report changed hear of it. */
export async function tellSeverities(
  tx: Knex.Transaction,
  options: {
    written: Written[];
    actor: Actor;
    at: Date;
    anomalies: AnomalyStore;
    outbox: Outbox;
  },
): Promise<void> {
  const { written, actor, at, anomalies, outbox } = options;
  const changed = written.filter(hasOtherSeverity);
  const ticketed = await anomalies.withTickets(
    tx,
    changed.map(({ change }) => change.anomaly.id),
  );
  for (const { change } of changed) {
    const { id, severity } = change.anomaly;
    if (ticketed.has(id)) {
      await outbox.enqueueForAnomaly(tx, {
        kind: 'severity',
        anomalyId: id,
        actor,
        at,
        severity,
      });
    }
  }
}

function hasOtherSeverity({ change, before }: Written): boolean {
  return (
    before !== undefined &&
    change.anomaly.severity !== before.severity &&
    change.anomaly.status !== 'Archived'
  );
}
