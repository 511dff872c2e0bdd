import { chunksOf } from '../database/chunk';
import type { FollowedTicket, TableKey } from '../database/FollowedTicketStore';
import type { FollowedIntegration, InboundParts } from './contracts';
import { IDS_PER_REQUEST } from './readChanges';
import type { TicketFollower } from './TicketFollower';

/** Tickets that one pass compares at most, by instance and table: ten requests. */
const TICKETS_PER_PASS = 1_500;
/** Entries of journals older than that are not read again, so what was taken in need not be remembered. */
const REMEMBERED = 30 * 24 * 3_600_000;

/** What a pass found. @internal */
export interface Reconciliation {
  compared: number;
  /** Numbers of tickets that were not as the portal showed them, and are now. */
  repaired: string[];
  /** Numbers of tickets that are not there any more. */
  broken: string[];
}

/**
 * Compares tickets that were not read for long with ServiceNow, a part of them in each pass, longest ago first: finds
 * what no poll tells, such as deleted records and changes without a trace, and repairs our view.
 * @internal
 */
export class Reconciler {
  readonly #parts: InboundParts;
  readonly #follower: TicketFollower;

  constructor(parts: InboundParts, follower: TicketFollower) {
    this.#parts = parts;
    this.#follower = follower;
  }

  /** @throws ServiceNowError when ServiceNow does not tell. */
  async reconcile(
    integration: FollowedIntegration,
    options: { unreadSince: Date; signal?: AbortSignal },
  ): Promise<Reconciliation> {
    const { followed, polls, imports, logger, now } = this.#parts;
    const found: Reconciliation = { compared: 0, repaired: [], broken: [] };
    for (const table of await followed.listTables(integration.id)) {
      const key = { integrationId: integration.id, table };
      const tickets = await followed.listUnread(key, {
        since: options.unreadSince,
        limit: TICKETS_PER_PASS,
      });
      for (const some of chunksOf(tickets, IDS_PER_REQUEST)) {
        options.signal?.throwIfAborted();
        await this.#compare(
          integration,
          { key, tickets: some, signal: options.signal },
          found,
        );
      }
    }
    await imports.removeBefore(new Date(now().getTime() - REMEMBERED));
    const repaired = [...found.repaired, ...found.broken];
    if (repaired.length > 0) {
      await polls.addRepaired(integration.id, repaired.length);
      logger.warn(
        `Comparing ${found.compared} tickets of ${
          integration.settings.title
        } found what no poll had told, and repaired it: ${[
          ...found.repaired.map(number => `${number} had changed`),
          ...found.broken.map(number => `${number} is gone`),
        ].join(', ')}`,
      );
    }
    return found;
  }

  async #compare(
    integration: FollowedIntegration,
    request: {
      key: TableKey;
      tickets: FollowedTicket[];
      signal: AbortSignal | undefined;
    },
    found: Reconciliation,
  ): Promise<void> {
    const { tickets } = request;
    const result = await this.#follower.follow(integration, request);
    found.compared += tickets.length;
    found.repaired.push(...result.changed);
    found.broken.push(...result.broken);
    await this.#parts.followed.markRead(
      tickets.map(({ id }) => id),
      this.#parts.now(),
    );
  }
}
