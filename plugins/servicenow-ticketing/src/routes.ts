import { createRouteRef } from '@backstage/core-plugin-api';

/** The page with the anomalies of every dataset. */
export const rootRouteRef = createRouteRef({ id: 'servicenow-ticketing' });

/** The "Data quality" tab of an entity. */
export const entityContentRouteRef = createRouteRef({
  id: 'servicenow-ticketing:entity-content',
});
