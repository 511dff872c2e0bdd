import { isError } from '@backstage/errors';
import {
  BUSINESS_SERVICE_ANNOTATION,
  CONFIGURATION_ITEM_ANNOTATION,
  SERVICENOW_ENTITY_ID_ANNOTATION,
  TICKET_QUERY_ANNOTATION,
  type EntityTicketSource,
  type EntityTicketType,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { AnomalyAccess } from '../domain/anomalyAccess';
import type { LinkedTicketStore } from '../database/LinkedTicketStore';
import { readTicketQuery } from '../servicenow/ticketQuery';
import type { Condition, EncodedQuery } from '../servicenow/encodedQuery';
import { encodeQuery } from '../servicenow/encodedQuery';
import type { ReferenceDirectory } from '../servicenow/ReferenceDirectory';
import type { ConnectedIntegration } from './IntegrationRegistry';

/** Linked records that one query names; more would make its address too long. */
const MAX_LINKED = 100;

/** Which records of an instance belong to an entity. */
export interface EntityScope {
  /** Without it there are none. */
  where?: EncodedQuery['where'];
  sources: EntityTicketSource[];
  /** What could not be looked up, in words. */
  warning: string | null;
  /** The links of records that are linked to anomalies of the entity, by sys_id. */
  linkIds: Map<string, number>;
}

/** Finds out which records of ServiceNow belong to catalog entities. */
export class EntityScopes {
  readonly #references: ReferenceDirectory;
  readonly #linkedTickets: LinkedTicketStore;

  constructor(options: {
    references: ReferenceDirectory;
    linkedTickets: LinkedTicketStore;
  }) {
    this.#references = options.references;
    this.#linkedTickets = options.linkedTickets;
  }

  /**
   * By the query of its annotation; without one by its configuration item, its business service, and the tickets that
   * are linked to its anomalies.
   *
   * @throws ServiceNowError when ServiceNow does not answer.
   */
  async of(
    entity: {
      ref: string;
      annotations: Record<string, string>;
      access?: AnomalyAccess;
    },
    integration: ConnectedIntegration,
    type: EntityTicketType,
  ): Promise<EntityScope> {
    const linked = (
      await this.#linkedTickets.listOfEntity({
        integrationId: integration.id,
        entityRef: entity.ref,
        access: entity.access,
        limit: MAX_LINKED,
      })
    ).filter(({ ticket }) => ticket.table === type);
    const linkIds = new Map(
      linked.map(({ linkId, ticket }) => [ticket.sysId!, linkId]),
    );
    const query = entity.annotations[TICKET_QUERY_ANNOTATION];
    if (query) {
      return { ...scopeOfQuery(query, integration), linkIds };
    }
    const { alternatives, sources, warning } = await this.#named(
      entity.annotations,
      integration,
    );
    const ids = [...linkIds.keys()];
    if (ids.length > 0) {
      alternatives.push(['sys_id', 'IN', ids]);
      sources.push('linked_tickets');
    }
    return {
      where: alternatives.length > 0 ? [alternatives] : undefined,
      sources,
      warning,
      linkIds,
    };
  }

  /** By the records that annotations name. */
  async #named(
    annotations: Record<string, string>,
    { client }: ConnectedIntegration,
  ) {
    const alternatives: Condition[] = [];
    const sources: EntityTicketSource[] = [];
    const problems: string[] = [];
    const named = [
      {
        source: 'configuration_item',
        field: 'cmdb_ci',
        table: 'cmdb_ci',
        name:
          annotations[CONFIGURATION_ITEM_ANNOTATION] ??
          annotations[SERVICENOW_ENTITY_ID_ANNOTATION],
      },
      {
        source: 'business_service',
        field: 'business_service',
        table: 'cmdb_ci_service',
        name: annotations[BUSINESS_SERVICE_ANNOTATION],
      },
    ] as const;
    for (const { source, field, table, name } of named) {
      if (!name || client.excludes(field)) {
        continue;
      }
      const found = await this.#references.find(client, { table, name });
      if (found.sysId === undefined) {
        problems.push(`ServiceNow has ${found.problem}.`);
      } else {
        alternatives.push([field, '=', found.sysId]);
        sources.push(source);
      }
    }
    return {
      alternatives,
      sources,
      warning: problems.length > 0 ? problems.join(' ') : null,
    };
  }
}

function scopeOfQuery(
  text: string,
  { client }: ConnectedIntegration,
): Omit<EntityScope, 'linkIds'> {
  try {
    const where = readTicketQuery(text);
    encodeQuery({ where });
    const excluded = where
      .flatMap<Condition>(part =>
        typeof part[0] === 'string'
          ? [part as Condition]
          : [...(part as readonly Condition[])],
      )
      .map(([field]) => String(field))
      .find(field => client.excludes(field));
    if (excluded) {
      return {
        sources: [],
        warning: `The annotation ${TICKET_QUERY_ANNOTATION} asks for ${excluded}, which is excluded from the integration.`,
      };
    }
    return { where, sources: ['query'], warning: null };
  } catch (error) {
    if (isError(error) && error.name === 'InputError') {
      return {
        sources: [],
        warning: `The annotation ${TICKET_QUERY_ANNOTATION} cannot be used. ${error.message}`,
      };
    }
    throw error;
  }
}
