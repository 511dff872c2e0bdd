import { Dictionary } from '../dictionary/Dictionary';
import { Row } from './types';

/** Columns that are looked up by equality often enough to deserve an index in every table. */
const INDEXED_COLUMNS = new Set([
  'number',
  'correlation_id',
  'user_name',
  'name',
  'element',
  'element_id',
  'documentkey',
  'table_sys_id',
  'user',
  'group',
  'client_id',
  'collection',
]);

/** Rows of one class, with an index per looked-up column. Letter case does not matter to identifiers. */
class ClassRows {
  readonly #rows = new Map<string, Row>();
  readonly #indexes = new Map<string, Map<string, Set<Row>>>();

  index(column: string): Map<string, Set<Row>> {
    let index = this.#indexes.get(column);
    if (!index) {
      index = new Map();
      this.#indexes.set(column, index);
      for (const row of this.#rows.values()) {
        this.#enter(index, row, column);
      }
    }
    return index;
  }

  get size(): number {
    return this.#rows.size;
  }

  values(): Row[] {
    return [...this.#rows.values()];
  }

  get(sysId: string | undefined): Row | undefined {
    return this.#rows.get((sysId ?? '').toLowerCase());
  }

  put(row: Row): void {
    const replaced = this.get(row.sys_id);
    this.#rows.set(row.sys_id.toLowerCase(), row);
    for (const [column, index] of this.#indexes) {
      if (replaced) {
        index.get((replaced[column] ?? '').toLowerCase())?.delete(replaced);
      }
      this.#enter(index, row, column);
    }
  }

  remove(row: Row): void {
    this.#rows.delete(row.sys_id.toLowerCase());
    for (const [column, index] of this.#indexes) {
      index.get((row[column] ?? '').toLowerCase())?.delete(row);
    }
  }

  #enter(index: Map<string, Set<Row>>, row: Row, column: string) {
    const key = (row[column] ?? '').toLowerCase();
    const bucket = index.get(key);
    if (bucket) {
      bucket.add(row);
    } else {
      index.set(key, new Set([row]));
    }
  }
}

/**
 * The rows of all tables, in memory. Stored rows are never changed in place: an update puts a new object.
 *
 * @internal
 */
export class Store {
  readonly #dictionary: Dictionary;
  readonly #classes = new Map<string, ClassRows>();

  constructor(dictionary: Dictionary) {
    this.#dictionary = dictionary;
  }

  /** The row and the class it is in, looked for in the table and all that extend it. */
  get(
    table: string,
    sysId: string | undefined,
  ): { table: string; row: Row } | undefined {
    for (const name of this.#dictionary.family(table)) {
      const row = this.#classes.get(name)?.get(sysId);
      if (row) {
        return { table: name, row };
      }
    }
    return undefined;
  }

  put(table: string, row: Row): void {
    this.#rowsOf(table).put(row);
  }

  remove(table: string, sysId: string): void {
    const rows = this.#classes.get(table);
    const row = rows?.get(sysId);
    if (rows && row) {
      rows.remove(row);
    }
  }

  /** Rows of the table and of all that extend it. */
  rows(table: string): Row[] {
    return this.#dictionary
      .family(table)
      .flatMap(name => this.#classes.get(name)?.values() ?? []);
  }

  count(table: string): number {
    return this.#dictionary
      .family(table)
      .reduce((sum, name) => sum + (this.#classes.get(name)?.size ?? 0), 0);
  }

  static isIndexed(column: string): boolean {
    return column === 'sys_id' || INDEXED_COLUMNS.has(column);
  }

  /** Rows whose column has the value, letter case aside. The column must be an indexed one. */
  find(table: string, column: string, value: string): Row[] {
    if (column === 'sys_id') {
      const found = this.get(table, value);
      return found ? [found.row] : [];
    }
    const key = value.toLowerCase();
    return this.#dictionary
      .family(table)
      .flatMap(name => [
        ...(this.#classes.get(name)?.index(column).get(key) ?? []),
      ]);
  }

  /** All rows by class. As stored rows never change, this is a picture of the moment. */
  snapshot(): Map<string, Row[]> {
    return new Map(
      [...this.#classes].map(([name, rows]) => [name, rows.values()]),
    );
  }

  /** Puts back what a snapshot holds into an empty store. */
  restore(snapshot: Map<string, Row[]>): void {
    for (const [name, rows] of snapshot) {
      const target = this.#rowsOf(name);
      rows.forEach(row => target.put(row));
    }
  }

  #rowsOf(table: string): ClassRows {
    let rows = this.#classes.get(table);
    if (!rows) {
      rows = new ClassRows();
      this.#classes.set(table, rows);
    }
    return rows;
  }
}
