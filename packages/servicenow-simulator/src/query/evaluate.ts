import { displayValue } from '../engine/display';
import { property } from '../engine/Instance';
import { Store } from '../engine/Store';
import type { Row } from '../engine/types';
import {
  AllOf,
  Condition,
  JoinCondition,
  Query,
  RelatedListCondition,
  Term,
} from './ast';
import { walk, walkColumn } from './dotWalk';
import { OPERATOR_TESTS } from './operators';
import type { QueryContext } from './QueryContext';
import { sortRows } from './sortRows';

type Predicate = (row: Row) => boolean;

const STRICT_PROPERTY = 'glide.invalid_query.returns_no_rows';
const TEXT_SEARCH = '123TEXTQUERY321';
const SEARCHED_TYPES = new Set(['string', 'script', 'email', 'url']);

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
  const known = walkColumn(instance, table, condition.field);
  if (!known) {
    return undefined;
  }
  const test = OPERATOR_TESTS[condition.operator];
  const isDotted = condition.field.includes('.');
  return row => {
    const start = { table: ownTable(context, row), row };
    // Most conditions are on the row itself; the walk is for the others.
    const target = isDotted
      ? walk(instance, start, condition.field)
      : { table: start.table, row, column: known.column };
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

/** The class of a row that may be of a child table. */
function ownTable({ instance, table }: QueryContext, row: Row): string {
  const own = row.sys_class_name;
  return own && own !== table && instance.dictionary.has(own) ? own : table;
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

/** Whether a query finds a row, which need not be stored. @internal */
export function matches(context: QueryContext, query: Query, row: Row) {
  const strict = property(context.instance, STRICT_PROPERTY) === 'true';
  return query.groups.some(group =>
    groupPredicate(context, group, strict)(row),
  );
}

/** Every field a query looks at, for access controls. @internal */
export function fieldsOf(query: Query): string[] {
  const terms = query.groups.flat(2);
  return [
    ...terms.flatMap(term => (term.kind === 'condition' ? [term.field] : [])),
    ...query.orderBy.map(order => order.field),
  ];
}
