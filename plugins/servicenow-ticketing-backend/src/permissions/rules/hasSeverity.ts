import { createPermissionRule } from '@backstage/plugin-permission-node';
import { severity } from 'backstage-plugin-servicenow-ticketing-common';
import { z } from 'zod';
import { anomalyPermissionResourceRef } from '../anomalyResource';

/** An anomaly of one of these severities. @public */
export const hasSeverity = createPermissionRule({
  name: 'HAS_SEVERITY',
  description: 'Allow anomalies of one of these severities',
  resourceRef: anomalyPermissionResourceRef,
  paramsSchema: z.object({
    severities: z.array(severity).describe('critical, high, medium or low'),
  }),
  apply: (anomaly, { severities }) => severities.includes(anomaly.severity),
  toQuery: ({ severities }) => ({ field: 'severity', values: severities }),
});
