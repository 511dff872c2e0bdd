import type {
  AnomalyStatus,
  FailedCheck,
  Severity,
} from 'backstage-plugin-servicenow-ticketing-common';

/**
 * What a ticket needs to know about an anomaly. Samples of the data are not part of it, so that they
 * cannot reach ServiceNow.
 * @internal
 */
export interface AnomalyFacts {
  id: number;
  title: string;
  message: string;
  type: string;
  severity: Severity;
  status: AnomalyStatus;
  datasetName: string;
  failedChecks: FailedCheck[];
  detectedAt: Date;
}
