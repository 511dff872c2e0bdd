import type { Entity } from '@backstage/catalog-model';

/** Kinds of entities that can be datasets, in lower case. */
export const DATASET_KINDS = ['resource', 'component', 'api'];

/**
 * Whether an entity can have data-quality results: a Resource, a Component or an API.
 *
 * @public
 */
export function isServicenowTicketingAvailable(entity: Entity): boolean {
  return DATASET_KINDS.includes(entity.kind.toLocaleLowerCase('en-US'));
}
