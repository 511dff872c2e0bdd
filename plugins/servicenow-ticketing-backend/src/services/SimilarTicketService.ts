import { isError, NotFoundError } from '@backstage/errors';
import type {
  SimilarTicket,
  SimilarTickets,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { AnomalyStore } from '../database/AnomalyStore';
import type { LinkedTicketStore } from '../database/LinkedTicketStore';
import type { StoredTicket } from '../database/TicketStore';
import type { AnomalyRecord } from '../domain/anomaly';
import type { AnomalyAccess } from '../domain/anomalyAccess';
import { ticketUrl, type RemoteTicket } from '../domain/remoteTicket';
import { similarityOf } from '../domain/similarity';
import { isDone } from '../domain/ticketStates';
import { ticketTitle } from '../domain/ticketTitle';
import { isServiceNowError } from '../servicenow/ServiceNowError';
import type {
  ConnectedIntegration,
  IntegrationRegistry,
} from './IntegrationRegistry';
import { doneStatesOf } from './LinkedTicketService';

/** Tickets that are offered. */
const MAX_SIMILAR = 5;
/** Records that are compared. */
const MAX_COMPARED = 30;
/** The dialog is open already: what comes later is of no use. */
const DEADLINE_MS = 4_000;
/** From here on two short descriptions are taken to be about the same. */
const VERY_SIMILAR = 0.6;
/** A name shorter than this finds everything and nothing. */
const SHORTEST_NAME = 3;

/** Finds open tickets that may be about the same thing as an anomaly, before somebody makes another. */
export class SimilarTicketService {
  readonly #integrations: IntegrationRegistry;
  readonly #anomalies: AnomalyStore;
  readonly #linkedTickets: LinkedTicketStore;

  constructor(options: {
    integrations: IntegrationRegistry;
    anomalies: AnomalyStore;
    linkedTickets: LinkedTicketStore;
  }) {
    this.#integrations = options.integrations;
    this.#anomalies = options.anomalies;
    this.#linkedTickets = options.linkedTickets;
  }

  /**
   * A few open tickets, likeliest first: linked to the anomaly, to others that `access` allows of its dataset or entities, and records whose
   * short description is much the same. Never fails because of ServiceNow.
   *
   * @throws NotFoundError for an unknown anomaly or integration.
   */
  async list(
    request: { anomalyId: number; integrationId?: number },
    access?: AnomalyAccess,
  ): Promise<SimilarTickets> {
    const anomaly = await this.#anomalies.get(request.anomalyId);
    if (!anomaly) {
      throw new NotFoundError(`There is no anomaly ${request.anomalyId}`);
    }
    const integration = this.#integrations.resolve(request.integrationId);
    const [around, found] = await Promise.all([
      this.#linkedTickets.listAround({
        integrationId: integration.id,
        anomalyId: anomaly.id,
        entityRefs: anomaly.entityRefs,
        doneStates: doneStatesOf(this.#integrations),
        limit: MAX_COMPARED,
        access,
      }),
      searchByWords(anomaly, integration),
    ]);
    const { instanceUrl } = integration.client;
    const items = [
      ...(['anomaly', 'dataset', 'entity'] as const).flatMap(reason =>
        around
          .filter(near => near.reason === reason)
          .map(({ ticket }) => ({
            reason,
            ...ofStored(ticket, instanceUrl),
          })),
      ),
      ...found.tickets.map(ticket => ({
        reason: 'words' as const,
        ...ofRemote(ticket, integration),
      })),
    ];
    const byId = new Map<string, SimilarTicket>();
    for (const item of items) {
      if (!byId.has(item.ticket_id)) {
        byId.set(item.ticket_id, item);
      }
    }
    return {
      items: [...byId.values()].slice(0, MAX_SIMILAR),
      warning: found.warning,
    };
  }
}

async function searchByWords(
  anomaly: AnomalyRecord,
  integration: ConnectedIntegration,
): Promise<{ tickets: RemoteTicket[]; warning: string | null }> {
  const { client, settings } = integration;
  const name = anomaly.dataset.name.trim();
  if (name.length < SHORTEST_NAME) {
    return { tickets: [], warning: null };
  }
  try {
    const { tickets } = await client.searchTickets({
      table: settings.table,
      text: name,
      onlyActive: true,
      page: 1,
      size: MAX_COMPARED,
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    const title = ticketTitle(anomaly);
    const alike = tickets
      .filter(ticket => !isDone(ticket, settings))
      .map(ticket => ({ ticket, alike: similarityOf(title, ticket.title) }))
      .filter(({ alike: share }) => share >= VERY_SIMILAR)
      .sort((one, other) => other.alike - one.alike);
    return { tickets: alike.map(({ ticket }) => ticket), warning: null };
  } catch (error) {
    // A name that cannot be searched for finds nothing, and that is all there is to say.
    if (isError(error) && error.name === 'InputError') {
      return { tickets: [], warning: null };
    }
    if (isServiceNowError(error)) {
      return {
        tickets: [],
        warning: `${settings.title}: ${error.message}`,
      };
    }
    throw error;
  }
}

function ofStored(
  ticket: StoredTicket,
  instanceUrl: string,
): Omit<SimilarTicket, 'reason'> {
  const sysId = ticket.sysId!;
  return {
    integration_id: ticket.integrationId,
    table: ticket.table,
    ticket_id: sysId,
    ticket_number: ticket.number ?? '',
    title: ticket.title,
    status: ticket.stateLabel ?? '',
    priority: ticket.priorityLabel ?? '',
    assigned_to: ticket.assignedTo ?? null,
    url: ticketUrl(instanceUrl, { table: ticket.table, sysId }),
  };
}

function ofRemote(
  ticket: RemoteTicket,
  { id, client }: ConnectedIntegration,
): Omit<SimilarTicket, 'reason'> {
  return {
    integration_id: id,
    table: ticket.table,
    ticket_id: ticket.sysId,
    ticket_number: ticket.number,
    title: ticket.title,
    status: ticket.stateLabel,
    priority: ticket.priorityLabel,
    assigned_to: ticket.assignedTo ?? null,
    url: ticketUrl(client.instanceUrl, ticket),
  };
}
