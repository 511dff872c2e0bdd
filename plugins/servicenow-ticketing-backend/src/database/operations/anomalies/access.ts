import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import type {
  AnomalyAccess,
  AnomalyCondition,
} from '../../../domain/anomalyAccess';
import { severityRank } from '../../../domain/severityRank';
import { escapeLike } from '../../escapeLike';

/** Restricts a query over `anomalies` to those that somebody has a permission for. @internal */
export function whereAllowed(
  query: Knex.QueryBuilder,
  access: AnomalyAccess,
): void {
  if (access) {
    addCriteria(query, access);
  }
}

function addCriteria(
  query: Knex.QueryBuilder,
  criteria: PermissionCriteria<AnomalyCondition>,
): void {
  if ('allOf' in criteria) {
    query.where(all => {
      criteria.allOf.forEach(child => addCriteria(all, child));
    });
  } else if ('anyOf' in criteria) {
    query.where(any => {
      criteria.anyOf.forEach(child =>
        any.orWhere(one => addCriteria(one, child)),
      );
    });
  } else if ('not' in criteria) {
    query.whereNot(not => addCriteria(not, criteria.not));
  } else {
    addCondition(query, criteria);
  }
}

function addCondition(
  query: Knex.QueryBuilder,
  condition: AnomalyCondition,
): void {
  switch (condition.field) {
    case 'source':
      query.whereIn('anomalies.source', condition.values);
      return;
    case 'severity':
      query.whereIn('anomalies.severity', condition.values.map(severityRank));
      return;
    case 'entity':
      query.whereExists(entities =>
        entitiesOf(entities).whereIn(
          'anomaly_entities.entity_ref',
          condition.values,
        ),
      );
      return;
    case 'entityKind':
      query.whereExists(entities =>
        entitiesOf(entities).where(any => {
          // An empty list allows nothing, and a group without conditions would be left out.
          any.whereRaw('1 = 0');
          for (const kind of condition.values) {
            any.orWhereRaw(`?? like ? escape '\\'`, [
              'anomaly_entities.entity_ref',
              `${escapeLike(kind)}:%`,
            ]);
          }
        }),
      );
      return;
    case 'owner':
      query.whereExists(entities =>
        entitiesOf(entities)
          .join(
            'entity_owners',
            'entity_owners.entity_ref',
            'anomaly_entities.entity_ref',
          )
          .whereIn('entity_owners.owner_ref', condition.values),
      );
      return;
  }
}

function entitiesOf(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query
    .select('anomaly_entities.anomaly_id')
    .from('anomaly_entities')
    .whereRaw('?? = ??', ['anomaly_entities.anomaly_id', 'anomalies.id']);
}
