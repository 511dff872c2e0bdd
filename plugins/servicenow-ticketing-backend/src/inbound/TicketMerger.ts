import type { Knex } from 'knex';
import type { NewActivity } from '../database/ActivityStore';
import { OVERLAP } from './readChanges';
import type { FollowedTicket } from '../database/FollowedTicketStore';
import { isStale } from '../domain/fieldSnapshots';
import {
  entryText,
  isOwnEntry,
  markersIn,
  type JournalEntry,
} from '../domain/journalEntries';
import { mergeRemoteState, type RemoteMerge } from '../domain/mergeRemoteState';
import { describeChanges } from '../domain/remoteChanges';
import type { RemoteTicket } from '../domain/remoteTicket';
import { AnomalyFollower } from './AnomalyFollower';
import type { FollowedIntegration, InboundParts } from './contracts';
import { AuthorDirectory } from './AuthorDirectory';

/** A record that was read, with what was written into its journal. @internal */
export interface ReadTicket {
  integration: FollowedIntegration;
  ticketId: number;
  remote: RemoteTicket;
  entries: JournalEntry[];
  /** When reading began: what became due since then is to be read again. */
  readAt: Date;
}

/** What a merge did. @internal */
export interface MergeOutcome {
  /** Fields that others had changed. */
  changes: number;
  comments: number;
  /** Its fields wait until a change of ours has ended, and are read again. */
  isPutOff: boolean;
  anomalyIds: number[];
}

const NOTHING: MergeOutcome = {
  changes: 0,
  comments: 0,
  isPutOff: false,
  anomalyIds: [],
};

/**
 * Takes what was read of one record into the portal, in one transaction: what is shown of the ticket, the timelines of
 * its anomalies, and what its state makes of them. Reading it again changes nothing. Rows are locked anomalies first and
 * then tickets, each by id, as everybody does who changes both.
 * @internal
 */
export class TicketMerger {
  readonly #parts: InboundParts;
  readonly #authors: AuthorDirectory;
  readonly #anomalies: AnomalyFollower;

  constructor(parts: InboundParts, authors: AuthorDirectory) {
    this.#parts = parts;
    this.#authors = authors;
    this.#anomalies = new AnomalyFollower(parts);
  }

