import type { OccurrenceHistory } from 'backstage-plugin-servicenow-ticketing-common';
import type { Outcome } from 'backstage-plugin-servicenow-ticketing-node';
import type { Knex } from 'knex';
import { chunksOf, READ_CHUNK_SIZE, WRITE_CHUNK_SIZE } from './chunk';
import { toIso } from './time';

/** What one run said about an anomaly. @internal */
export interface NewOccurrence {
  anomalyId: number;
  runId: string;
  observedAt: Date;
  outcome: Outcome;
  affectedCount?: number;
  message: string;
}

/** What a run said of an anomaly, for the count of its day. @internal */
export interface DayCount {
  anomalyId: number;
  observedAt: Date;
  said: 'failed' | 'passed' | 'unknown';
  affectedCount?: number;
}

/** Runs that are kept one by one, per anomaly. */
export const MAX_OCCURRENCES = 100;
/** Days that are shown. */
const MAX_DAYS = 400;

/** Keeps what each run of a source said about an anomaly: one row per anomaly and run. @internal */
export class OccurrenceStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** The newest runs of an anomaly, and the counts of each of its days, newest first. */
  async history(anomalyId: number): Promise<OccurrenceHistory> {
    const [occurrences, days] = await Promise.all([
      this.#knex('occurrences')
        .where({ anomaly_id: anomalyId })
        .orderBy([
          { column: 'observed_at', order: 'desc' },
          { column: 'id', order: 'desc' },
        ])
        .limit(MAX_OCCURRENCES),
      this.#knex('occurrence_days')
        .where({ anomaly_id: anomalyId })
        .orderBy('day', 'desc')
        .limit(MAX_DAYS),
    ]);
    return {
      occurrences: occurrences.map(row => ({
        run_id: row.run_id,
        observed_at: toIso(row.observed_at),
        outcome: row.outcome,
        affected_count: toCount(row.affected_count),
        message: row.message,
      })),
      days: days.map(
        ({ anomaly_id: _anomaly, max_affected_count, ...day }) => ({
          ...day,
          max_affected_count: toCount(max_affected_count),
        }),
      ),
    };
  }

  /** Counts what a run said of anomalies on its day, a statement for many. */
  async countDays(tx: Knex.Transaction, counts: DayCount[]): Promise<void> {
    for (const chunk of chunksOf(counts, WRITE_CHUNK_SIZE)) {
      const sum = (column: string) =>
        tx.raw('?? + ??', [`occurrence_days.${column}`, `excluded.${column}`]);
      await tx('occurrence_days')
        .insert(
          chunk.map(count => ({
            anomaly_id: count.anomalyId,
            day: count.observedAt.toISOString().slice(0, 10),
            failed: count.said === 'failed' ? 1 : 0,
            passed: count.said === 'passed' ? 1 : 0,
            unknown: count.said === 'unknown' ? 1 : 0,
            max_affected_count: count.affectedCount ?? null,
          })),
        )
        .onConflict(['anomaly_id', 'day'])
        .merge({
          failed: sum('failed'),
          passed: sum('passed'),
          unknown: sum('unknown'),
          max_affected_count: tx.raw(
            'case when coalesce(??, -1) > coalesce(??, -1) then ?? else ?? end',
            [
              'excluded.max_affected_count',
              'occurrence_days.max_affected_count',
              'excluded.max_affected_count',
              'occurrence_days.max_affected_count',
            ],
          ),
        } as object);
    }
  }

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

/** PostgreSQL hands out big integers as text. */
function toCount(value: number | string | null): number | null {
  return value === null ? null : Number(value);
}
