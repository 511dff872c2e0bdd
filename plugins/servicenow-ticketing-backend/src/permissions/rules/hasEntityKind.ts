import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { anomalyPermissionResourceRef } from '../anomalyResource';

/** An anomaly that belongs to an entity of one of these kinds. @public */
export const hasEntityKind = createPermissionRule({
  name: 'HAS_ENTITY_KIND',
  description:
    'Allow anomalies that belong to a catalog entity of one of these kinds; those that belong to none are not allowed',
  resourceRef: anomalyPermissionResourceRef,
  paramsSchema: z.object({
    kinds: z.array(z.string()).describe('Kinds, such as Resource or API'),
  }),
  apply: (anomaly, { kinds }) =>
    lowerCase(kinds).some(kind =>
      anomaly.entityRefs.some(ref => ref.startsWith(`${kind}:`)),
    ),
  toQuery: ({ kinds }) => ({ field: 'entityKind', values: lowerCase(kinds) }),
});

function lowerCase(kinds: string[]): string[] {
  return kinds.map(kind => kind.toLocaleLowerCase('en-US'));
}
