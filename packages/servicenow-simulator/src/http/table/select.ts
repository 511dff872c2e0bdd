import type { AccessControl } from '../../access/AccessControl';
import { displayValue } from '../../engine/display';
import type { Instance } from '../../engine/Instance';
import { insufficientRightsToQuery } from '../../engine/refusals';
import type { Row, Session } from '../../engine/types';
import { walk, walkColumn } from '../../query/dotWalk';
import { fieldsOf, runQuery } from '../../query/evaluate';
import { parseQuery } from '../../query/parse';

/** Which records of a table somebody asks for. @internal */
export interface Selection {
  instance: Instance;
  access: AccessControl;
  session: Session;
  table: string;
  params: Map<string, string>;
}

const SYSPARM = /^sysparm_/;

/** `active=true&caller_id=Fred%20Luddy`: plain parameters filter by value or by what is displayed. */
function plainFilters({ instance, session, table, params }: Selection) {
  return [...params]
    .filter(
      ([name]) => !SYSPARM.test(name) && walkColumn(instance, table, name),
    )
    .map(([name, wanted]) => (row: Row) => {
      const field = walk(instance, { table, row }, name);
      if (!field?.row) {
        return wanted === '';
      }
      const stored = field.row[field.column.name] ?? '';
      if (stored.toLowerCase() === wanted.toLowerCase()) {
        return true;
      }
      const shown = displayValue(
        { ...field, row: field.row, instance, session },
        field.column,
      );
      return shown?.toLowerCase() === wanted.toLowerCase();
    });
}

/** Refuses queries on fields the user may not read: the answer would tell their values. */
function checkFields(selection: Selection, fields: string[]) {
  const { instance, access, session, table } = selection;
  for (const name of fields) {
    const target = walkColumn(instance, table, name);
    if (
      target &&
      !access.allowsField(session, target.table, target.column.name)
    ) {
      throw insufficientRightsToQuery(
        'Field(s) present in the query do not have permission to be read',
      );
    }
  }
}

/**
 * All rows a request selects, before paging and before row level access controls.
 *
 * @throws Refusal 403 when the table or a field of the query may not be read
 * @internal
 */
export function selectRows(selection: Selection): Row[] {
  const { instance, access, session, table, params } = selection;
  if (!access.allows(session, 'read', table)) {
    throw insufficientRightsToQuery(`No permission to read table '${table}'`);
  }
  const query = parseQuery(params.get('sysparm_query') ?? '');
  checkFields(selection, fieldsOf(query));
  const rows = runQuery({ instance, session, table }, query);
  const filters = plainFilters(selection);
  return filters.length === 0
    ? rows
    : rows.filter(row => filters.every(test => test(row)));
}
