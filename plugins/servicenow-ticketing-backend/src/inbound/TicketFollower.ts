import type { FollowedTicket, TableKey } from '../database/FollowedTicketStore';
import { chunksOf } from '../database/chunk';
import type { JournalEntry } from '../domain/journalEntries';
import type { RemoteTicket } from '../domain/remoteTicket';
import { isServiceNowError } from '../servicenow/ServiceNowError';
import { AuthorDirectory } from './AuthorDirectory';
import type { FollowedIntegration, InboundParts } from './contracts';
import { IDS_PER_REQUEST } from './readChanges';
import { TicketMerger } from './TicketMerger';

/** Records that are missing in an answer are asked for one by one: at most so many at a time. */
const MAX_LOOKUPS = 20;

/** What came of reading tickets. @internal */
export interface FollowResult {
  /** Numbers of tickets that others had changed. */
  changed: string[];
  comments: number;
  broken: string[];
  /** Tickets that could not be taken in, and are read again. */
  failed: number;
  /** Tickets to which we are just writing; they are read again soon. */
  putOff: number;
}

/** Reads linked tickets, many at once, and takes in what is new about them. @internal */
export class TicketFollower {
  readonly #parts: InboundParts;
  readonly #authors: AuthorDirectory;
  readonly #merger: TicketMerger;
  readonly #withoutJournal = new Set<number>();

  constructor(parts: InboundParts) {
    this.#parts = parts;
    this.#authors = new AuthorDirectory(parts);
    this.#merger = new TicketMerger(parts, this.#authors);
  }

