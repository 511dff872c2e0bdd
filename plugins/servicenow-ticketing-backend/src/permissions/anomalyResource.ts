import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_ANOMALY,
  type Severity,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { AnomalyCondition } from '../domain/anomalyAccess';

/**
 * What rules look at: the source's id, the severity, and the catalog entities the anomaly belongs to with all their
 * owners, as full entity refs in lower case.
 *
 * @public
 */
export interface AnomalyResource {
  source: string;
  severity: Severity;
  entityRefs: string[];
  owners: string[];
}

/** What permissions about anomalies are decided on. Further rules are made for it. @public */
export const anomalyPermissionResourceRef = createPermissionResourceRef<
  AnomalyResource,
  AnomalyCondition
>().with({
  pluginId: 'servicenow-ticketing',
  resourceType: RESOURCE_TYPE_ANOMALY,
});
