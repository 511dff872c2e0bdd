import type { Condition, EncodedQuery, Order } from '../encodedQuery';
import { ServiceNowError } from '../ServiceNowError';
import type { TableQuery, TableRows } from '../TableApi';
import { valueOf, type WireRecord } from '../wire';

/*
 * Reads all rows of a query by key: each page asks for what comes after the last row of the page before, so rows that
 * come, change or go meanwhile shift nothing. Offsets would miss and repeat rows.
 *
 * When to stop. ServiceNow applies the limit first and leaves out afterwards what the account may not read, so a short
 * or empty page proves nothing. `X-Total-Count` counts hidden rows, too: it is no count of what will come, but when it
 * is not above the limit the page covered everything after the key. A page that is empty though more rows matched
 * covered hidden rows only, whose keys nobody tells; then a wider window from the same key, of keys alone, finds where
 * visible rows begin again. So every call either ends the reading, moves the key forward, or widens the window, which
 * has a largest size: it ends.
 */

/** Rows per page. */
const PAGE_SIZE = 1_000;
/** How much wider the next window is when a window showed nothing. */
const WIDENING = 10;
/** Most hidden rows in a row that are passed over. */
const MAX_WINDOW = 100_000;

/**
 * `sys_id`: each row at most once, and each that is there all the time exactly once.
 *
 * `sys_updated_on`: oldest change first. No version of a row comes twice; a row that changes after it came comes again,
 * as it then is. Times have seconds: what changes in the very second that was read last may be missing, so a reader that
 * goes on later begins a few seconds before where it stopped.
 * @internal
 */
export type RowOrder = 'sys_id' | 'sys_updated_on';

/** @internal */
export interface StreamRequest extends Omit<TableQuery, 'limit' | 'offset'> {
  query?: Pick<EncodedQuery, 'where'>;
  /** Default `sys_id`. */
  order?: RowOrder;
  pageSize?: number;
}

/** The place of a row in the order. */
interface Key {
  updatedOn: string;
  sysId: string;
}

/** From where to read on: after a row, or from it on. */
interface Position extends Key {
  comparison: '>' | '>=';
}

const ORDER_BY: Record<RowOrder, readonly Order[]> = {
  sys_id: [['sys_id', 'ASC']],
  sys_updated_on: [
    ['sys_updated_on', 'ASC'],
    ['sys_id', 'ASC'],
  ],
};

/** @internal */
export async function* streamRows(
  request: StreamRequest,
  query: (request: TableQuery) => Promise<TableRows>,
): AsyncGenerator<WireRecord, void, undefined> {
  const { order = 'sys_id', pageSize = PAGE_SIZE, ...base } = request;
  let position: Position | undefined;
  let previous: ReadonlySet<string> = new Set();
  let window = pageSize;
  for (;;) {
    const isProbe = window > pageSize;
    const { records, totalCount } = await query({
      ...base,
      query: {
        where: [
          ...(base.query?.where ?? []),
          ...conditionsFrom(order, position),
        ],
        orderBy: ORDER_BY[order],
      },
      fields: isProbe ? order : `${base.fields},${order}`,
      limit: window,
    });
    const isCovered = totalCount !== undefined && totalCount <= window;
    if (records.length === 0) {
      if (isCovered || (totalCount === undefined && window >= MAX_WINDOW)) {
        return;
      }
      window = widen(window, request.table);
    } else if (isProbe) {
      position = { ...keyOf(records[0], request), comparison: '>=' };
      window = pageSize;
    } else {
      const keys = records.map(record => textOf(keyOf(record, request)));
      yield* withoutKeys(records, keys, previous);
      if (isCovered) {
        return;
      }
      checkProgress(keys, previous, request);
      previous = new Set(keys);
      position = { ...keyOf(records.at(-1)!, request), comparison: '>' };
    }
  }
}

/** Rows that have not come already. */
function withoutKeys(
  records: WireRecord[],
  keys: string[],
  previous: ReadonlySet<string>,
): WireRecord[] {
  return records.filter((_, index) => !previous.has(keys[index]));
}

function conditionsFrom(
  order: RowOrder,
  position: Position | undefined,
): (Condition | Condition[])[] {
  if (order === 'sys_id') {
    return position ? [['sys_id', position.comparison, position.sysId]] : [];
  }
  return position
    ? [
        ['sys_updated_on', '>=', position.updatedOn],
        [
          ['sys_updated_on', '>', position.updatedOn],
          ['sys_id', position.comparison, position.sysId],
        ],
      ]
    : // A row without a time would have no place in the order.
      [['sys_updated_on', 'ISNOTEMPTY']];
}

function keyOf(record: WireRecord, request: StreamRequest): Key {
  const key = {
    sysId: valueOf(record, 'sys_id'),
    updatedOn:
      request.order === 'sys_updated_on'
        ? valueOf(record, 'sys_updated_on')
        : '',
  };
  if (!key.sysId || (request.order === 'sys_updated_on' && !key.updatedOn)) {
    throw new ServiceNowError({
      kind: 'Access',
      what: `${request.table} cannot be read in pages: ServiceNow leaves out ${
        key.sysId ? 'sys_updated_on' : 'sys_id'
      }`,
      remedy: `Let the service account read the fields sys_id and sys_updated_on of ${request.table}.`,
      retryable: false,
    });
  }
  return key;
}

function textOf(key: Key): string {
  return `${key.updatedOn} ${key.sysId}`;
}

function widen(window: number, table: string): number {
  if (window < MAX_WINDOW) {
    return Math.min(window * WIDENING, MAX_WINDOW);
  }
  throw new ServiceNowError({
    kind: 'Access',
    what: `The service account may not read ${MAX_WINDOW} rows of ${table} that follow each other, so that those after them cannot be found`,
    remedy: `Let the account read more of ${table}, for example with the role itil, or read less of it.`,
    retryable: false,
  });
}

/** An instance that gives the same page whatever it is asked would be read for ever. */
function checkProgress(
  keys: string[],
  previous: ReadonlySet<string>,
  request: StreamRequest,
): void {
  if (keys.every(key => previous.has(key))) {
    throw new ServiceNowError({
      kind: 'BrokenAnswer',
      what: `${request.table} cannot be read in pages: ServiceNow gives the same rows again`,
      remedy:
        'Ask the ServiceNow administrator whether a business rule or a proxy changes queries.',
      retryable: true,
    });
  }
}