  /**
   * Reads tickets of one table whole, with their journals from `since` on, and merges each by itself: one that cannot
   * be taken in costs no other.
   *
   * @throws ServiceNowError when they cannot be read.
   */
  async follow(
    integration: FollowedIntegration,
    request: {
      key: TableKey;
      tickets: FollowedTicket[];
      /** Journal entries before that were read already, of tickets that are not due. */
      since?: Date;
      signal?: AbortSignal;
    },
  ): Promise<FollowResult> {
    const result: FollowResult = {
      changed: [],
      comments: 0,
      broken: [],
      failed: 0,
      putOff: 0,
    };
    // Those whose journals go back far come last, so that few requests do.
    const sorted = [...request.tickets].sort(
      (a, b) =>
        journalSince(b, request.since).getTime() -
        journalSince(a, request.since).getTime(),
    );
    const missing: FollowedTicket[] = [];
    for (const tickets of chunksOf(sorted, IDS_PER_REQUEST)) {
      request.signal?.throwIfAborted();
      missing.push(
        ...(await this.#followSome(
          integration,
          { ...request, tickets },
          result,
        )),
      );
    }
    await this.#lookUp(integration, { ...request, tickets: missing }, result);
    return result;
  }

  /**
   * Reads one ticket now, because somebody waits for it. One that is not linked is left alone.
   *
   * @throws ServiceNowError when it cannot be read; when it is gone its links say so.
   */
  async readNow(
    integration: FollowedIntegration,
    record: { table: string; sysId: string },
  ): Promise<void> {
    const { followed, now } = this.#parts;
    const key = { integrationId: integration.id, table: record.table };
    const [ticket] = await followed.findBySysIds(key, [record.sysId]);
    if (!ticket) {
      return;
    }
    const readAt = now();
    const remote = await integration.client
      .getTicket(record)
      .catch(async error => {
        if (isGone(error)) {
          await this.#merger.breakLinks(ticket, goneReason(ticket.number));
        }
        throw error;
      });
    const entries = await this.#readJournals(integration, {
      tickets: [ticket],
    });
    await this.#authors.load(integration, [
      ...(remote.updatedBy ? [remote.updatedBy] : []),
      ...entries.map(({ author }) => author),
    ]);
    await this.#merger.merge({
      integration,
      ticketId: ticket.id,
      remote,
      entries,
      readAt,
    });
  }

  async readTimes(): Promise<Map<number, Date>> {
    const polls = await this.#parts.polls.list();
    return new Map(
      [...polls].flatMap(([id, { succeededAt }]) =>
        succeededAt ? [[id, succeededAt]] : [],
      ),
    );
  }

  /** Answers with those of which nothing came. */
  async #followSome(
    integration: FollowedIntegration,
    request: {
      key: TableKey;
      tickets: FollowedTicket[];
      since?: Date;
      signal?: AbortSignal;
    },
    result: FollowResult,
  ): Promise<FollowedTicket[]> {
    const { key, tickets, signal } = request;
    const readAt = this.#parts.now();
    const remotes = new Map(
      (
        await integration.client.listTickets(
          key.table,
          tickets.map(({ sysId }) => sysId),
          signal,
        )
      ).map(remote => [remote.sysId, remote]),
    );
    const there = tickets.filter(({ sysId }) => remotes.has(sysId));
    // Records first: what is written after they were read makes them change once more.
    const entries = await this.#readJournals(integration, {
      ...request,
      tickets: there,
    });
    await this.#authors.load(
      integration,
      [
        ...[...remotes.values()].flatMap(({ updatedBy }) => updatedBy ?? []),
        ...entries.map(({ author }) => author),
      ],
      signal,
    );
    for (const ticket of there) {
      await this.#merge(
        integration,
        {
          ticket,
          remote: remotes.get(ticket.sysId)!,
          entries: entries.filter(
            ({ recordSysId }) => recordSysId === ticket.sysId,
          ),
          readAt,
        },
        result,
      );
    }
    return tickets.filter(({ sysId }) => !remotes.has(sysId));
  }

  async #merge(
    integration: FollowedIntegration,
    read: {
      ticket: FollowedTicket;
      remote: RemoteTicket;
      entries: JournalEntry[];
      readAt: Date;
    },
    result: FollowResult,
  ): Promise<void> {
    const { ticket, ...rest } = read;
    try {
      const outcome = await this.#merger.merge({
        ...rest,
        integration,
        ticketId: ticket.id,
      });
      result.comments += outcome.comments;
      result.putOff += outcome.isPutOff ? 1 : 0;
      if (outcome.changes > 0) {
        result.changed.push(rest.remote.number);
      }
    } catch (error) {
      this.#parts.logger.error(
        `What changed in ${ticket.number} could not be taken in, and is read again: ${error}`,
      );
      result.failed += 1;
      await this.#parts.followed.markDue(
        { integrationId: integration.id, table: ticket.table },
        { sysIds: [ticket.sysId], at: this.#parts.now() },
      );
    }
  }

  async #readJournals(
    integration: FollowedIntegration,
    request: {
      tickets: FollowedTicket[];
      since?: Date;
      signal?: AbortSignal;
    },
  ): Promise<JournalEntry[]> {
    const { tickets, since, signal } = request;
    const { client, id, settings } = integration;
    const rules = settings.sync.inbound;
    const elements = [
      ...(rules.comments ? (['comments'] as const) : []),
      ...(rules.workNotes ? (['work_notes'] as const) : []),
    ].filter(element => !client.excludes(element));
    if (tickets.length === 0 || elements.length === 0) {
      return [];
    }
    const entries = await client.listJournal({
      recordSysIds: tickets.map(({ sysId }) => sysId),
      elements,
      since: new Date(
        Math.min(
          ...tickets.map(ticket => journalSince(ticket, since).getTime()),
        ),
      ),
      signal,
    });
    if (!entries && !this.#withoutJournal.has(id)) {
      this.#withoutJournal.add(id);
      this.#parts.logger.warn(
        `Comments of tickets in ${settings.title} are not shown: the service account may not read sys_journal_field. Let it read this table, for example with the role itil.`,
      );
    }
    return entries ?? [];
  }

  /** Finds out why nothing came of records; a link is broken only when ServiceNow says so of this very record. */
  async #lookUp(
    integration: FollowedIntegration,
    request: {
      key: TableKey;
      tickets: FollowedTicket[];
      signal?: AbortSignal;
    },
    result: FollowResult,
  ): Promise<void> {
    const { key, tickets, signal } = request;
    for (const ticket of tickets.slice(0, MAX_LOOKUPS)) {
      const readAt = this.#parts.now();
      try {
        const remote = await integration.client.getTicket(
          { table: key.table, sysId: ticket.sysId },
          signal,
        );
        await this.#merge(
          integration,
          { ticket, remote, entries: [], readAt },
          result,
        );
      } catch (error) {
        if (!isGone(error)) {
          throw error;
        }
        await this.#merger.breakLinks(ticket, goneReason(ticket.number));
        result.broken.push(ticket.number);
      }
    }
    await this.#parts.followed.markDue(key, {
      sysIds: tickets.slice(MAX_LOOKUPS).map(({ sysId }) => sysId),
      at: this.#parts.now(),
    });
  }
}

/** Whether ServiceNow does not show a record to us, now and for good. @internal */
export function isGone(error: unknown): boolean {
  return (
    isServiceNowError(error) &&
    (error.kind === 'NotFound' || error.kind === 'Access')
  );
}

function goneReason(number: string): string {
  return `${number} was deleted in ServiceNow, or the service account may not see it any more. Nothing was changed here: unlink it, or have it shown to the account again.`;
}

/** From when on the journal of a ticket may hold what is news. */
function journalSince(ticket: FollowedTicket, since: Date | undefined): Date {
  const start = ticket.journalSince ?? new Date(0);
  return since && !ticket.dueAt && since > start ? since : start;
}
