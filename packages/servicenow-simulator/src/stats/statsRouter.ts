import { Router } from 'express';
import { invalidTable } from '../engine/refusals';
import type { Row } from '../engine/types';
import { HttpContext, sessionFor } from '../http/context';
import { isTrue, parameters } from '../http/parameters';
import { respond } from '../http/respond';
import { displayMode } from '../http/table/present';
import { selectRows } from '../http/table/select';
import { walkColumn } from '../query/dotWalk';
import { parseQuery } from '../query/parse';
import {
  aggregate,
  AggregateName,
  AggregateRequest,
  shownValueOf,
  Stats,
  StatsContext,
  valueOf,
} from './aggregate';

interface Group {
  rows: Row[];
  stats: Stats;
}

const COMPARISONS: Record<string, (left: number, right: number) => boolean> = {
  '=': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
};

function names(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(Boolean);
}

function readRequest(params: Map<string, string>): AggregateRequest {
  return {
    count: isTrue(params.get('sysparm_count')),
    fields: {
      avg: names(params.get('sysparm_avg_fields')),
      min: names(params.get('sysparm_min_fields')),
      max: names(params.get('sysparm_max_fields')),
      sum: names(params.get('sysparm_sum_fields')),
    },
  };
}

function statOf(
  context: StatsContext,
  group: Group,
  what: { name: string; field: string },
): number {
  const { name, field } = what;
  if (name === 'count') {
    return group.rows.length;
  }
  const known = (['avg', 'min', 'max', 'sum'] as const).find(n => n === name);
  const request: AggregateRequest = {
    count: false,
    fields: {
      avg: [],
      min: [],
      max: [],
      sum: [],
      ...(known ? { [known]: [field] } : {}),
    },
  };
  const stats = aggregate(context, group.rows, request);
  return Number(stats[name as AggregateName]?.[field] ?? NaN);
}

/** `count^state^>^3,avg^priority^<^2`: keeps the groups of which all of these are true. */
function having(
  context: StatsContext,
  groups: Group[],
  text: string | undefined,
) {
  const conditions = names(text).map(part => part.split('^'));
  return groups.filter(group =>
    conditions.every(([name, field, operator, wanted]) =>
      COMPARISONS[operator]?.(
        statOf(context, group, { name: name.toLowerCase(), field }),
        Number(wanted),
      ),
    ),
  );
}

/** `AVG^impact^DESC,state`: aggregates or grouping fields, each ascending unless told. */
function sortGroups(context: StatsContext, groups: Group[], keys: string[]) {
  const compare = (a: Group, b: Group) => {
    for (const key of keys) {
      const parts = key.split('^');
      const descending = parts[parts.length - 1].toUpperCase() === 'DESC';
      const [first, field = ''] = parts;
      const isAggregate = /^(count|avg|min|max|sum)$/i.test(first);
      const what = { name: first.toLowerCase(), field };
      const order = isAggregate
        ? statOf(context, a, what) - statOf(context, b, what)
        : shownValueOf(context, a.rows[0], first).localeCompare(
            shownValueOf(context, b.rows[0], first),
            'en',
            { numeric: true },
          );
      if (order !== 0) {
        return descending ? -order : order;
      }
    }
    return 0;
  };
  return [...groups].sort(compare);
}

function orderKeys(params: Map<string, string>): string[] {
  const fromQuery = parseQuery(params.get('sysparm_query') ?? '').orderBy.map(
    ({ field, descending }) => (descending ? `${field}^DESC` : field),
  );
  return [...names(params.get('sysparm_order_by')), ...fromQuery];
}

/** The Aggregate API: `GET /api/now/stats/{table}`. @internal */
export function createStatsRouter(http: HttpContext): Router {
  const router = Router();
  router.get('/:table', (req, res) => {
    const { table } = req.params;
    if (!http.instance.dictionary.has(table)) {
      throw invalidTable(table);
    }
    const params = parameters(req);
    const session = sessionFor(res);
    const context = { instance: http.instance, session, table };
    const rows = selectRows({ ...http, session, table, params }).filter(row =>
      http.access.allowsRow(session, table, row),
    );
    const request = readRequest(params);
    const groupBy = names(params.get('sysparm_group_by')).filter(name =>
      walkColumn(http.instance, table, name),
    );
    if (groupBy.length === 0) {
      const stats = aggregate(context, rows, request);
      respond(req, res, { status: 200, body: { result: { stats } } });
      return;
    }
    const mode = displayMode(params.get('sysparm_display_value'));
    const buckets = new Map<string, Row[]>();
    for (const row of rows) {
      const key = JSON.stringify(
        groupBy.map(name => valueOf(context, row, name)),
      );
      const bucket = buckets.get(key);
      if (bucket) {
        bucket.push(row);
      } else {
        buckets.set(key, [row]);
      }
    }
    const groups = [...buckets.values()].map(bucket => ({
      rows: bucket,
      stats: aggregate(context, bucket, request),
    }));
    const kept = having(context, groups, params.get('sysparm_having'));
    const result = sortGroups(context, kept, orderKeys(params)).map(group => ({
      stats: group.stats,
      groupby_fields: groupBy.map(field => {
        const [row] = group.rows;
        const value = valueOf(context, row, field);
        const shown = shownValueOf(context, row, field);
        switch (mode) {
          case 'true':
            return { field, value: shown };
          case 'all':
            return { field, value, display_value: shown };
          case 'false':
          default:
            return { field, value };
        }
      }),
    }));
    respond(req, res, { status: 200, body: { result } });
  });
  return router;
}
