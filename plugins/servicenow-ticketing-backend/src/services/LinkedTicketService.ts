import {
  toPage,
  type LinkedTicket,
  type ListLinkedTicketsRequest,
  type ListLinkedTicketsResponse,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { AnomalyStore } from '../database/AnomalyStore';
import type { DeliveryStore } from '../database/DeliveryStore';
import type {
  LinkedTicketStore,
  ListedTicket,
} from '../database/LinkedTicketStore';
import type { MappedDoneState } from '../database/operations/tickets/filter';
import type { StoredLink, TicketLinkStore } from '../database/TicketLinkStore';
import type { AnomalyRecord } from '../domain/anomaly';
import type { AnomalyAccess } from '../domain/anomalyAccess';
import { ticketUrl } from '../domain/remoteTicket';
import { isDone } from '../domain/ticketStates';
import { describeSync } from '../domain/ticketSync';
import type { IntegrationRegistry } from './IntegrationRegistry';
import { toTicketAnomaly } from './ticketViews';

/** Anomalies of one ticket that a list shows. */
const MAX_ANOMALIES = 5;

/** Lists the tickets of all anomalies as they were last read. */
export class LinkedTicketService {
  readonly #integrations: IntegrationRegistry;
  readonly #store: LinkedTicketStore;
  readonly #links: TicketLinkStore;
  readonly #anomalies: AnomalyStore;
  readonly #deliveries: DeliveryStore;
  readonly #now: () => Date;

  constructor(options: {
    integrations: IntegrationRegistry;
    linkedTickets: LinkedTicketStore;
    links: TicketLinkStore;
    anomalies: AnomalyStore;
    deliveries: DeliveryStore;
    now?: () => Date;
  }) {
    this.#integrations = options.integrations;
    this.#store = options.linkedTickets;
    this.#links = options.links;
    this.#anomalies = options.anomalies;
    this.#deliveries = options.deliveries;
    this.#now = options.now ?? (() => new Date());
  }

  /** One page, newest first; with `mine` only those of these entity refs. */
  async list(
    request: ListLinkedTicketsRequest,
    of: { mine?: string[]; access?: AnomalyAccess },
  ): Promise<ListLinkedTicketsResponse> {
    const { page, size, phase, troubled, query } = request;
    const { mine, access } = of;
    const { items, total } = await this.#store.list(
      {
        phase,
        troubled,
        query,
        mine,
        access,
        integrationId: request.integration_id,
        doneStates: doneStatesOf(this.#integrations),
      },
      { page, size },
    );
    const ids = items.map(({ id }) => id);
    const links = await this.#links.listByTickets(ids);
    const [anomalies, unsettled] = await Promise.all([
      this.#anomalies.getMany(
        links.map(({ anomalyId }) => anomalyId),
        access,
      ),
      this.#deliveries.listUnsettled(ids),
    ]);
    const byId = new Map(anomalies.map(anomaly => [anomaly.id, anomaly]));
    return toPage(
      items.map(ticket => ({
        ...this.#toView(
          ticket,
          links.filter(
            link => link.ticket.id === ticket.id && byId.has(link.anomalyId),
          ),
          byId,
        ),
        sync: describeSync(
          unsettled.filter(({ ticketId }) => ticketId === ticket.id),
          this.#now(),
        ),
      })),
      { total, page, size },
    );
  }

  #toView(
    ticket: ListedTicket,
    links: StoredLink[],
    anomalies: Map<number, AnomalyRecord>,
  ): Omit<LinkedTicket, 'sync'> {
    const integration = this.#integrations.find(ticket.integrationId);
    const { table, sysId, state } = ticket;
    const known = links.flatMap(link => anomalies.get(link.anomalyId) ?? []);
    const isOver =
      state !== undefined &&
      integration !== undefined &&
      isDone({ table, state }, integration.settings);
    return {
      link_id: links[0].id,
      integration_id: ticket.integrationId,
      integration_name: this.#integrations.titleOf(ticket.integrationId),
      table,
      ticket_id: sysId ?? null,
      ticket_number: ticket.number ?? null,
      title: ticket.title,
      phase: phaseOf(sysId, isOver),
      status: ticket.stateLabel ?? null,
      state: state ?? null,
      priority: ticket.priorityLabel ?? null,
      assigned_to: ticket.assignedTo ?? null,
      url:
        integration && sysId
          ? ticketUrl(integration.client.instanceUrl, { table, sysId })
          : null,
      created_at: ticket.createdAt.toISOString(),
      last_synced_at: ticket.syncedAt?.toISOString() ?? null,
      anomalies: links
        .slice(-MAX_ANOMALIES)
        .reverse()
        .flatMap(link => {
          const anomaly = anomalies.get(link.anomalyId);
          return anomaly ? [toTicketAnomaly(anomaly, link.id)] : [];
        }),
      anomaly_count: known.length,
      entity_refs: [
        ...new Set(known.flatMap(({ entityRefs }) => entityRefs)),
      ].sort(),
    };
  }
}

/** The states that integrations set themselves when something is resolved. */
export function doneStatesOf(
  integrations: IntegrationRegistry,
): MappedDoneState[] {
  return integrations.list().map(({ id, settings }) => ({
    integrationId: id,
    table: settings.table,
    state: settings.mapping.states.resolved,
  }));
}

function phaseOf(sysId: string | undefined, isOver: boolean) {
  if (!sysId) {
    return 'waiting' as const;
  }
  return isOver ? ('done' as const) : ('open' as const);
}