  async merge(read: ReadTicket): Promise<MergeOutcome> {
    const { knex, announcer, onTicketDone, outbox } = this.#parts;
    const merged = await knex.transaction(tx => this.#merge(tx, read));
    if (!merged) {
      return NOTHING;
    }
    const { outcome, merge } = merged;
    if (outcome.changes + outcome.comments > 0) {
      outbox.nudge();
      announcer.anomaliesChanged(outcome.anomalyIds);
    }
    if (merge?.turn === 'done') {
      onTicketDone?.({
        ticketId: read.ticketId,
        number: read.remote.number,
        stateLabel: read.remote.stateLabel,
        anomalyIds: outcome.anomalyIds,
      });
    }
    return outcome;
  }

  /** Says that a record is not there any more, or not for us; its anomalies stay as they are. */
  async breakLinks(ticket: FollowedTicket, reason: string): Promise<void> {
    const { knex, followed, activities, links, now, announcer } = this.#parts;
    const at = now();
    const anomalyIds = await knex.transaction(async tx => {
      const current = await followed.getForUpdate(tx, ticket.id);
      if (!current || current.brokenSince) {
        return [];
      }
      await followed.writeBroken(tx, { id: ticket.id, reason, at });
      const linked = await links.listByTicket(tx, ticket.id);
      await activities.addAll(
        tx,
        linked.map(({ anomalyId }) => ({
          anomalyId,
          kind: 'ticket_changed' as const,
          actor: { name: 'ServiceNow' },
          body: `does not show ${ticket.number} any more: ${reason}`,
          ticketId: ticket.id,
          at,
        })),
      );
      return linked.map(({ anomalyId }) => anomalyId);
    });
    if (anomalyIds.length > 0) {
      announcer.anomaliesChanged(anomalyIds);
    }
  }

  async #merge(
    tx: Knex.Transaction,
    read: ReadTicket,
  ): Promise<{ outcome: MergeOutcome; merge?: RemoteMerge } | undefined> {
    const { followed, links, activities, now } = this.#parts;
    const { ticketId, remote, integration } = read;
    const anomalies = await this.#anomalies.lock(tx, ticketId);
    const ticket = await followed.getForUpdate(tx, ticketId);
    if (!ticket) {
      return undefined;
    }
    const at = now();
    const entries = await this.#newEntries(tx, ticket, read);
    const isOld = isStale(remote, ticket.remoteModCount);
    const isPutOff = isOld || (await this.#isBeingWritten(tx, ticketId));
    const merge = isPutOff
      ? undefined
      : mergeRemoteState({
          seen: ticket.seen,
          agreed: ticket.agreed,
          remote,
          mapped: integration.settings,
        });
    const told = [
      ...entries.map(entry => this.#entryActivity(read, entry, at)),
      ...this.#changeActivities({ ticket, read, merge, at }),
    ];
    const linked = await links.listByTicket(tx, ticketId);
    await activities.addAll(
      tx,
      linked.flatMap(({ anomalyId }) =>
        told.map(activity => ({ ...activity, anomalyId, ticketId })),
      ),
    );
    if (merge) {
      await this.#write(tx, { ticket, read, merge, at });
      await this.#anomalies.follow(tx, {
        read,
        merge,
        links: linked,
        anomalies,
        author: this.#authors.nameOf(integration, remote.updatedBy),
        at,
      });
    } else {
      if (!isOld) {
        await this.#parts.tickets.applyRemote(tx, {
          id: ticketId,
          integrationId: integration.id,
          remote,
          at,
        });
      }
      // Somebody else is writing to it, or has read a newer version: once more, soon.
      await followed.markDue(
        { integrationId: integration.id, table: ticket.table },
        { sysIds: [ticket.sysId], at },
        tx,
      );
    }
    return {
      outcome: {
        changes: merge?.changes.length ?? 0,
        comments: entries.length,
        isPutOff,
        anomalyIds: linked.map(({ anomalyId }) => anomalyId),
      },
      merge,
    };
  }

  /** Entries that are news: not taken in before, not older than the link, and not our own. */
  async #newEntries(
    tx: Knex.Transaction,
    ticket: FollowedTicket,
    read: ReadTicket,
  ): Promise<JournalEntry[]> {
    const { imports, deliveries, now } = this.#parts;
    const since = ticket.journalSince?.getTime() ?? 0;
    const recent = read.entries.filter(
      ({ createdAt }) => !createdAt || createdAt.getTime() >= since,
    );
    if (recent.length === 0) {
      return [];
    }
    const claimed = await imports.claim(tx, ticket.integrationId, {
      sysIds: recent.map(({ sysId }) => sysId),
      at: now(),
    });
    const unclaimed = recent.filter(({ sysId }) => claimed.has(sysId));
    const own = await deliveries.notesWithMarkers(
      tx,
      ticket.id,
      unclaimed.flatMap(({ text }) => markersIn(text)),
    );
    return unclaimed.filter(
      entry => !isOwnEntry(entry.text, own) && entryText(entry) !== '',
    );
  }

  /**
   * Whether a change of ours may be in the record that was read, although we do not know it yet: it would be taken for
   * somebody else's.
   */
  async #isBeingWritten(
    tx: Knex.Transaction,
    ticketId: number,
  ): Promise<boolean> {
    const unsettled = await this.#parts.deliveries.listUnsettled(
      [ticketId],
      tx,
    );
    return unsettled.some(
      ({ status, attempts, kind }) =>
        kind !== 'comment' &&
        kind !== 'unlink' &&
        (status === 'delivering' || (status === 'retrying' && attempts > 0)),
    );
  }

  #entryActivity(
    { integration }: ReadTicket,
    entry: JournalEntry,
    at: Date,
  ): Omit<NewActivity, 'anomalyId'> {
    return {
      kind: 'ticket_comment',
      actor: { name: this.#authors.nameOf(integration, entry.author) },
      body: entryText(entry),
      at: entry.createdAt && entry.createdAt < at ? entry.createdAt : at,
    };
  }

  #changeActivities(options: {
    ticket: FollowedTicket;
    read: ReadTicket;
    merge: RemoteMerge | undefined;
    at: Date;
  }): Omit<NewActivity, 'anomalyId'>[] {
    const { ticket, read, merge, at } = options;
    if (!merge) {
      return [];
    }
    const told = describeChanges(read.remote.number, merge.changes);
    const actor = {
      name: this.#authors.nameOf(read.integration, read.remote.updatedBy),
    };
    const kind = 'ticket_changed' as const;
    return [
      ...(told ? [{ kind, actor, body: told, at }] : []),
      ...(ticket.brokenSince && !merge.isCanceled
        ? [
            {
              kind,
              actor: { name: 'ServiceNow' },
              body: `shows ${read.remote.number} again, so that it is followed again`,
              at,
            },
          ]
        : []),
    ];
  }

  async #write(
    tx: Knex.Transaction,
    options: {
      ticket: FollowedTicket;
      read: ReadTicket;
      merge: RemoteMerge;
      at: Date;
    },
  ): Promise<void> {
    const { ticket, read, merge, at } = options;
    const { remote, readAt } = read;
    await this.#parts.followed.writeMerged(tx, {
      id: ticket.id,
      remote,
      seen: merge.seen,
      agreed: merge.agreed,
      journalSince: laterOf(
        ticket.journalSince,
        remote.updatedAt && new Date(remote.updatedAt.getTime() - OVERLAP),
      ),
      dueAt: ticket.dueAt && ticket.dueAt > readAt ? ticket.dueAt : undefined,
      broken: merge.isCanceled
        ? {
            reason: `${remote.number} was canceled in ServiceNow. Nothing was changed here: link or create another ticket if somebody is to look after it.`,
            since: ticket.brokenSince ?? at,
          }
        : undefined,
      at,
    });
  }
}

function laterOf(
  one: Date | undefined,
  other: Date | undefined,
): Date | undefined {
  if (one && other) {
    return one > other ? one : other;
  }
  return one ?? other;
}
