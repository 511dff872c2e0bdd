import {
  anomalyStatus,
  type AnomalyStatus,
  type ListAnomaliesRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { severityRank } from '../../../domain/severityRank';
import type { AnomalyRow } from '../../tables';
import { IS_ARCHIVED, IS_OPEN } from './status';

/** What restricts the list of anomalies, without its order, its page and what is searched for. @internal */
export type AnomalyFilter = Omit<
  ListAnomaliesRequest,
  'page' | 'size' | 'sort' | 'cursor' | 'query'
>;

/** Adds the conditions of a filter to a query over `anomalies`. @internal */
export function applyAnomalyFilter(
  query: Knex.QueryBuilder<AnomalyRow, AnomalyRow[]>,
  filter: AnomalyFilter,
  context: { now: Date },
): void {
  if (filter.entity_ref !== undefined) {
    whereEntity(query, filter.entity_ref);
  }
  whereStatus(query, filter.status);
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
  whereSnoozed(query, filter.snoozed, context.now);
  whereFlag(query, 'has_ticket', filter.has_ticket);
  whereFlag(query, 'matched', filter.matched);
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

/** Spelled out, not bound, so that the indexes over those with tickets, and without entities, are used. */
function whereFlag(
  query: Knex.QueryBuilder,
  column: 'has_ticket' | 'matched',
  wanted: boolean | undefined,
): void {
  if (wanted !== undefined) {
    query.whereRaw(wanted ? `anomalies.${column}` : `not anomalies.${column}`);
  }
}

function whereStatus(
  query: Knex.QueryBuilder,
  wanted: AnomalyStatus[] | undefined,
): void {
  const distinct = new Set(wanted);
  if (distinct.size === 0) {
    return;
  }
  if (!distinct.has('Archived')) {
    query.whereRaw(IS_OPEN);
    // Said twice it would seem rarer than it is.
    if (distinct.size < anomalyStatus.options.length - 1) {
      whereOneOf(query, 'status', wanted);
    }
  } else if (distinct.size === 1) {
    query.whereRaw(IS_ARCHIVED);
  } else {
    whereOneOf(query, 'status', wanted);
  }
}
