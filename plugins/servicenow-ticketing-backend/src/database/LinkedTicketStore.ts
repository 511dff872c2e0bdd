import type { Knex } from 'knex';
import type { AnomalyAccess } from '../domain/anomalyAccess';
import { whereAllowed } from './operations/anomalies/access';
import {
  applyLinkedTicketFilter,
  type LinkedTicketFilter,
} from './operations/tickets/filter';
import { toStoredTicket, type StoredTicket } from './TicketStore';
import type { TicketRow } from './tables';
import { toDate } from './time';

/** A ticket in the list, with when it was first known. @internal */
export type ListedTicket = StoredTicket & { createdAt: Date };

/** Reads tickets across anomalies. @internal */
export class LinkedTicketStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** One page of tickets that are linked to anomalies, newest first, and how many match in all. */
  async list(
    filter: LinkedTicketFilter,
    page: { page: number; size: number },
  ): Promise<{ items: ListedTicket[]; total: number }> {
    const matching = () => {
      const query = this.#knex('tickets');
      applyLinkedTicketFilter(query, filter);
      return query;
    };
    const [counted] = await matching().count({ total: '*' });
    const rows: TicketRow[] = await matching()
      .select('tickets.*')
      .orderBy('tickets.id', 'desc')
      .limit(page.size)
      .offset((page.page - 1) * page.size);
    return {
      items: rows.map(row => ({
        ...toStoredTicket(row),
        createdAt: toDate(row.created_at),
      })),
      total: Number(counted.total),
    };
  }

  /** Records of an integration that are linked to anomalies of an entity, newest first. */
  async listOfEntity(query: {
    integrationId: number;
    entityRef: string;
    limit: number;
    access?: AnomalyAccess;
  }): Promise<{ linkId: number; ticket: StoredTicket }[]> {
    const rows: (TicketRow & { link_id: number })[] = await this.#knex(
      'tickets',
    )
      .join('ticket_links', 'ticket_links.ticket_id', 'tickets.id')
      .join(
        'anomaly_entities',
        'anomaly_entities.anomaly_id',
        'ticket_links.anomaly_id',
      )
      .where('tickets.integration_id', query.integrationId)
      .whereNotNull('tickets.sys_id')
      .where(
        'anomaly_entities.entity_ref',
        query.entityRef.toLocaleLowerCase('en-US'),
      )
      .whereIn('ticket_links.anomaly_id', allowed => {
        allowed.select('anomalies.id').from('anomalies');
        allowed.whereRaw('?? = ??', [
          'anomalies.id',
          'ticket_links.anomaly_id',
        ]);
        whereAllowed(allowed, query.access);
      })
      .orderBy('ticket_links.id', 'desc')
      .limit(query.limit)
      .select('tickets.*', { link_id: 'ticket_links.id' });
    return rows.map(row => ({
      linkId: row.link_id,
      ticket: toStoredTicket(row),
    }));
  }

  /** Open tickets of an integration linked to anomalies of the same dataset or entities, newest first. */
  async listAround(query: {
    integrationId: number;
    anomalyId: number;
    entityRefs: string[];
    doneStates: LinkedTicketFilter['doneStates'];
    limit: number;
    access?: AnomalyAccess;
  }): Promise<
    { ticket: StoredTicket; reason: 'anomaly' | 'dataset' | 'entity' }[]
  > {
    const { anomalyId, entityRefs } = query;
    const origin = await this.#knex('anomalies')
      .where({ id: anomalyId })
      .first('dataset_key');
    const datasetKey = origin?.dataset_key ?? '';
    const tickets = this.#knex('tickets');
    applyLinkedTicketFilter(tickets, {
      phase: ['open'],
      integrationId: query.integrationId,
      doneStates: query.doneStates,
    });
    const { access } = query;
    const rows: (TicketRow & { anomaly_id: number; dataset_key: string })[] =
      await tickets
        .join('ticket_links as near', 'near.ticket_id', 'tickets.id')
        .join('anomalies as about', 'about.id', 'near.anomaly_id')
        .where(any =>
          any
            .where('about.id', anomalyId)
            .orWhere('about.dataset_key', datasetKey)
            .orWhereIn('about.id', others =>
              others
                .select('anomaly_id')
                .from('anomaly_entities')
                .whereIn('entity_ref', entityRefs),
            ),
        )
        .whereIn('about.id', allowed => {
          allowed.select('anomalies.id').from('anomalies');
          // What is allowed is looked at for each, not for all there are.
          allowed.whereRaw('?? = ??', ['anomalies.id', 'about.id']);
          whereAllowed(allowed, access);
        })
        .orderBy('near.id', 'desc')
        .limit(query.limit)
        .select('tickets.*', {
          anomaly_id: 'about.id',
          dataset_key: 'about.dataset_key',
        });
    const reasonOf = (row: (typeof rows)[number]) => {
      if (row.anomaly_id === anomalyId) {
        return 'anomaly';
      }
      return row.dataset_key === datasetKey ? 'dataset' : 'entity';
    };
    return rows.map(row => ({
      ticket: toStoredTicket(row),
      reason: reasonOf(row),
    }));
  }
}
