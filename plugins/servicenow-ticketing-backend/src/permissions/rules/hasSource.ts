import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { anomalyPermissionResourceRef } from '../anomalyResource';

/** An anomaly that one of these sources found. @public */
export const hasSource = createPermissionRule({
  name: 'HAS_SOURCE',
  description: 'Allow anomalies that one of these sources found',
  resourceRef: anomalyPermissionResourceRef,
  paramsSchema: z.object({
    sources: z
      .array(z.string())
      .describe('Ids of sources, as in servicenowTicketing.sources'),
  }),
  apply: (anomaly, { sources }) => sources.includes(anomaly.source),
  toQuery: ({ sources }) => ({ field: 'source', values: sources }),
});
