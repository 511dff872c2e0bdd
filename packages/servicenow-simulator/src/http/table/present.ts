import type { ColumnDefinition } from '../../dictionary/types';
import type { AccessControl } from '../../access/AccessControl';
import { displayValue } from '../../engine/display';
import type { Instance } from '../../engine/Instance';
import type { Row, Session } from '../../engine/types';
import { walk, walkColumn } from '../../query/dotWalk';
import { inPlatformOrder } from './keyOrder';

/** @internal */
export type DisplayMode = 'false' | 'true' | 'all';

/** How a client wants records. @internal */
export interface Presentation {
  instance: Instance;
  access: AccessControl;
  session: Session;
  mode: DisplayMode;
  excludeLinks: boolean;
  /** Undefined means all fields. */
  fields: string[] | undefined;
  /** What reference links begin with: `https://host/api/now/v2/table`. */
  linkBase: string;
}

/** Reads `sysparm_display_value`; letter case does not matter. @internal */
export function displayMode(parameter: string | undefined): DisplayMode {
  const mode = parameter?.toLowerCase();
  return mode === 'true' || mode === 'all' ? mode : 'false';
}

interface Field {
  table: string;
  row: Row | undefined;
  column: ColumnDefinition;
}

const EMPTY_FIELD = { display_value: '', value: '' };
const NEVER_STORED = new Set(['journal_input', 'journal_list', 'password']);

function link(
  { linkBase }: Presentation,
  column: ColumnDefinition,
  id: string,
) {
  return `${linkBase}/${column.reference}/${id}`;
}

function presentField(options: Presentation, field: Field): unknown {
  const { instance, session, mode, excludeLinks } = options;
  const { table, row, column } = field;
  if (!row) {
    return mode === 'all' ? EMPTY_FIELD : '';
  }
  const value = NEVER_STORED.has(column.type) ? '' : row[column.name] ?? '';
  const isLinked =
    value !== '' &&
    (column.type === 'reference' || column.type === 'domain_id') &&
    !excludeLinks;
  if (mode === 'false') {
    return isLinked ? { link: link(options, column, value), value } : value;
  }
  const display =
    column.type === 'password' && !row[column.name]
      ? ''
      : displayValue({ instance, table, row, session }, column);
  if (mode === 'true') {
    return isLinked
      ? { display_value: display, link: link(options, column, value) }
      : display;
  }
  return isLinked
    ? { display_value: display, link: link(options, column, value), value }
    : { display_value: display, value };
}

/** Which fields of a table an answer has, and in which order; the same for each of its records. */
function planFields(options: Presentation, table: string): string[] {
  const { instance, access, session, fields } = options;
  const wanted = fields
    ? [...new Set(fields)]
    : [...instance.dictionary.columns(table).keys()];
  const readable = wanted.filter(name => {
    const target = walkColumn(instance, table, name);
    return (
      target && access.allowsField(session, target.table, target.column.name)
    );
  });
  return inPlatformOrder(readable);
}

const plans = new WeakMap<Presentation, Map<string, string[]>>();

function plannedFields(options: Presentation, table: string): string[] {
  const byTable = plans.get(options) ?? new Map<string, string[]>();
  plans.set(options, byTable);
  const fields = byTable.get(table) ?? planFields(options, table);
  byTable.set(table, fields);
  return fields;
}

/** A record as the Table API answers it. Unknown fields and those the user may not read are left out. @internal */
export function presentRecord(
  options: Presentation,
  table: string,
  row: Row,
): Record<string, unknown> {
  const presented: Record<string, unknown> = {};
  const start = { table, row };
  for (const name of plannedFields(options, table)) {
    const field = walk(options.instance, start, name);
    if (field) {
      presented[name] = presentField(options, field);
    }
  }
  return presented;
}
