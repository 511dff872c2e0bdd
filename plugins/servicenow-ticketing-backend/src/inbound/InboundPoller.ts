import type { FollowedTicket, TableKey } from '../database/FollowedTicketStore';
import type { FollowedIntegration, InboundParts } from './contracts';
import { OVERLAP, readChanges } from './readChanges';
import type { FollowResult, TicketFollower } from './TicketFollower';

/*
 * The promise: every change of a linked ticket that ServiceNow tells of is taken in once. It rests on the watermark,
 * which moves only when everything before it was read and taken in or marked to be read again; on reading a little before
 * it, so that ties and late commits are not missed; on the version of each record, so that what was taken in is not
 * taken in again; and on reading newly linked tickets whatever the watermark says. What ServiceNow does not tell of, such
 * as records that are deleted or changed without a trace, is found by the Reconciler.
 */

/** Before the first poll of a table, changes of the last hour are looked at, whatever clocks say. */
const FIRST_WINDOW = 3_600_000;
/** Tickets that are read in one poll because they are due; the others follow in the next. */
const MAX_DUE = 1_500;

/** @internal */
export interface PollResult extends FollowResult {
  /** Rows that were looked at. */
  rows: number;
}

/** Asks one instance for what changed since the last time. @internal */
export class InboundPoller {
  readonly #parts: InboundParts;
  readonly #follower: TicketFollower;
  /** Rows of the last window, by table; a guess, no more. */
  readonly #usualRows = new Map<string, number>();

  constructor(parts: InboundParts, follower: TicketFollower) {
    this.#parts = parts;
    this.#follower = follower;
  }

  /** @throws ServiceNowError when ServiceNow does not tell; what was not read then is read the next time. */
  async poll(
    integration: FollowedIntegration,
    signal?: AbortSignal,
  ): Promise<PollResult> {
    const { followed } = this.#parts;
    const all: PollResult = {
      rows: 0,
      changed: [],
      comments: 0,
      broken: [],
      failed: 0,
      putOff: 0,
    };
    for (const table of await followed.listTables(integration.id)) {
      const key = { integrationId: integration.id, table };
      const result = await this.#pollTable(integration, key, signal);
      all.rows += result.rows;
      all.changed.push(...result.changed);
      all.comments += result.comments;
      all.broken.push(...result.broken);
      all.failed += result.failed;
      all.putOff += result.putOff;
    }
    return all;
  }

  async #pollTable(
    integration: FollowedIntegration,
    key: TableKey,
    signal: AbortSignal | undefined,
  ): Promise<PollResult> {
    const { followed, cursors, now } = this.#parts;
    const startedAt = now();
    const watermark = await cursors.watermark(key);
    if (!watermark) {
      await followed.markUnseenDue(key, startedAt);
    }
    const since = watermark ?? new Date(startedAt.getTime() - FIRST_WINDOW);
    const usual = `${key.integrationId} ${key.table}`;
    const changes = await readChanges(this.#parts, integration, {
      key,
      since,
      usualRows: this.#usualRows.get(usual) ?? 0,
      signal,
    });
    this.#usualRows.set(usual, changes.rows);
    const due = await followed.listDue(key, MAX_DUE);
    const result = await this.#follower.follow(integration, {
      key,
      tickets: distinct([...changes.changed, ...due]),
      since: new Date(since.getTime() - OVERLAP),
      signal,
    });
    await cursors.advance(key, {
      watermark:
        changes.newest && changes.newest > since ? changes.newest : since,
      at: startedAt,
    });
    return { ...result, rows: changes.rows };
  }
}

function distinct(tickets: FollowedTicket[]): FollowedTicket[] {
  return [...new Map(tickets.map(ticket => [ticket.id, ticket])).values()];
}
