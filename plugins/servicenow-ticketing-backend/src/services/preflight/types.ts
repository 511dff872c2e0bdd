import type { IntegrationSettings } from '../../domain/integrationSettings';
import type { ServiceNowClient } from '../../servicenow/ServiceNowClient';

/** What the preflight asks, and of whom. @internal */
export interface PreflightOptions {
  client: ServiceNowClient;
  settings: IntegrationSettings;
  now: () => Date;
  /** Whether to create a record and cancel it, which alone proves that the account may write. */
  writeCheck?: boolean;
}
