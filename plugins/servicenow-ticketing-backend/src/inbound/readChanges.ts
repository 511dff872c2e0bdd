import type { FollowedTicket, TableKey } from '../database/FollowedTicketStore';
import { toServiceNowTime } from '../servicenow/journal';
import { toDate, valueOf, type WireRecord } from '../servicenow/wire';
import type { FollowedIntegration, InboundParts } from './contracts';
import { chunksOf } from '../database/chunk';

/*
 * Finds out which linked tickets changed since a time, with as few requests as can be. Other records of the instance
 * change, too, and nothing may be asked of ServiceNow's side, so there are two ways:
 *
 * - by ids: only records of linked tickets, as many per request as an address has room for;
 * - by window: whatever changed in the table since then, only id, time and version of each, 1,000 per request; the
 *   linked ones are picked out here.
 *
 * One request by ids does when few tickets are linked. Beyond that the window costs by what changed, however many are
 * linked. Where much else changes, or the time is long ago, a first request asks how many rows the window has, and the
 * way with fewer requests is taken.
 */

/** Record ids for which one address has room. @internal */
export const IDS_PER_REQUEST = 150;
const ROWS_PER_REQUEST = 1_000;
/** A window that begins earlier, or had more rows the last time, is measured first. */
const USUAL_AGE = 3_600_000;

/** Changes are read from a little before the last one: clocks differ, and what began earlier may end later. */
export const OVERLAP = 60_000;

/** What changed in a table. @internal */
export interface TableChanges {
  /** Linked tickets of which there is a version that was not merged yet. */
  changed: FollowedTicket[];
  /** The last change of any row that was looked at, by ServiceNow's clock. */
  newest?: Date;
  /** Rows that were looked at. */
  rows: number;
}

/**
 * Reads what changed since a time.
 *
 * @throws ServiceNowError when it cannot be read to the end; nothing counts as read then.
 * @internal
 */
export async function readChanges(
  parts: Pick<InboundParts, 'followed' | 'now'>,
  integration: FollowedIntegration,
  request: {
    key: TableKey;
    since: Date;
    /** Rows of the last window. */
    usualRows: number;
    signal?: AbortSignal;
  },
): Promise<TableChanges> {
  const { key, since, signal } = request;
  const few = await parts.followed.listSysIds(key, {
    limit: IDS_PER_REQUEST + 1,
  });
  if (few.length === 0) {
    return { changed: [], rows: 0 };
  }
  const from = new Date(since.getTime() - OVERLAP);
  const reading = { ...parts, integration, key, from, signal };
  if (few.length <= IDS_PER_REQUEST) {
    return readRows(reading, few);
  }
  const isUnusual =
    parts.now().getTime() - since.getTime() > USUAL_AGE ||
    request.usualRows > ROWS_PER_REQUEST;
  return isUnusual && (await isCheaperByIds(reading))
    ? readByIds(reading)
    : readRows(reading);
}

interface Reading extends Pick<InboundParts, 'followed' | 'now'> {
  integration: FollowedIntegration;
  key: TableKey;
  from: Date;
  signal?: AbortSignal;
}

async function isCheaperByIds(reading: Reading): Promise<boolean> {
  const { integration, key, from, signal } = reading;
  const { totalCount } = await integration.client.query({
    table: key.table,
    query: { where: [['sys_updated_on', '>=', toServiceNowTime(from)]] },
    fields: 'sys_id',
    limit: 1,
    signal,
  });
  const linked = await reading.followed.count(key);
  return (
    totalCount !== undefined &&
    Math.ceil(totalCount / ROWS_PER_REQUEST) >
      Math.ceil(linked / IDS_PER_REQUEST)
  );
}

async function readByIds(reading: Reading): Promise<TableChanges> {
  const all: TableChanges = { changed: [], rows: 0 };
  let after: string | undefined;
  for (;;) {
    const ids = await reading.followed.listSysIds(reading.key, {
      limit: IDS_PER_REQUEST,
      after,
    });
    if (ids.length === 0) {
      return all;
    }
    const part = await readRows(reading, ids);
    all.changed.push(...part.changed);
    all.newest = later(all.newest, part.newest);
    after = ids.at(-1);
  }
}

/** Reads id, time and version of rows that changed, of these records or of all, and picks out the linked ones. */
async function readRows(
  reading: Reading,
  sysIds?: string[],
): Promise<TableChanges> {
  const { integration, followed, key, from, signal } = reading;
  const result: TableChanges = { changed: [], rows: 0 };
  const rows: WireRecord[] = [];
  for await (const row of integration.client.stream({
    table: key.table,
    query: {
      where: [
        ['sys_updated_on', '>=', toServiceNowTime(from)],
        ...(sysIds ? [['sys_id', 'IN', sysIds] as const] : []),
      ],
    },
    fields: 'sys_id,sys_updated_on,sys_mod_count',
    order: 'sys_updated_on',
    pageSize: ROWS_PER_REQUEST,
    signal,
  })) {
    rows.push(row);
    result.rows += 1;
    result.newest = later(
      result.newest,
      toDate(valueOf(row, 'sys_updated_on')),
    );
  }
  for (const some of chunksOf(rows, ROWS_PER_REQUEST)) {
    const versions = new Map(
      some.map(row => [valueOf(row, 'sys_id'), valueOf(row, 'sys_mod_count')]),
    );
    const linked = await followed.findBySysIds(key, [...versions.keys()]);
    result.changed.push(
      ...linked.filter(
        ({ sysId, mergedModCount }) =>
          mergedModCount === undefined ||
          versions.get(sysId) !== String(mergedModCount),
      ),
    );
  }
  return result;
}

function later(one: Date | undefined, other: Date | undefined) {
  return one && other && one > other ? one : other ?? one;
}
