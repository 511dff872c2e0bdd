import { belongsToEntity } from './belongsToEntity';
import { hasEntityKind } from './hasEntityKind';
import { hasOwner } from './hasOwner';
import { hasSeverity } from './hasSeverity';
import { hasSource } from './hasSource';

/** What a policy can make permissions about anomalies depend on. @public */
export const anomalyPermissionRules = {
  hasOwner,
  hasSource,
  hasSeverity,
  belongsToEntity,
  hasEntityKind,
};
