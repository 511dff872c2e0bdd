import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { AnomalySource } from './AnomalySource';

/** Lets a backend module teach the plugin the documents of another tool. @public */
export interface AnomalySourcesExtensionPoint {
  /** Throws when the adapter's name is taken. */
  addAnomalySource(source: AnomalySource): void;
}

/** The extension point for anomaly sources. @public */
export const anomalySourcesExtensionPoint =
  createExtensionPoint<AnomalySourcesExtensionPoint>({
    id: 'servicenow-ticketing.anomaly-sources',
  });
