import type { LinkedTicketPhase } from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import type { AnomalyAccess } from '../../../domain/anomalyAccess';
import {
  STOCK_DONE_STATES,
  TASK_DONE_STATES,
} from '../../../domain/ticketStates';
import { escapeLike } from '../../escapeLike';
import { whereAllowed } from '../anomalies/access';

/** A state of an integration's own in which nobody works on a ticket any more. @internal */
export interface MappedDoneState {
  integrationId: number;
  table: string;
  state: string;
}

/** What restricts the list of linked tickets, without its page. @internal */
export interface LinkedTicketFilter {
  phase?: LinkedTicketPhase[];
  integrationId?: number;
  /** Entity refs whose tickets are wanted. */
  mine?: string[];
  /** Only those with changes that wait or failed. */
  troubled?: boolean;
  query?: string;
  /** What the caller may see: tickets of other anomalies are left out. */
  access?: AnomalyAccess;
  doneStates: readonly MappedDoneState[];
}

const SEARCHED = ['number', 'title', 'assigned_to'];

/** Adds the conditions of a filter to a query over `tickets`; without a link a ticket is nobody's concern. @internal */
export function applyLinkedTicketFilter(
  query: Knex.QueryBuilder,
  filter: LinkedTicketFilter,
): void {
  query.whereExists(links => whereLinked(links, filter.access));
  if (filter.phase?.length) {
    query.where(any => {
      for (const phase of filter.phase ?? []) {
        any.orWhere(one => wherePhase(one, phase, filter.doneStates));
      }
    });
  }
  if (filter.integrationId !== undefined) {
    query.where('tickets.integration_id', filter.integrationId);
  }
  if (filter.mine) {
    whereMine(query, filter.mine);
  }
  if (filter.troubled) {
    query.whereExists(deliveries =>
      deliveries
        .select('deliveries.id')
        .from('deliveries')
        .whereRaw('?? = ??', ['deliveries.ticket_id', 'tickets.id'])
        .whereNull('deliveries.settled_at'),
    );
  }
  for (const word of filter.query?.split(/\s+/).filter(Boolean) ?? []) {
    const pattern = `%${escapeLike(word.toLocaleLowerCase('en-US'))}%`;
    query.where(any => {
      for (const column of SEARCHED) {
        any.orWhereRaw(`lower(??) like ? escape '\\'`, [
          `tickets.${column}`,
          pattern,
        ]);
      }
    });
  }
}

function whereLinked(links: Knex.QueryBuilder, access: AnomalyAccess): void {
  linksOfTicket(links);
  if (access) {
    links.join('anomalies', 'anomalies.id', 'ticket_links.anomaly_id');
    whereAllowed(links, access);
  }
}

function linksOfTicket(links: Knex.QueryBuilder): Knex.QueryBuilder {
  return links
    .select('ticket_links.id')
    .from('ticket_links')
    .whereRaw('?? = ??', ['ticket_links.ticket_id', 'tickets.id']);
}

function wherePhase(
  query: Knex.QueryBuilder,
  phase: LinkedTicketPhase,
  doneStates: readonly MappedDoneState[],
): void {
  switch (phase) {
    case 'waiting':
      query.whereNull('tickets.sys_id');
      return;
    case 'done':
      query
        .whereNotNull('tickets.sys_id')
        .where(any => whereDone(any, doneStates));
      return;
    case 'open':
      query.whereNotNull('tickets.sys_id').where(either =>
        either
          // Of what is unknown nothing can be said, least of all that it is done.
          .whereNull('tickets.state')
          .orWhereNot(any => whereDone(any, doneStates)),
      );
      return;
    default:
      throw new Error(`Unknown phase ${phase satisfies never}`);
  }
}

function whereDone(
  any: Knex.QueryBuilder,
  doneStates: readonly MappedDoneState[],
): void {
  for (const [table, states] of Object.entries(STOCK_DONE_STATES)) {
    any.orWhere(one =>
      one
        .where('tickets.table_name', table)
        .whereIn('tickets.state', [...states]),
    );
  }
  any.orWhere(other =>
    other
      .whereNotIn('tickets.table_name', Object.keys(STOCK_DONE_STATES))
      .whereIn('tickets.state', [...TASK_DONE_STATES]),
  );
  for (const { integrationId, table, state } of doneStates) {
    any.orWhere({
      'tickets.integration_id': integrationId,
      'tickets.table_name': table,
      'tickets.state': state,
    });
  }
}

/** Created or linked by one of them, or about an anomaly that is assigned to or owned by one of them. */
function whereMine(query: Knex.QueryBuilder, refs: string[]): void {
  query.whereExists(links =>
    linksOfTicket(links)
      .join('anomalies', 'anomalies.id', 'ticket_links.anomaly_id')
      .where(any =>
        any
          .whereIn('ticket_links.created_by', refs)
          .orWhereIn('anomalies.assignee', refs)
          .orWhereIn('anomalies.id', owned =>
            owned
              .select('anomaly_entities.anomaly_id')
              .from('anomaly_entities')
              .join(
                'entity_owners',
                'entity_owners.entity_ref',
                'anomaly_entities.entity_ref',
              )
              .whereIn('entity_owners.owner_ref', refs),
          ),
      ),
  );
}
