import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  LinkTicketRequest,
  TicketLink,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import type { ActivityStore } from '../database/ActivityStore';
import type { AnomalyStore } from '../database/AnomalyStore';
import type { DeliveryStore } from '../database/DeliveryStore';
import type { StoredLink, TicketLinkStore } from '../database/TicketLinkStore';
import type { TicketStore } from '../database/TicketStore';
import { anomalyDetails } from '../domain/ticketDescription';
import type {
  Actor,
  ChangeAnnouncer,
  TicketLinkReader,
  TicketOutbox,
  TicketReader,
} from './contracts';
import { fetchTicketToLink } from './fetchTicketToLink';
import type { IntegrationRegistry } from './IntegrationRegistry';
import { toTicketLink } from './ticketViews';
import { toServiceError } from './toServiceError';

/** Room for details in a description that is nearly full. */
const COMPACT_DETAILS_LENGTH = 600;

/** A request to link an existing ticket. */
export type LinkTicketCommand = LinkTicketRequest & { anomalyId: number };

/** Names one link of one anomaly. */
export interface LinkKey {
  anomalyId: number;
  linkId: number;
}

/** What the service works with. */
export interface TicketLinkOptions {
  knex: Knex;
  integrations: IntegrationRegistry;
  anomalies: AnomalyStore;
  activities: ActivityStore;
  tickets: TicketStore;
  links: TicketLinkStore;
  deliveries: DeliveryStore;
  outbox: TicketOutbox;
  announcer: ChangeAnnouncer;
  follower: TicketReader;
  productName: string;
  anomalyUrl: (anomalyId: number) => string;
  now?: () => Date;
}

/** Ties tickets to anomalies and unties them. */
export class TicketLinkService implements TicketLinkReader {
  readonly #options: TicketLinkOptions;
  readonly #now: () => Date;

  constructor(options: TicketLinkOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
  }

  async listLinks(anomalyIds: number[]): Promise<Map<number, TicketLink[]>> {
    const stored = await this.#options.links.listByAnomalies(anomalyIds);
    const byAnomaly = new Map<number, TicketLink[]>();
    for (const link of await this.#toViews(stored)) {
      const links = byAnomaly.get(link.anomaly_id) ?? [];
      byAnomaly.set(link.anomaly_id, [...links, link]);
    }
    return byAnomaly;
  }

  /** The links of one anomaly, oldest first. */
  async listLinksOf(anomalyId: number): Promise<TicketLink[]> {
    await this.#requireAnomaly(anomalyId);
    return (await this.listLinks([anomalyId])).get(anomalyId) ?? [];
  }

  /**
   * Links a ticket that exists in ServiceNow; its description and work notes will tell.
   *
   * @throws NotFoundError when there is no such anomaly or ticket, ConflictError when they are linked already.
   */
  async linkTicket(
    command: LinkTicketCommand,
    actor: Actor,
  ): Promise<TicketLink> {
    const { knex, integrations, activities, tickets, links, outbox } =
      this.#options;
    const { anomalyId } = command;
    const anomaly = await this.#requireAnomaly(anomalyId);
    const integration = integrations.resolve(command.integration_id);
    const remote = await fetchTicketToLink(integration, command);
    const at = this.#now();
    const anomalyUrl = this.#options.anomalyUrl(anomalyId);
    const details = {
      productName: this.#options.productName,
      anomaly,
      anomalyUrl,
      at,
    };
    const linkId = await knex.transaction(async tx => {
      const ticket = {
        id: await tickets.upsertRemote(tx, {
          integrationId: integration.id,
          remote,
          at,
        }),
        integrationId: integration.id,
      };
      const id = await links.insert(tx, {
        anomalyId,
        ticketId: ticket.id,
        origin: 'linked',
        createdBy: actor.ref,
        at,
      });
      if (id === undefined) {
        throw new ConflictError(
          `${remote.number} is linked to anomaly ${anomalyId} already`,
        );
      }
      const [activityId] = await activities.addAll(tx, [
        {
          anomalyId,
          kind: 'ticket_linked',
          actor,
          body: `${remote.number}: ${remote.title}`,
          at,
        },
      ]);
      await outbox.enqueueLink(
        tx,
        { ticket, anomalyId, linkId: id, activityId, actor, at },
        {
          anomalyUrl,
          details: [
            anomalyDetails(details),
            anomalyDetails(details, COMPACT_DETAILS_LENGTH),
          ].filter(text => text !== undefined),
        },
      );
      return id;
    });
    outbox.nudge();
    this.#announce(anomalyId);
    return this.#view({ anomalyId, linkId });
  }

