import type { Severity } from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import type { AnomalyAccess } from '../domain/anomalyAccess';
import { severityOfRank } from '../domain/severityRank';
import { chunksOf, READ_CHUNK_SIZE } from './chunk';
import { whereAllowed } from './operations/anomalies/access';

/** What permissions about an anomaly are decided on. @internal */
export interface AnomalyFacts {
  id: number;
  source: string;
  severity: Severity;
  entityRefs: string[];
  owners: string[];
}

/** Knows which anomalies a permission is for. @internal */
export class AnomalyAccessStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Those of these anomalies that there are and that `access` allows. */
  async allowedOf(ids: number[], access: AnomalyAccess): Promise<Set<number>> {
    const allowed = new Set<number>();
    for (const chunk of chunksOf(ids, READ_CHUNK_SIZE)) {
      const query = this.#knex('anomalies').select('id').whereIn('id', chunk);
      whereAllowed(query as Knex.QueryBuilder, access);
      (await query).forEach(row => allowed.add(row.id));
    }
    return allowed;
  }

  /** Whether a ticket belongs to an anomaly that `access` allows. */
  async allowsTicket(
    ticket: { integrationId: number; sysId: string },
    access: AnomalyAccess,
  ): Promise<boolean> {
    const query = this.#knex('anomalies')
      .join('ticket_links', 'ticket_links.anomaly_id', 'anomalies.id')
      .join('tickets', 'tickets.id', 'ticket_links.ticket_id')
      .where('tickets.integration_id', ticket.integrationId)
      .where('tickets.sys_id', ticket.sysId)
      .first('anomalies.id');
    whereAllowed(query as Knex.QueryBuilder, access);
    return (await query) !== undefined;
  }

  /** Whether a ticket link is one of an anomaly that `access` allows. */
  async allowsLink(linkId: number, access: AnomalyAccess): Promise<boolean> {
    const query = this.#knex('anomalies')
      .join('ticket_links', 'ticket_links.anomaly_id', 'anomalies.id')
      .where('ticket_links.id', linkId)
      .first('anomalies.id');
    whereAllowed(query as Knex.QueryBuilder, access);
    return (await query) !== undefined;
  }

  /** What is to be known of these anomalies; those there are, in any order. */
  async listFacts(ids: number[]): Promise<AnomalyFacts[]> {
    const facts: AnomalyFacts[] = [];
    for (const chunk of chunksOf(ids, READ_CHUNK_SIZE)) {
      const rows = await this.#knex('anomalies')
        .whereIn('id', chunk)
        .select('id', 'source', 'severity');
      const entities = await this.#knex('anomaly_entities')
        .leftJoin(
          'entity_owners',
          'entity_owners.entity_ref',
          'anomaly_entities.entity_ref',
        )
        .whereIn('anomaly_entities.anomaly_id', chunk)
        .select({
          id: 'anomaly_entities.anomaly_id',
          entityRef: 'anomaly_entities.entity_ref',
          owner: 'entity_owners.owner_ref',
        });
      facts.push(
        ...rows.map(({ id, source, severity }) => {
          const own = entities.filter(entity => entity.id === id);
          return {
            id,
            source,
            severity: severityOfRank(severity),
            entityRefs: [...new Set(own.map(({ entityRef }) => entityRef))],
            // An empty owner stands for none, see EntityOwnerStore.
            owners: [
              ...new Set(own.flatMap(({ owner }) => (owner ? [owner] : []))),
            ],
          };
        }),
      );
    }
    return facts;
  }
}
