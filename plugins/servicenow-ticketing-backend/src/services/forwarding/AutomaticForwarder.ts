import type { LoggerService } from '@backstage/backend-plugin-api';
import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { ActivityStore, NewActivity } from '../../database/ActivityStore';
import type { TicketLinkStore } from '../../database/TicketLinkStore';
import type { StoredTicket, TicketStore } from '../../database/TicketStore';
import { applyMapping, type MappedTicket } from '../../domain/applyMapping';
import type { EntityFacts } from '../../domain/entityFacts';
import {
  decideForwarding,
  groupForwarded,
  isForwardable,
  type ForwardedGroup,
  type ReportedAnomaly,
} from '../../domain/forwarding';
import { groupTexts, joinedText } from '../../domain/groupTexts';
import { anomalyDetails } from '../../domain/ticketDescription';
import { nextSlots } from '../../domain/ticketSlots';
import { standingOf } from '../../domain/ticketStates';
import type { Actor, ReportForwarder, TicketOutbox } from '../contracts';
import type { EntityDirectory } from '../EntityDirectory';
import type {
  ConnectedIntegration,
  IntegrationRegistry,
} from '../IntegrationRegistry';
import type { TicketFacts } from '../TicketFacts';

const HOUR_MS = 3_600_000;

/** Who makes tickets where no rule says anything. */
const NO_RULE: Actor = { ref: 'rule:', name: 'Automatic forwarding' };

/** What a report means for one integration. */
interface Forwarding {
  integration: ConnectedIntegration;
  entities: Map<string, EntityFacts>;
  at: Date;
}

/**
 * Makes tickets of what reports say, in the transaction of the report, for the integrations that want every new
 * anomaly. Anomalies with something in common share a ticket, and there are only so many tickets per hour: a bad load
 * may make thousands of anomalies.
 *
 * The number of statements depends on the number of tickets, not of anomalies.
 */
export class AutomaticForwarder implements ReportForwarder {
  readonly #integrations: IntegrationRegistry;
  readonly #activities: ActivityStore;
  readonly #tickets: TicketStore;
  readonly #links: TicketLinkStore;
  readonly #outbox: TicketOutbox;
  readonly #facts: TicketFacts;
  readonly #entities: EntityDirectory;
  readonly #logger: LoggerService;

  constructor(options: {
    integrations: IntegrationRegistry;
    activities: ActivityStore;
    tickets: TicketStore;
    links: TicketLinkStore;
    outbox: TicketOutbox;
    facts: TicketFacts;
    entities: EntityDirectory;
    logger: LoggerService;
  }) {
    this.#integrations = options.integrations;
    this.#activities = options.activities;
    this.#tickets = options.tickets;
    this.#links = options.links;
    this.#outbox = options.outbox;
    this.#facts = options.facts;
    this.#entities = options.entities;
    this.#logger = options.logger;
  }

