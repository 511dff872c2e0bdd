import { ConflictError, NotFoundError } from '@backstage/errors';
import type { AnomalyRecord } from '../domain/anomaly';

/** @internal */
export function unknownAnomaly(anomalyId: number): NotFoundError {
  return new NotFoundError(`There is no anomaly ${anomalyId}`);
}

/** @internal */
export function staleAnomaly(current: AnomalyRecord): ConflictError {
  return new ConflictError(
    `Anomaly ${current.id} was changed by somebody else and is ${current.status} now (version ${current.version}). Reload it and decide again.`,
  );
}