  /**
   * Unlinks a ticket. It stays in ServiceNow, with a work note; one that ServiceNow has not made yet is given up.
   *
   * @throws NotFoundError when there is no such link, ConflictError while ServiceNow is just making the ticket.
   */
  async unlinkTicket(key: LinkKey, actor: Actor): Promise<void> {
    const { knex, activities, tickets, links, deliveries, outbox } =
      this.#options;
    const at = this.#now();
    await knex.transaction(async tx => {
      const { ticket } = requireLink(await links.get(key, tx), key);
      await tickets.lock(tx, [ticket.id]);
      if (!(await links.delete(tx, key.linkId))) {
        throw noSuchLink(key);
      }
      const [activityId] = await activities.addAll(tx, [
        {
          anomalyId: key.anomalyId,
          kind: 'ticket_unlinked',
          actor,
          body: ticket.number
            ? `${ticket.number}: ${ticket.title}`
            : ticket.title,
          at,
        },
      ]);
      if (ticket.sysId) {
        await outbox.enqueueUnlink(tx, {
          ticket,
          anomalyId: key.anomalyId,
          activityId,
          actor,
          at,
        });
        return;
      }
      await deliveries.discard(tx, { ticketId: ticket.id }, at);
      if ((await deliveries.listUnsettled([ticket.id], tx)).length > 0) {
        throw new ConflictError(
          'ServiceNow is being asked to create this ticket just now. Try again in a moment.',
        );
      }
    });
    outbox.nudge();
    this.#announce(key.anomalyId);
  }

  /**
   * Reads a linked ticket from ServiceNow now, and takes in what is new about it. What waits for the ticket is tried at
   * once, too.
   *
   * @throws NotFoundError when there is no such link, or ServiceNow does not show the ticket any more.
   */
  async syncLink(key: LinkKey): Promise<TicketLink> {
    const { integrations, follower, links, outbox } = this.#options;
    const { ticket } = requireLink(await links.get(key), key);
    outbox.nudge();
    if (ticket.sysId) {
      const integration = integrations.get(ticket.integrationId);
      await follower
        .readNow(integration, { table: ticket.table, sysId: ticket.sysId })
        .catch(error => {
          throw toServiceError(error, integration);
        });
      this.#options.announcer.ticketsChanged([ticket.id]);
    }
    return this.#view(key);
  }

  #announce(anomalyId: number): void {
    this.#options.announcer.anomaliesChanged([anomalyId]);
    this.#options.announcer.deliveriesChanged();
  }

  async #requireAnomaly(id: number) {
    const anomaly = await this.#options.anomalies.get(id);
    if (!anomaly) {
      throw new NotFoundError(`There is no anomaly ${id}`);
    }
    return anomaly;
  }

  async #view(key: LinkKey): Promise<TicketLink> {
    const link = requireLink(await this.#options.links.get(key), key);
    return (await this.#toViews([link]))[0];
  }

  async #toViews(links: StoredLink[]): Promise<TicketLink[]> {
    const { integrations, deliveries, follower } = this.#options;
    if (links.length === 0) {
      return [];
    }
    const readTimes = await follower.readTimes();
    const unsettled = await deliveries.listUnsettled([
      ...new Set(links.map(link => link.ticket.id)),
    ]);
    const now = this.#now();
    return links.map(link => {
      const { id, integrationId } = link.ticket;
      return toTicketLink(link, {
        integrationTitle: integrations.titleOf(integrationId),
        instanceUrl: integrations.find(integrationId)?.client.instanceUrl,
        unsettled: unsettled.filter(({ ticketId }) => ticketId === id),
        readAt: readTimes.get(integrationId),
        now,
      });
    });
  }
}

function requireLink(link: StoredLink | undefined, key: LinkKey): StoredLink {
  if (!link) {
    throw noSuchLink(key);
  }
  return link;
}

function noSuchLink({ anomalyId, linkId }: LinkKey): NotFoundError {
  return new NotFoundError(`Anomaly ${anomalyId} has no ticket link ${linkId}`);
}