  async forward(
    tx: Knex.Transaction,
    reported: ReportedAnomaly[],
    at: Date,
  ): Promise<void> {
    const integrations = this.#integrations
      .list()
      .filter(({ settings }) => settings.sync.forwarding === 'always');
    const candidates = reported.filter(each => isForwardable(each, at));
    if (integrations.length === 0 || candidates.length === 0) {
      return;
    }
    const entities = await this.#entities.describeAll([
      ...new Set(candidates.flatMap(({ anomaly }) => anomaly.entityRefs)),
    ]);
    for (const integration of integrations) {
      await this.#forwardTo(tx, candidates, { integration, entities, at });
    }
  }

  async #forwardTo(
    tx: Knex.Transaction,
    candidates: ReportedAnomaly[],
    forwarding: Forwarding,
  ): Promise<void> {
    const { integration, entities } = forwarding;
    const { rules, groupBy } = integration.settings.sync;
    const wanted = candidates.flatMap(candidate => {
      const { action, rule } = decideForwarding(candidate, rules, refs =>
        refs.flatMap(ref => entities.get(ref) ?? []),
      );
      return action === 'forward' ? [{ anomaly: candidate.anomaly, rule }] : [];
    });
    const ticketed = await this.#links.withTicketsIn(tx, {
      integrationId: integration.id,
      anomalyIds: wanted.map(({ anomaly }) => anomaly.id),
    });
    const groups = groupForwarded(
      wanted.filter(({ anomaly }) => !ticketed.has(anomaly.id)),
      groupBy,
    );
    if (groups.length === 0) {
      return;
    }
    // Held, so that reports at the same time see each other's tickets.
    await tx('integrations')
      .where('id', integration.id)
      .select('id')
      .forUpdate();
    const open = await this.#openTickets(tx, groups, integration);
    for (const group of groups) {
      const ticket = group.key && open.get(group.key);
      if (ticket) {
        await this.#join(tx, { group, ticket }, forwarding);
      }
    }
    await this.#create(
      tx,
      groups.filter(({ key }) => !key || !open.has(key)),
      forwarding,
    );
  }

  /** The tickets that groups may join, by their keys. */
  async #openTickets(
    tx: Knex.Transaction,
    groups: ForwardedGroup[],
    { id, settings }: ConnectedIntegration,
  ): Promise<Map<string, StoredTicket>> {
    const found = await this.#tickets.findGroups(tx, {
      integrationId: id,
      keys: groups.flatMap(({ key }) => key ?? []),
    });
    return new Map(
      [...found].filter(
        ([, { table, state = '' }]) =>
          standingOf({ table, state }, settings) === 'open',
      ),
    );
  }

  async #create(
    tx: Knex.Transaction,
    groups: ForwardedGroup[],
    forwarding: Forwarding,
  ): Promise<void> {
    const { integration, at } = forwarding;
    const { id: integrationId, settings } = integration;
    const slots = await this.#slots(tx, groups.length, forwarding);
    const made = groups.map(group => ({
      group,
      mapped: this.#map(group, forwarding),
    }));
    const ticketIds = await this.#tickets.insertAllWanted(
      tx,
      made.map(({ group, mapped }, index) => ({
        integrationId,
        table: settings.table,
        correlationId: `anomaly-${group.anomalies[0].id}-${randomUUID()}`,
        title: mapped.fields.short_description,
        groupKey: group.key,
        forwardedAt: slots[index],
        at,
      })),
    );
    for (const [index, { group, mapped }] of made.entries()) {
      const ticketId = ticketIds[index];
      const written = await this.#link(tx, group, {
        ticketId,
        title: mapped.fields.short_description,
        at,
      });
      await this.#outbox.enqueueCreate(
        tx,
        {
          ...written,
          ticket: { id: ticketId, integrationId },
          actor: actorOf(group),
          at,
          ...(slots[index] > at && {
            wait: {
              until: slots[index],
              because: `There are ${settings.sync.maxTicketsPerHour} tickets per hour at most that nobody asked for, and this one waits its turn.`,
            },
          }),
        },
        { ...mapped, request: '{}' },
      );
    }
  }

  async #slots(
    tx: Knex.Transaction,
    count: number,
    { integration, at }: Forwarding,
  ): Promise<Date[]> {
    const { sync, title } = integration.settings;
    const perHour = sync.maxTicketsPerHour;
    const planned = await this.#tickets.listForwardedAfter(tx, {
      integrationId: integration.id,
      after: new Date(at.getTime() - HOUR_MS),
      limit: perHour,
    });
    const slots = nextSlots(count, { planned, perHour, now: at });
    const waiting = slots.filter(slot => slot > at);
    if (waiting.length > 0) {
      this.#logger.warn(
        `${
          waiting.length
        } of ${count} new tickets for ${title} wait, the last until ${waiting
          .at(-1)!
          .toISOString()}: nobody asked for them, and there are ${perHour} of those per hour at most. Group more of them, exclude some by rules, or raise maxTicketsPerHour.`,
      );
    }
    return slots;
  }

  /** What a ticket says. A mapping that does not work any more must not cost the report. */
  #map(
    group: ForwardedGroup,
    { integration, entities, at }: Forwarding,
  ): MappedTicket {
    const [anomaly] = group.anomalies;
    const { mapping } = integration.settings;
    const context = {
      facts: this.#facts.of(anomaly, {
        user: actorOf(group),
        entity: anomaly.entityRefs
          .map(ref => entities.get(ref))
          .find(entity => entity !== undefined),
      }),
      mapping: group.rule?.assignmentGroup
        ? {
            ...mapping,
            assignmentGroup: group.rule.assignmentGroup,
            assignedTo: undefined,
          }
        : mapping,
      isMappedTable: true,
      at,
    };
    const texts = groupTexts(group.anomalies);
    try {
      return applyMapping(texts, context);
    } catch (error) {
      this.#logger.error(
        `A ticket is made without the templates of ${
          integration.settings.title
        }: ${(error as Error).message}`,
      );
      return applyMapping(texts, {
        ...context,
        mapping: { ...context.mapping, templates: { fields: {} } },
      });
    }
  }

  async #join(
    tx: Knex.Transaction,
    { group, ticket }: { group: ForwardedGroup; ticket: StoredTicket },
    { at }: Forwarding,
  ): Promise<void> {
    const [first] = group.anomalies;
    const actor = actorOf(group);
    const written = await this.#link(tx, group, {
      ticketId: ticket.id,
      title: ticket.number ? `${ticket.number}: ${ticket.title}` : ticket.title,
      isJoined: true,
      at,
    });
    const told = this.#facts.of(first, { user: actor, entity: undefined });
    const details =
      group.anomalies.length === 1
        ? anomalyDetails({ ...told, at })
        : joinedText(group.anomalies);
    await this.#outbox.enqueueLink(
      tx,
      { ...written, ticket, actor, at },
      {
        anomalyUrl: told.anomalyUrl,
        anomalyIds: group.anomalies.map(({ id }) => id),
        details: details === undefined ? [] : [details],
      },
    );
  }

  /** Ties the anomalies of a group to its ticket, and tells so in their timelines. */
  async #link(
    tx: Knex.Transaction,
    group: ForwardedGroup,
    to: { ticketId: number; title: string; isJoined?: boolean; at: Date },
  ): Promise<{ anomalyId: number; linkId?: number; activityId: number }> {
    const { ticketId, title, isJoined = false, at } = to;
    const [{ id: anomalyId }] = group.anomalies;
    const actor = actorOf(group);
    const linkIds = await this.#links.insertAll(
      tx,
      group.anomalies.map(({ id }) => ({
        anomalyId: id,
        ticketId,
        origin: isJoined ? 'linked' : 'created',
        createdBy: actor.ref,
        at,
      })),
    );
    const [activityId] = await this.#activities.addAll(
      tx,
      group.anomalies.map(
        ({ id }, index): NewActivity => ({
          anomalyId: id,
          kind: isJoined || index > 0 ? 'ticket_linked' : 'ticket_created',
          actor: { name: actor.name },
          body: title,
          at,
        }),
      ),
    );
    return { anomalyId, linkId: linkIds.get(anomalyId), activityId };
  }
}

function actorOf({ rule }: ForwardedGroup): Actor {
  return rule
    ? { ref: `rule:${rule.name}`, name: `Rule "${rule.name}"` }
    : NO_RULE;
}
