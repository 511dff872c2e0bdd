import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { anomalyPermissionResourceRef } from '../anomalyResource';
import { toFullRefs } from './entityRefs';

/** An anomaly of which one of its entities is owned by one of these. @public */
export const hasOwner = createPermissionRule({
  name: 'HAS_OWNER',
  description:
    'Allow anomalies of catalog entities that one of these users or groups owns',
  resourceRef: anomalyPermissionResourceRef,
  paramsSchema: z.object({
    owners: z
      .array(z.string())
      .describe(
        'Entity refs of users and groups, such as the ownershipEntityRefs of a signed-in user',
      ),
  }),
  apply: (anomaly, { owners }) =>
    toFullRefs(owners).some(owner => anomaly.owners.includes(owner)),
  toQuery: ({ owners }) => ({ field: 'owner', values: toFullRefs(owners) }),
});
