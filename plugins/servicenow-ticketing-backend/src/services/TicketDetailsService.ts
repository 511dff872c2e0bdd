import { NotFoundError } from '@backstage/errors';
import {
  toPage,
  type PageRequest,
  type RelatedTickets,
  type TicketAnomaly,
  type TicketDetails,
  type TicketDiscussion,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { AnomalyStore } from '../database/AnomalyStore';
import type { AnomalyAccess } from '../domain/anomalyAccess';
import type { DeliveryStore } from '../database/DeliveryStore';
import type { StoredLink, TicketLinkStore } from '../database/TicketLinkStore';
import { markersOf, unsign } from '../domain/journalText';
import { ticketUrl, type RemoteTicket } from '../domain/remoteTicket';
import { resolvingOf } from '../domain/ticketStates';
import { readDiscussion, type JournalEntry } from '../servicenow/discussion';
import { readRelated } from '../servicenow/related';
import type { ChoiceService } from './ChoiceService';
import type {
  ConnectedIntegration,
  IntegrationRegistry,
} from './IntegrationRegistry';
import type { TicketLinkService } from './TicketLinkService';
import { possibleActions } from './possibleActions';
import { toTicket, toTicketAnomaly } from './ticketViews';
import { toServiceError } from './toServiceError';

/** Somebody looks at the drawer: longer than this nobody waits. */
const DEADLINE_MS = 10_000;

const NO_ACTIONS = {
  acknowledged_state: '',
  resolved_state: '',
  close_code: '',
  choices: { impact: [], urgency: [], close_code: [] },
} satisfies Partial<TicketDetails>;

/** Shows one linked ticket as ServiceNow has it now, with what is said about it and what can be done. */
export class TicketDetailsService {
  readonly #integrations: IntegrationRegistry;
  readonly #anomalies: AnomalyStore;
  readonly #links: TicketLinkStore;
  readonly #deliveries: DeliveryStore;
  readonly #ticketLinks: Pick<TicketLinkService, 'listLinksOf'>;
  readonly #choices: ChoiceService;

  constructor(options: {
    integrations: IntegrationRegistry;
    anomalies: AnomalyStore;
    links: TicketLinkStore;
    deliveries: DeliveryStore;
    ticketLinks: Pick<TicketLinkService, 'listLinksOf'>;
    choices: ChoiceService;
  }) {
    this.#integrations = options.integrations;
    this.#anomalies = options.anomalies;
    this.#links = options.links;
    this.#deliveries = options.deliveries;
    this.#ticketLinks = options.ticketLinks;
    this.#choices = options.choices;
  }

  /**
   * A linked ticket; `ticket` is null, with the reason, when ServiceNow does not show it.
   *
   * @throws NotFoundError when there is no such link.
   */
  async get(linkId: number): Promise<Omit<TicketDetails, 'anomalies'>> {
    const stored = await this.#require(linkId);
    const views = await this.#ticketLinks.listLinksOf(stored.anomalyId);
    const link = views.find(view => view.id === linkId)!;
    const { table, integrationId } = stored.ticket;
    const integration = this.#integrations.find(integrationId);
    if (!integration) {
      return {
        link,
        ticket: null,
        unavailable: `${link.integration_name} is not connected any more.`,
        ...NO_ACTIONS,
        actions: possibleActions(undefined, { table }),
      };
    }
    const [live, choices] = await Promise.all([
      this.#read(stored, integration),
      this.#choices.read(integration, {
        table,
        fields: ['impact', 'urgency', 'close_code', 'state'],
      }),
    ]);
    const { settings, client } = integration;
    const resolving = resolvingOf(table, settings);
    const actions = possibleActions(live.remote, {
      table,
      settings,
      isWaiting: !stored.ticket.sysId,
    });
    const stateLabel = (value: string | undefined) =>
      choices.of('state').find(choice => choice.value === value)?.label ??
      value ??
      '';
    return {
      link,
      ticket: live.remote ? toTicket(live.remote, client.instanceUrl) : null,
      unavailable: live.unavailable,
      actions,
      acknowledged_state: stateLabel(
        actions.find(({ action }) => action === 'acknowledge')?.state,
      ),
      resolved_state: stateLabel(resolving.state),
      close_code: resolving.close.code,
      choices: {
        impact: choices.of('impact'),
        urgency: choices.of('urgency'),
        close_code: choices.of('close_code'),
      },
    };
  }

  /** Work notes and comments, newest first. */
  async discussion(
    linkId: number,
    page: PageRequest,
  ): Promise<TicketDiscussion> {
    const link = await this.#require(linkId);
    const { sysId, table } = link.ticket;
    if (!sysId) {
      return { ...toPage([], { total: 0, ...page }), warning: null };
    }
    const integration = this.#integrations.get(link.ticket.integrationId);
    const { client } = integration;
    const { entries, total } = await readDiscussion(client, {
      table,
      sysId,
      ...page,
      signal: AbortSignal.timeout(DEADLINE_MS),
    }).catch(error => {
      throw toServiceError(error, integration);
    });
    const ours = await this.#deliveries.findMarkers(
      link.ticket.id,
      entries.flatMap(({ text }) => markersOf(text)),
    );
    const hidden = ['work_notes', 'comments'].filter(field =>
      client.excludes(field),
    );
    return {
      ...toPage(
        entries.map(entry => toEntry(entry, ours)),
        { total, ...page },
      ),
      warning:
        hidden.length > 0
          ? `${integration.settings.title} does not show ${hidden.join(
              ' and ',
            )}: they are excluded from the integration.`
          : null,
    };
  }

  /** Records that ServiceNow relates to the ticket. */
  async related(linkId: number): Promise<RelatedTickets> {
    const link = await this.#require(linkId);
    const { sysId, table } = link.ticket;
    if (!sysId) {
      return { items: [], warning: null };
    }
    const integration = this.#integrations.get(link.ticket.integrationId);
    const { client } = integration;
    const { related, refusals } = await readRelated(client, {
      table,
      sysId,
      signal: AbortSignal.timeout(DEADLINE_MS),
    }).catch(error => {
      throw toServiceError(error, integration);
    });
    return {
      items: related.map(({ relation, ticket }) => ({
        relation,
        table: ticket.table,
        ticket_id: ticket.sysId,
        ticket_number: ticket.number,
        title: ticket.title,
        status: ticket.stateLabel,
        priority: ticket.priorityLabel,
        url: ticketUrl(client.instanceUrl, ticket),
      })),
      warning: refusals[0] ?? null,
    };
  }

  /** The anomalies that the ticket is about and that `access` allows, oldest link first. */
  async listAnomalies(
    linkId: number,
    access?: AnomalyAccess,
  ): Promise<TicketAnomaly[]> {
    const link = await this.#require(linkId);
    const links = await this.#links.listByTickets([link.ticket.id]);
    const anomalies = await this.#anomalies.getMany(
      links.map(({ anomalyId }) => anomalyId),
      access,
    );
    return links.flatMap(({ id, anomalyId }) => {
      const anomaly = anomalies.find(known => known.id === anomalyId);
      return anomaly ? [toTicketAnomaly(anomaly, id)] : [];
    });
  }

  async #read(
    stored: StoredLink,
    integration: ConnectedIntegration,
  ): Promise<{ remote?: RemoteTicket; unavailable: string | null }> {
    const { sysId, table } = stored.ticket;
    if (!sysId) {
      return { unavailable: 'ServiceNow has not made this ticket yet.' };
    }
    try {
      const remote = await integration.client.getTicket(
        { table, sysId },
        AbortSignal.timeout(DEADLINE_MS),
      );
      return { remote, unavailable: null };
    } catch (error) {
      const known = toServiceError(error, integration);
      if (known === error) {
        throw error;
      }
      return { unavailable: (known as Error).message };
    }
  }

  async #require(linkId: number): Promise<StoredLink> {
    const link = await this.#links.find(linkId);
    if (!link) {
      throw new NotFoundError(`There is no linked ticket ${linkId}`);
    }
    return link;
  }
}

function toEntry(entry: JournalEntry, ours: Set<string>) {
  const isOurs = markersOf(entry.text).some(marker => ours.has(marker));
  const { text, author } = isOurs ? unsign(entry.text) : entry;
  return {
    id: entry.id,
    kind: entry.kind,
    author: author ?? entry.author,
    text,
    is_ours: isOurs,
    created_at: entry.at?.toISOString() ?? null,
  };
}
