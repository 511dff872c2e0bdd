import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { Severity } from 'backstage-plugin-servicenow-ticketing-common';

/**
 * One thing that must be true of an anomaly: that the field has at least one of these values. An anomaly has the owners
 * of all its entities. Entity refs are full, and they and kinds in lower case.
 *
 * @public
 */
export type AnomalyCondition =
  | { field: 'source' | 'entity' | 'entityKind' | 'owner'; values: string[] }
  | { field: 'severity'; values: Severity[] };

/** Which anomalies somebody has a permission for; all of them unless given. @internal */
export type AnomalyAccess = PermissionCriteria<AnomalyCondition> | undefined;

/** Those that every one of these allows. @internal */
export function bothOf(
  one: AnomalyAccess,
  other: AnomalyAccess,
): AnomalyAccess {
  return one && other ? { allOf: [one, other] } : one ?? other;
}
