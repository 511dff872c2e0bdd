import type { Knex } from 'knex';
import type { AnomalyStore } from '../database/AnomalyStore';
import type { AnomalyRecord } from '../domain/anomaly';
import type { Actor, AnomalyChange } from './contracts';

/** What a report made of an anomaly. */
interface Written {
  change: { anomaly: AnomalyRecord };
  before?: AnomalyRecord;
}

/** Tickets carry the severity of their anomalies: what those are to hear whose anomalies changed theirs in a report. */
export async function severityChanges(
  tx: Knex.Transaction,
  options: {
    written: Written[];
    actor: Actor;
    at: Date;
    anomalies: AnomalyStore;
  },
): Promise<AnomalyChange[]> {
  const { written, actor, at, anomalies } = options;
  const changed = written.filter(hasOtherSeverity);
  const ticketed = await anomalies.withTickets(
    tx,
    changed.map(({ change }) => change.anomaly.id),
  );
  return changed
    .map(({ change: { anomaly } }) => anomaly)
    .filter(({ id }) => ticketed.has(id))
    .map(({ id, severity }) => ({
      kind: 'severity',
      anomalyId: id,
      actor,
      at,
      severity,
    }));
}

function hasOtherSeverity({ change, before }: Written): boolean {
  return (
    before !== undefined &&
    change.anomaly.severity !== before.severity &&
    change.anomaly.status !== 'Archived'
  );
}
