import { z } from 'zod';

/**
 * A value that anomalies have, what people read instead, and how many open anomalies have it, counted to COUNT_LIMIT:
 * when `count_is_exact` is false there are as many or more ("1,000+").
 * @public
 */
export const facetValue = z.object({
  value: z.string(),
  title: z.string(),
  count: z.number().int(),
  count_is_exact: z.boolean(),
});
/** @public */
export type FacetValue = z.infer<typeof facetValue>;

/** Answer of `GET /anomalies/facets?entity_ref`: what there is to filter by. @public */
export const anomalyFacets = z.object({
  sources: z.array(facetValue),
  types: z.array(facetValue),
});
/** @public */
export type AnomalyFacets = z.infer<typeof anomalyFacets>;
