import type { Entity } from '@backstage/catalog-model';
import { DATASET_KINDS } from './hooks/datasetKinds';

/**
 * Whether an entity can have data-quality results: a Resource, a Component or an API.
 *
 * @public
 */
export function isServicenowTicketingAvailable(entity: Entity): boolean {
  return DATASET_KINDS.includes(entity.kind.toLocaleLowerCase('en-US'));
}
