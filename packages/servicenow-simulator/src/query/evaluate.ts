import { displayValue } from '../engine/display';
import { property } from '../engine/Instance';
import type { Instance } from '../engine/Instance';
import { Store } from '../engine/Store';
import type { Row, Session } from '../engine/types';
import {
  AllOf,
  Condition,
  JoinCondition,
  Order,
  Query,
  RelatedListCondition,
  Term,
} from './ast';
import { compareValues } from './compare';
import { walk, walkColumn } from './dotWalk';
import { ScriptContext } from './javascript';
import { OPERATOR_TESTS } from './operators';

type Predicate = (row: Row) => boolean;

const STRICT_PROPERTY = 'glide.invalid_query.returns_no_rows';
const TEXT_SEARCH = '123TEXTQUERY321';
const SEARCHED_TYPES = new Set(['string', 'script', 'email', 'url']);

/** Whose query, against which table. @internal */
export interface QueryContext extends ScriptContext {
  instance: Instance;
  session: Session;
  table: string;
}

function textSearch(
  { instance, table }: QueryContext,
  value: string,
): Predicate {
  const columns = [...instance.dictionary.columns(table).values()].filter(
    column => SEARCHED_TYPES.has(column.type),
  );
  const words = value.toLowerCase().split(/\s+/).filter(Boolean);
  return row =>
    words.every(word =>
      columns.some(column => row[column.name]?.toLowerCase().includes(word)),
    );
}

function conditionPredicate(
  context: QueryContext,
  condition: Condition,
): Predicate | undefined {
  const { instance, session, table } = context;
  if (condition.field === TEXT_SEARCH) {
    return textSearch(context, condition.value);
  }
  if (!walkColumn(instance, table, condition.field)) {
    return undefined;
  }
  const test = OPERATOR_TESTS[condition.operator];
  return row => {
    const start = { table: row.sys_class_name || table, row };
    if (!instance.dictionary.has(start.table)) {
      start.table = table;
    }
    const target = walk(instance, start, condition.field);
    if (!target) {
      return false;
    }
    return test({
      column: target.column,
      stored: target.row?.[target.column.name] ?? '',
      shown: () =>
        target.row
          ? displayValue(
              { ...target, row: target.row, instance, session },
              target.column,
            ) ?? ''
          : '',
      value: condition.value,
      otherField: name => {
        const other = walk(instance, start, name);
        return (other && other.row?.[other.column.name]) ?? '';
      },
      context,
    });
  };
}

const COUNT_TESTS: Record<
  RelatedListCondition['comparison'],
  (count: number, wanted: number) => boolean
> = {
  '=': (count, wanted) => count === wanted,
  '!=': (count, wanted) => count !== wanted,
  '>': (count, wanted) => count > wanted,
  '>=': (count, wanted) => count >= wanted,
  '<': (count, wanted) => count < wanted,
  '<=': (count, wanted) => count <= wanted,
};

