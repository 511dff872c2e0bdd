import type { Knex } from 'knex';

/**
 * Keeps who wants to hear of anomalies. Whoever has a hand in an anomaly watches it by that: made or linked its
 * tickets, is its assignee, or decided or said something. Only what people say to the contrary, or beyond, is written.
 *
 * @internal
 */
export class WatcherStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** A person wants to hear of an anomaly, or wants to hear nothing of it. */
  async set(
    anomalyId: number,
    userRef: string,
    watching: boolean,
  ): Promise<void> {
    await this.#knex('anomaly_watchers')
      .insert({ anomaly_id: anomalyId, user_ref: userRef, watching })
      .onConflict(['anomaly_id', 'user_ref'])
      .merge(['watching']);
  }

  /** The users who watch an anomaly, in the order of their refs. */
  async list(anomalyId: number): Promise<string[]> {
    const [involved, asked] = await Promise.all([
      this.#listInvolved(anomalyId),
      this.#knex('anomaly_watchers').where({ anomaly_id: anomalyId }),
    ]);
    const watchers = new Set(involved.filter(isUser));
    for (const { user_ref: ref, watching } of asked) {
      if (watching) {
        watchers.add(ref);
      } else {
        watchers.delete(ref);
      }
    }
    return [...watchers].sort();
  }

  async #listInvolved(anomalyId: number): Promise<string[]> {
    const [anomaly, links, activities] = await Promise.all([
      this.#knex('anomalies').where({ id: anomalyId }).first('assignee'),
      this.#knex('ticket_links')
        .where({ anomaly_id: anomalyId })
        .whereNotNull('created_by')
        .distinct('created_by'),
      this.#knex('activities')
        .where({ anomaly_id: anomalyId })
        .whereNotNull('actor')
        .distinct('actor'),
    ]);
    return [
      anomaly?.assignee,
      ...links.map(({ created_by }) => created_by),
      ...activities.map(({ actor }) => actor),
    ].flatMap(ref => (ref ? [ref.toLocaleLowerCase('en-US')] : []));
  }
}

/** Sources and programs have a hand in anomalies, too, and no inbox. */
function isUser(ref: string): boolean {
  return ref.startsWith('user:');
}
