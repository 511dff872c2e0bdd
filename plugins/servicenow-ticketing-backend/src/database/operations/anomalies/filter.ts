import type { ListAnomaliesRequest } from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { severityRank } from '../../../domain/severityRank';
import { escapeLike } from '../../escapeLike';
import type { AnomalyRow } from '../../tables';

/** What restricts the list of anomalies, without its order and page. @internal */
export type AnomalyFilter = Omit<
  ListAnomaliesRequest,
  'page' | 'size' | 'sort' | 'cursor'
>;

const SEARCHED = ['title', 'message', 'dataset_name', 'dataset_fqn', 'fields'];

/** Adds the conditions of a filter to a query over `anomalies`. @internal */
export function applyAnomalyFilter(
  query: Knex.QueryBuilder<AnomalyRow, AnomalyRow[]>,
  filter: AnomalyFilter,
  now: Date,
): void {
  if (filter.entity_ref !== undefined) {
    whereEntity(query, filter.entity_ref);
  }
  whereOneOf(query, 'status', filter.status);
  whereOneOf(query, 'severity', filter.severity?.map(severityRank));
  whereOneOf(query, 'type', filter.type);
  whereOneOf(query, 'source', filter.source);
  whereOneOf(query, 'condition', filter.condition);
  if (filter.assignee !== undefined) {
    query.where(
      'anomalies.assignee',
      filter.assignee.toLocaleLowerCase('en-US'),
    );
  }
  if (filter.owner?.length) {
    whereOwner(query, filter.owner);
  }
  if (filter.dataset !== undefined) {
    query.where('anomalies.dataset_key', filter.dataset);
  }
  whereSnoozed(query, filter.snoozed, now);
  whereRelated(query, 'ticket_links', filter.has_ticket);
  whereRelated(query, 'anomaly_entities', filter.matched);
  for (const word of filter.query?.split(/\s+/).filter(Boolean) ?? []) {
    whereSearched(query, word);
  }
}

/** Restricts a query over `anomalies` to those of an entity. @internal */
export function whereEntity(query: Knex.QueryBuilder, entityRef: string): void {
  query.whereIn('anomalies.id', entities =>
    entities
      .select('anomaly_id')
      .from('anomaly_entities')
      .where('entity_ref', entityRef.toLocaleLowerCase('en-US')),
  );
}

function whereOwner(query: Knex.QueryBuilder, owners: string[]): void {
  query.whereIn('anomalies.id', entities =>
    entities
      .select('anomaly_entities.anomaly_id')
      .from('anomaly_entities')
      .join(
        'entity_owners',
        'entity_owners.entity_ref',
        'anomaly_entities.entity_ref',
      )
      .whereIn(
        'entity_owners.owner_ref',
        owners.map(ref => ref.toLocaleLowerCase('en-US')),
      ),
  );
}

function whereOneOf(
  query: Knex.QueryBuilder,
  column: string,
  values: readonly (string | number)[] | undefined,
): void {
  // An empty list comes from `?status=` and means no filter.
  if (values?.length) {
    query.whereIn(`anomalies.${column}`, values);
  }
}

function whereSnoozed(
  query: Knex.QueryBuilder,
  wanted: boolean | undefined,
  now: Date,
): void {
  if (wanted === true) {
    query.where('anomalies.snoozed_until', '>', now);
  } else if (wanted === false) {
    query.where(awake =>
      awake
        .whereNull('anomalies.snoozed_until')
        .orWhere('anomalies.snoozed_until', '<=', now),
    );
  }
}

function whereRelated(
  query: Knex.QueryBuilder,
  table: 'ticket_links' | 'anomaly_entities',
  wanted: boolean | undefined,
): void {
  if (wanted === undefined) {
    return;
  }
  const related: Knex.QueryCallback = others =>
    others
      .select('anomaly_id')
      .from(table)
      .whereRaw('?? = ??', [`${table}.anomaly_id`, 'anomalies.id']);
  if (wanted) {
    query.whereExists(related);
  } else {
    query.whereNotExists(related);
  }
}

function whereSearched(query: Knex.QueryBuilder, word: string): void {
  const pattern = `%${escapeLike(word.toLocaleLowerCase('en-US'))}%`;
  query.where(any => {
    for (const column of SEARCHED) {
      any.orWhereRaw(`lower(??) like ? escape '\\'`, [
        `anomalies.${column}`,
        pattern,
      ]);
    }
  });
}
