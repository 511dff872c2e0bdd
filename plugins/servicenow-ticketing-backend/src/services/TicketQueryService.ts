import { NotFoundError } from '@backstage/errors';
import {
  toPage,
  type FormSpecification,
  type FormSpecificationRequest,
  type Page,
  type SearchTicketsRequest,
  type Ticket,
  type TicketSearchItem,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { AnomalyStore } from '../database/AnomalyStore';
import { anomalyDetails } from '../domain/ticketDescription';
import {
  FORM_FIELDS,
  ticketForm,
  type FormDefaults,
} from '../domain/ticketForm';
import { ticketTitle } from '../domain/ticketTitle';
import { ticketLevels } from '../domain/priority';
import type { RemoteChoice } from '../servicenow/wire';
import { isServiceNowError } from '../servicenow/ServiceNowError';
import type {
  ConnectedIntegration,
  IntegrationRegistry,
} from './IntegrationRegistry';
import { toSearchItem, toTicket } from './ticketViews';
import { toServiceError } from './toServiceError';

/** Where choices of a table sit when it has none of its own. */
const PARENT_TABLE = 'task';

/** Reads from ServiceNow what people need to create and find tickets. */
export class TicketQueryService {
  readonly #integrations: IntegrationRegistry;
  readonly #anomalies: AnomalyStore;
  readonly #productName: string;
  readonly #anomalyUrl: (anomalyId: number) => string;
  readonly #now: () => Date;

  constructor(options: {
    integrations: IntegrationRegistry;
    anomalies: AnomalyStore;
    productName: string;
    anomalyUrl: (anomalyId: number) => string;
    now?: () => Date;
  }) {
    this.#integrations = options.integrations;
    this.#anomalies = options.anomalies;
    this.#productName = options.productName;
    this.#anomalyUrl = options.anomalyUrl;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * The create form of a table. Opens whatever state ServiceNow is in: without its choices the usual ones are
   * offered, with a warning that says why.
   */
  async formSpecification(
    request: FormSpecificationRequest,
  ): Promise<FormSpecification> {
    const integration = this.#integrations.resolve(request.integration_id);
    const table = request.table ?? integration.settings.table;
    const defaults =
      request.anomaly_id === undefined
        ? {}
        : await this.#defaults(request.anomaly_id, integration);
    const { choices, warning } = await readChoices(integration, table);
    return {
      integration_id: integration.id,
      integration_name: integration.settings.title,
      table,
      choices_source: choices ? 'servicenow' : 'defaults',
      warnings: warning ? [warning] : [],
      fields: ticketForm({ table, choices, defaults }),
    };
  }

  /** One page of tickets whose number or short description matches. */
  async search(request: SearchTicketsRequest): Promise<Page<TicketSearchItem>> {
    const integration = this.#integrations.resolve(request.integration_id);
    const { client, settings } = integration;
    const { page, size, query: text, state } = request;
    try {
      const { tickets, total } = await client.searchTickets({
        table: request.table ?? settings.table,
        text,
        state,
        page,
        size,
      });
      return toPage(
        tickets.map(ticket => toSearchItem(ticket, client.instanceUrl)),
        { total, page, size },
      );
    } catch (error) {
      throw toServiceError(error, integration);
    }
  }

  /** One ticket, live. */
  async get(request: {
    ticketId: string;
    integrationId?: number;
    table?: string;
  }): Promise<Ticket> {
    const integration = this.#integrations.resolve(request.integrationId);
    const { client, settings } = integration;
    try {
      const remote = await client.getTicket({
        table: request.table ?? settings.table,
        sysId: request.ticketId,
      });
      return toTicket(remote, client.instanceUrl);
    } catch (error) {
      throw toServiceError(error, integration);
    }
  }

  async #defaults(
    anomalyId: number,
    integration: ConnectedIntegration,
  ): Promise<FormDefaults> {
    const anomaly = await this.#anomalies.get(anomalyId);
    if (!anomaly) {
      throw new NotFoundError(`There is no anomaly ${anomalyId}`);
    }
    return {
      title: ticketTitle(anomaly),
      description: anomalyDetails({
        productName: this.#productName,
        anomaly,
        anomalyUrl: this.#anomalyUrl(anomalyId),
        at: this.#now(),
      }),
      ...ticketLevels(
        {},
        {
          severity: anomaly.severity,
          mapping: integration.settings.mapping.severity,
        },
      ),
    };
  }
}

async function readChoices(
  { client, settings }: ConnectedIntegration,
  table: string,
): Promise<{ choices?: RemoteChoice[]; warning?: string }> {
  try {
    const choices = await client.listChoices(
      [table, PARENT_TABLE],
      FORM_FIELDS,
    );
    return choices.length > 0
      ? { choices }
      : {
          warning: `${settings.title} shows no choices for ${table}. Give the service account read access to sys_choice. Until then the usual choices are offered.`,
        };
  } catch (error) {
    if (isServiceNowError(error)) {
      return {
        warning: `The choices could not be read from ${settings.title}, so the usual ones are offered. ${error.message}`,
      };
    }
    throw error;
  }
}
