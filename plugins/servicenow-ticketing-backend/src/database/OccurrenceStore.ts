import type { Outcome } from 'backstage-plugin-servicenow-ticketing-node';
import type { Knex } from 'knex';
import { chunksOf, READ_CHUNK_SIZE, WRITE_CHUNK_SIZE } from './chunk';

/** What one run said about an anomaly. @internal */
export interface NewOccurrence {
  anomalyId: number;
  runId: string;
  observedAt: Date;
  outcome: Outcome;
  affectedCount?: number;
  message: string;
}

/** Keeps what each run of a source said about an anomaly: one row per anomaly and run. @internal */
export class OccurrenceStore {
  /** Which of these anomalies a run has been counted for already. */
  async seenIn(
    tx: Knex.Transaction,
    query: { runId: string; anomalyIds: number[] },
  ): Promise<Set<number>> {
    const seen = new Set<number>();
    for (const ids of chunksOf(query.anomalyIds, READ_CHUNK_SIZE)) {
      const rows = await tx('occurrences')
        .select('anomaly_id')
        .where({ run_id: query.runId })
        .whereIn('anomaly_id', ids);
      rows.forEach(row => seen.add(row.anomaly_id));
    }
    return seen;
  }

  async addAll(
    tx: Knex.Transaction,
    occurrences: NewOccurrence[],
  ): Promise<void> {
    for (const chunk of chunksOf(occurrences, WRITE_CHUNK_SIZE)) {
      await tx('occurrences').insert(
        chunk.map(occurrence => ({
          anomaly_id: occurrence.anomalyId,
          run_id: occurrence.runId,
          observed_at: occurrence.observedAt,
          outcome: occurrence.outcome,
          affected_count: occurrence.affectedCount ?? null,
          message: occurrence.message,
        })),
      );
    }
  }
}
