import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { anomalyPermissionResourceRef } from '../anomalyResource';
import { toFullRefs } from './entityRefs';

/** An anomaly that belongs to one of these catalog entities. @public */
export const belongsToEntity = createPermissionRule({
  name: 'BELONGS_TO_ENTITY',
  description: 'Allow anomalies that belong to one of these catalog entities',
  resourceRef: anomalyPermissionResourceRef,
  paramsSchema: z.object({
    entityRefs: z
      .array(z.string())
      .describe('Entity refs, such as resource:default/orders'),
  }),
  apply: (anomaly, { entityRefs }) =>
    toFullRefs(entityRefs).some(ref => anomaly.entityRefs.includes(ref)),
  toQuery: ({ entityRefs }) => ({
    field: 'entity',
    values: toFullRefs(entityRefs),
  }),
});
