import type { ColumnDefinition } from '../dictionary/types';
import { displayValue } from '../engine/display';
import type { Instance } from '../engine/Instance';
import type { Row, Session } from '../engine/types';
import { compareValues } from '../query/compare';
import { walk, walkColumn } from '../query/dotWalk';

const DECIMALS = 4;

/** @internal */
export type AggregateName = 'avg' | 'min' | 'max' | 'sum';

/** Which numbers are wanted of which fields. @internal */
export interface AggregateRequest {
  count: boolean;
  fields: Record<AggregateName, string[]>;
}

/** Numbers over a set of rows, as the Aggregate API writes them: all of them strings. @internal */
export interface Stats {
  count?: string;
  avg?: Record<string, string>;
  min?: Record<string, string>;
  max?: Record<string, string>;
  sum?: Record<string, string>;
}

/** Where the rows are. @internal */
export interface StatsContext {
  instance: Instance;
  session: Session;
  table: string;
}

/** The stored value of a field, dotted names included. @internal */
export function valueOf(context: StatsContext, row: Row, name: string): string {
  const field = walk(context.instance, { table: context.table, row }, name);
  return (field && field.row?.[field.column.name]) ?? '';
}

/** The displayed value of a field, dotted names included. @internal */
export function shownValueOf(
  context: StatsContext,
  row: Row,
  name: string,
): string {
  const { instance, session, table } = context;
  const field = walk(instance, { table, row }, name);
  return field?.row
    ? displayValue(
        { ...field, row: field.row, instance, session },
        field.column,
      ) ?? ''
    : '';
}

function extreme(values: string[], column: ColumnDefinition, sign: 1 | -1) {
  return values.reduce((best, value) =>
    compareValues(column, value, best) * sign > 0 ? value : best,
  );
}

function numberOf(
  name: AggregateName,
  values: string[],
  column: ColumnDefinition,
) {
  if (values.length === 0) {
    return '';
  }
  const sum = () => values.reduce((total, value) => total + Number(value), 0);
  switch (name) {
    case 'min':
      return extreme(values, column, -1);
    case 'max':
      return extreme(values, column, 1);
    case 'sum':
      return String(sum());
    case 'avg':
      return (sum() / values.length).toFixed(DECIMALS);
    default:
      return '';
  }
}

/** Computes what was asked for; unknown fields are left out, empty values do not count. @internal */
export function aggregate(
  context: StatsContext,
  rows: Row[],
  request: AggregateRequest,
): Stats {
  const stats: Stats = {};
  if (request.count) {
    stats.count = String(rows.length);
  }
  for (const [name, fields] of Object.entries(request.fields)) {
    const aggregateName = name as AggregateName;
    for (const field of fields) {
      const column = walkColumn(context.instance, context.table, field)?.column;
      if (column) {
        const values = rows
          .map(row => valueOf(context, row, field))
          .filter(value => value !== '');
        stats[aggregateName] = {
          ...stats[aggregateName],
          [field]: numberOf(aggregateName, values, column),
        };
      }
    }
  }
  return stats;
}
