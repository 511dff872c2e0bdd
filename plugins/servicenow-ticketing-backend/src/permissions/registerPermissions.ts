import type { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  createConditionTransformer,
  type ConditionTransformer,
} from '@backstage/plugin-permission-node';
import {
  anomalyPermissions,
  numericId,
  servicenowTicketingPermissions,
} from 'backstage-plugin-servicenow-ticketing-common';
import { z } from 'zod';
import type { AnomalyAccessStore } from '../database/AnomalyAccessStore';
import type { AnomalyCondition } from '../domain/anomalyAccess';
import { anomalyPermissionResourceRef } from './anomalyResource';
import { anomalyPermissionRules } from './rules';

/** A resource ref: the id of an anomaly, in the one form that ids have. */
const anomalyRef = z
  .string()
  .regex(/^[1-9]\d*$/)
  .transform(Number)
  .refine(id => numericId.safeParse(id).success);

/**
 * Makes the permissions and rules known to the host; answers with what turns the conditions of a policy into those of a
 * query.
 */
export function registerPermissions(options: {
  permissionsRegistry: PermissionsRegistryService;
  access: AnomalyAccessStore;
}): ConditionTransformer<AnomalyCondition> {
  const { permissionsRegistry, access } = options;
  permissionsRegistry.addPermissions(
    servicenowTicketingPermissions.filter(({ type }) => type === 'basic'),
  );
  permissionsRegistry.addResourceType({
    resourceRef: anomalyPermissionResourceRef,
    permissions: anomalyPermissions,
    rules: Object.values(anomalyPermissionRules),
    async getResources(resourceRefs) {
      const ids = resourceRefs.flatMap(
        ref => anomalyRef.safeParse(ref).data ?? [],
      );
      const facts = await access.listFacts(ids);
      const byId = new Map(facts.map(fact => [String(fact.id), fact]));
      return resourceRefs.map(ref => byId.get(ref));
    },
  });
  return createConditionTransformer(
    permissionsRegistry.getPermissionRuleset(anomalyPermissionResourceRef),
  );
}
