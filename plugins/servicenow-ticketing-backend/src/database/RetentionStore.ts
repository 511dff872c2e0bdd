import type { Knex } from 'knex';
import { toDate } from './time';

/*
 * Removes what is over. Every method is one step: a few short statements by index, on a bounded number of rows, so
 * that nothing is locked for long and writers get their turn in between. What calls them walks from step to step.
 */

/** A step of a walk over anomalies: those with ids after `after`, up to `upTo`. @internal */
export interface AnomalyRange {
  after: number;
  upTo: number;
}

/** Where a walk over settled deliveries has come to. @internal */
export interface SettledPosition {
  settledAt: Date;
  id: number;
}

/** Takes out of the database what nobody needs any more. @internal */
export class RetentionStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /**
   * The next so many anomalies: the last id of them, and which are archived and have not failed since `before`.
   * `undefined` when there are none.
   */
  async nextStep(options: {
    after: number;
    size: number;
    before: Date;
  }): Promise<{ upTo: number; over: number[] } | undefined> {
    const rows = await this.#knex('anomalies')
      .where('id', '>', options.after)
      .orderBy('id')
      .limit(options.size)
      .select('id', 'status', 'last_seen_at');
    const last = rows.at(-1);
    return (
      last && {
        upTo: last.id,
        over: rows
          .filter(
            row =>
              row.status === 'Archived' &&
              toDate(row.last_seen_at) < options.before,
          )
          .map(({ id }) => id),
      }
    );
  }

  /**
   * Removes those of these anomalies that are archived and to which nothing has happened since `before`: no failure, no
   * decision, no comment. Kept are those with a ticket, those that others are duplicates of, and those that ServiceNow is still to hear of.
   */
  async removeArchived(ids: number[], before: Date): Promise<number> {
    return (
      this.#knex('anomalies')
        .whereIn('id', ids)
        // Reopened meanwhile? In words that keep databases from walking through all that is archived instead of by id.
        .whereNotIn('status', ['Active', 'Acknowledged'])
        .whereNotExists(query =>
          query
            .select(this.#knex.raw('1'))
            .from('ticket_links')
            .whereRaw('ticket_links.anomaly_id = anomalies.id'),
        )
        .whereNotExists(query =>
          query
            .select(this.#knex.raw('1'))
            .from('activities')
            .whereRaw('activities.anomaly_id = anomalies.id')
            .where('activities.created_at', '>=', before),
        )
        .whereNotExists(query =>
          query
            .select(this.#knex.raw('1'))
            .from({ copies: 'anomalies' })
            .whereRaw('copies.duplicate_of = anomalies.id'),
        )
        .whereNotExists(query =>
          query
            .select(this.#knex.raw('1'))
            .from('deliveries')
            .whereRaw('deliveries.anomaly_id = anomalies.id')
            .whereNull('deliveries.settled_at'),
        )
        .delete()
    );
  }

  /** Removes runs that were before a time, and all but the newest `keep` of each anomaly. */
  async removeRuns(
    range: AnomalyRange,
    options: { before: Date; keep: number },
  ): Promise<number> {
    const within = () =>
      this.#knex('occurrences')
        .where('anomaly_id', '>', range.after)
        .where('anomaly_id', '<=', range.upTo);
    let removed = await within()
      .where('observed_at', '<', options.before)
      .delete();
    const full: number[] = await within()
      .groupBy('anomaly_id')
      .havingRaw('count(*) > ?', [options.keep])
      .pluck('anomaly_id');
    for (const anomalyId of full) {
      const newest = this.#knex('occurrences')
        .where({ anomaly_id: anomalyId })
        .orderBy([
          { column: 'observed_at', order: 'desc' },
          { column: 'id', order: 'desc' },
        ])
        .limit(options.keep)
        .select('id');
      removed += await this.#knex('occurrences')
        .where({ anomaly_id: anomalyId })
        .whereNotIn('id', newest)
        .delete();
    }
    return removed;
  }

  /** Removes at most `limit` counts of days before `day`, which is such as 2026-01-22. */
  async removeDays(day: string, limit: number): Promise<number> {
    return this.#knex('occurrence_days')
      .whereIn(
        ['anomaly_id', 'day'],
        this.#knex('occurrence_days')
          .where('day', '<', day)
          .limit(limit)
          .select('anomaly_id', 'day'),
      )
      .delete();
  }

  /**
   * Looks at the next `limit` deliveries that were settled before a time and removes them with their tries. Kept are
   * the creations of tickets that are linked: they recognise a repeated request.
   *
   * @returns how many it removed, and where to go on; no position when none is left.
   */
  async removeDeliveries(
    options: { before: Date; limit: number },
    from?: SettledPosition,
  ): Promise<{ removed: number; position?: SettledPosition }> {
    const { before, limit } = options;
    const query = this.#knex('deliveries')
      .where('settled_at', '<', before)
      .orderBy(['settled_at', 'id'])
      .limit(limit)
      .select('id', 'settled_at');
    if (from) {
      query.whereRaw('(settled_at, id) > (?, ?)', [from.settledAt, from.id]);
    }
    const rows = await query;
    const last = rows.at(-1);
    if (!last) {
      return { removed: 0 };
    }
    const removed = await this.#knex('deliveries')
      .whereIn(
        'id',
        rows.map(({ id }) => id),
      )
      .whereNotNull('settled_at')
      .where(either =>
        either
          .whereNot('kind', 'create')
          .orWhereNotExists(links =>
            links
              .select(this.#knex.raw('1'))
              .from('ticket_links')
              .whereRaw('ticket_links.ticket_id = deliveries.ticket_id'),
          ),
      )
      .delete();
    return {
      removed,
      position: { settledAt: toDate(last.settled_at!), id: last.id },
    };
  }
}