function relatedListPredicate(
  context: QueryContext,
  condition: RelatedListCondition,
): Predicate | undefined {
  if (!walkColumn(context.instance, condition.table, condition.field)) {
    return undefined;
  }
  const counts = new Map<string, number>();
  const related = { ...context, table: condition.table };
  for (const row of runQuery(related, condition.where)) {
    const target = walk(
      context.instance,
      { table: condition.table, row },
      condition.field,
    );
    const id = (target && target.row?.[target.column.name]) ?? '';
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const test = COUNT_TESTS[condition.comparison];
  return row => test(counts.get(row.sys_id) ?? 0, condition.count);
}

function joinPredicate(
  context: QueryContext,
  condition: JoinCondition,
): Predicate | undefined {
  const { dictionary } = context.instance;
  if (
    !dictionary.has(condition.otherTable) ||
    !dictionary.column(context.table, condition.field)
  ) {
    return undefined;
  }
  const other = { ...context, table: condition.otherTable };
  const partners = new Set(
    runQuery(other, condition.where).map(row => row[condition.otherField]),
  );
  partners.delete('');
  return row => partners.has(row[condition.field]);
}

/** The test a term stands for; undefined when it names a field or table that does not exist. */
function termPredicate(
  context: QueryContext,
  term: Term,
): Predicate | undefined {
  switch (term.kind) {
    case 'condition':
      return conditionPredicate(context, term);
    case 'relatedList':
      return relatedListPredicate(context, term);
    case 'join':
      return joinPredicate(context, term);
    case 'invalid':
      return undefined;
    default:
      return undefined;
  }
}

/**
 * Compiles one group. Terms that name nothing known are dropped, which widens the result, or make the whole group
 * empty when the instance is strict.
 */
function groupPredicate(
  context: QueryContext,
  group: AllOf,
  strict: boolean,
): Predicate {
  const parts: Predicate[][] = [];
  for (const anyOf of group) {
    const predicates = anyOf.map(term => termPredicate(context, term));
    const known = predicates.filter((p): p is Predicate => p !== undefined);
    if (strict && known.length < predicates.length) {
      return () => false;
    }
    if (known.length > 0) {
      parts.push(known);
    }
  }
  return row => parts.every(anyOf => anyOf.some(test => test(row)));
}

/** Rows that can match at all, found through an index where the query allows. */
function candidates({ instance, table }: QueryContext, group: AllOf): Row[] {
  for (const anyOf of group) {
    const [term] = anyOf;
    if (
      anyOf.length === 1 &&
      term.kind === 'condition' &&
      Store.isIndexed(term.field) &&
      instance.dictionary.column(table, term.field) &&
      !term.value.startsWith('javascript:')
    ) {
      if (term.operator === '=' && term.value !== '') {
        return instance.store.find(table, term.field, term.value);
      }
      if (term.operator === 'IN') {
        const values = new Set(
          term.value.split(',').map(v => v.trim().toLowerCase()),
        );
        if (!values.has('')) {
          return [...values].flatMap(v =>
            instance.store.find(table, term.field, v),
          );
        }
      }
    }
  }
  return instance.store.rows(table);
}

function sortRows(context: QueryContext, rows: Row[], orderBy: Order[]): Row[] {
  const { instance, session, table } = context;
  const keys = orderBy.flatMap(({ field, descending }) => {
    const target = walkColumn(instance, table, field);
    return target ? [{ field, descending, column: target.column }] : [];
  });
  if (keys.length === 0) {
    return rows;
  }
  const keyOf = (row: Row, field: string): string => {
    const walked = walk(instance, { table, row }, field);
    if (!walked?.row) {
      return '';
    }
    // References are ordered by what is shown, not by the identifier.
    const shown =
      walked.column.type === 'reference'
        ? displayValue(
            { ...walked, row: walked.row, instance, session },
            walked.column,
          )
        : walked.row[walked.column.name];
    return (shown ?? '').toLowerCase();
  };
  const sortable = rows.map(row => ({
    row,
    keys: keys.map(key => keyOf(row, key.field)),
  }));
  sortable.sort((a, b) => {
    for (let i = 0; i < keys.length; i++) {
      const order = compareValues(keys[i].column, a.keys[i], b.keys[i]);
      if (order !== 0) {
        return keys[i].descending ? -order : order;
      }
    }
    return 0;
  });
  return sortable.map(entry => entry.row);
}

/** All rows a query finds, in its order; without one, in the order of insertion. @internal */
export function runQuery(context: QueryContext, query: Query): Row[] {
  const strict = property(context.instance, STRICT_PROPERTY) === 'true';
  if (query.groups.length === 1) {
    const [group] = query.groups;
    const test = groupPredicate(context, group, strict);
    const rows = candidates(context, group).filter(test);
    return sortRows(context, rows, query.orderBy);
  }
  const found = new Set<Row>();
  for (const group of query.groups) {
    const test = groupPredicate(context, group, strict);
    for (const row of candidates(context, group)) {
      if (test(row)) {
        found.add(row);
      }
    }
  }
  return sortRows(context, [...found], query.orderBy);
}

/** Every field a query looks at, for access controls. @internal */
export function fieldsOf(query: Query): string[] {
  const terms = query.groups.flat(2);
  return [
    ...terms.flatMap(term => (term.kind === 'condition' ? [term.field] : [])),
    ...query.orderBy.map(order => order.field),
  ];
}
