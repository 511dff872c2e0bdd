import type { Knex } from 'knex';

/** What taking in a new failure writes to. */
const TABLES = [
  'anomalies',
  'anomaly_entities',
  'occurrences',
  'activities',
  'occurrence_days',
] as const;

/** Rows of one statement: the widest table has 40 columns, and PostgreSQL takes at most 65,535 values. */
const ROWS_PER_STATEMENT = 1_000;

type Rows = Map<(typeof TABLES)[number], object[]>;

/** The peer: writes the same rows into tables with the same columns, indexes and references, and does nothing else. */
export class PlainInserter {
  readonly #knex: Knex;

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  static async create(knex: Knex): Promise<PlainInserter> {
    for (const table of TABLES) {
      await knex.raw('create table ?? (like ?? including all)', [
        peerOf(table),
        table,
      ]);
      if (table !== 'anomalies') {
        await knex.raw(
          'alter table ?? add foreign key (anomaly_id) references peer_anomalies (id) on delete cascade',
          [peerOf(table)],
        );
      }
    }
    return new PlainInserter(knex);
  }

  /** The rows that were written about anomalies with ids above this one. */
  async read(afterId: number): Promise<Rows> {
    const rows: Rows = new Map();
    for (const table of TABLES) {
      const column = table === 'anomalies' ? 'id' : 'anomaly_id';
      rows.set(table, await this.#knex(table).where(column, '>', afterId));
    }
    return rows;
  }

  /** Writes rows in one transaction. Returns how many they are. */
  async insert(rows: Rows): Promise<number> {
    let total = 0;
    await this.#knex.transaction(async tx => {
      for (const table of TABLES) {
        const some = rows.get(table)!;
        for (let at = 0; at < some.length; at += ROWS_PER_STATEMENT) {
          await tx(peerOf(table)).insert(
            some.slice(at, at + ROWS_PER_STATEMENT),
          );
        }
        total += some.length;
      }
    });
    return total;
  }
}

function peerOf(table: string): string {
  return `peer_${table}`;
}
