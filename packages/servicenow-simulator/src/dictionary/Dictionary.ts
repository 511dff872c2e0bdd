import { SYSTEM_COLUMNS } from './columns';
import { ColumnDefinition, TableDefinition } from './types';

interface ResolvedTable {
  definition: TableDefinition;
  /** Own name first, then the parents up to the root. */
  lineage: string[];
  columns: Map<string, ColumnDefinition>;
  displayColumn: string;
}

const DISPLAY_COLUMN_GUESSES = ['name', 'number', 'u_name', 'title', 'label'];

/**
 * The schema of the instance: which tables there are, what they inherit and which columns they have.
 *
 * @internal
 */
export class Dictionary {
  readonly #definitions = new Map<string, TableDefinition>();
  readonly #resolved = new Map<string, ResolvedTable>();
  readonly #descendants = new Map<string, string[]>();

  constructor(definitions: Iterable<TableDefinition>) {
    for (const definition of definitions) {
      this.#definitions.set(definition.name, {
        ...definition,
        columns: [...definition.columns],
      });
    }
  }

  /** Adds a table, or replaces the one of the same name. */
  addTable(definition: TableDefinition): void {
    this.#definitions.set(definition.name, definition);
    this.#forget();
  }

  /** Adds or replaces a column of a table; tables that extend it get it too. */
  addColumn(tableName: string, column: ColumnDefinition): void {
    const definition = this.#definitions.get(tableName);
    if (!definition) {
      return;
    }
    const others = definition.columns.filter(c => c.name !== column.name);
    this.#definitions.set(tableName, {
      ...definition,
      columns: [...others, column],
    });
    this.#forget();
  }

  /** Removes a table that no other extends. */
  removeTable(tableName: string): void {
    this.#definitions.delete(tableName);
    this.#forget();
  }

  has(tableName: string): boolean {
    return this.#definitions.has(tableName);
  }

  tables(): TableDefinition[] {
    return [...this.#definitions.values()];
  }

  table(tableName: string): TableDefinition {
    return this.#resolve(tableName).definition;
  }

  /** The table itself, then its parents up to the root. */
  lineage(tableName: string): string[] {
    return this.#resolve(tableName).lineage;
  }

  /** The top of the table's family; rows of a family share one space of sys_ids. */
  root(tableName: string): string {
    const { lineage } = this.#resolve(tableName);
    return lineage[lineage.length - 1];
  }

  /** The table itself and all tables that extend it, however deep. */
  family(tableName: string): string[] {
    const known = this.#descendants.get(tableName);
    if (known) {
      return known;
    }
    const names = this.tables()
      .map(definition => definition.name)
      .filter(name => this.lineage(name).includes(tableName));
    this.#descendants.set(tableName, names);
    return names;
  }

  isA(tableName: string, ancestor: string): boolean {
    return this.has(tableName) && this.lineage(tableName).includes(ancestor);
  }

  /** All columns, inherited ones included, in the order in which they are shown. */
  columns(tableName: string): Map<string, ColumnDefinition> {
    return this.#resolve(tableName).columns;
  }

  column(tableName: string, name: string): ColumnDefinition | undefined {
    return this.#resolve(tableName).columns.get(name);
  }

  displayColumn(tableName: string): string {
    return this.#resolve(tableName).displayColumn;
  }

  #forget() {
    this.#resolved.clear();
    this.#descendants.clear();
  }

  #resolve(tableName: string): ResolvedTable {
    const known = this.#resolved.get(tableName);
    if (known) {
      return known;
    }
    const definition = this.#definitions.get(tableName);
    if (!definition) {
      throw new Error(`There is no table '${tableName}' in the dictionary`);
    }
    const parent = definition.extends
      ? this.#resolve(definition.extends)
      : undefined;
    const columns = new Map(parent?.columns);
    for (const column of [
      ...definition.columns,
      ...(parent ? [] : SYSTEM_COLUMNS),
    ]) {
      columns.set(column.name, column);
    }
    const resolved: ResolvedTable = {
      definition,
      lineage: [tableName, ...(parent?.lineage ?? [])],
      columns,
      displayColumn:
        definition.displayColumn ??
        parent?.displayColumn ??
        DISPLAY_COLUMN_GUESSES.find(name => columns.has(name)) ??
        'sys_id',
    };
    this.#resolved.set(tableName, resolved);
    return resolved;
  }
}
