import { integrationDefinition } from '../../plugins/servicenow-ticketing-common/src';
import { toIntegrationSettings } from '../../plugins/servicenow-ticketing-backend/src/config/toIntegrationSettings';
import type { IntegrationSettings } from '../../plugins/servicenow-ticketing-backend/src/domain/integrationSettings';

/** The usual settings for an instance at this URL. */
export function integrationAt(instanceUrl: string): IntegrationSettings {
  return toIntegrationSettings(
    integrationDefinition.parse({
      name: 'benchmark',
      instance_url: instanceUrl,
      auth: {
        type: 'basic',
        username: 'portal_integration',
        password: 'a-password-of-usual-length',
      },
    }),
  );
}
