import {
  integrationDefinition,
  type IntegrationMappingInput,
  type IntegrationSyncInput,
} from 'backstage-plugin-servicenow-ticketing-common';
import { toIntegrationSettings } from '../config/toIntegrationSettings';
import type {
  IntegrationSettings,
  Mapping,
} from '../domain/integrationSettings';
import type { SyncSettings } from '../domain/syncSettings';

/** An integration with the account of the simulator that has the role itil. */
export function anIntegration(
  instanceUrl: string,
  change: Partial<IntegrationSettings> = {},
): IntegrationSettings {
  const definition = integrationDefinition.parse({
    name: 'production',
    title: 'Production',
    instance_url: instanceUrl,
    default: true,
    auth: {
      type: 'basic',
      username: 'portal_integration',
      password: 'portal_integration',
    },
  });
  return { ...toIntegrationSettings(definition), ...change };
}

/** A mapping that differs from the usual one in what is given. */
export function aMapping(input: IntegrationMappingInput): Mapping {
  return settingsOf({ mapping: input }).mapping;
}

/** A sync that differs from the usual one in what is given. */
export function aSync(input: IntegrationSyncInput): SyncSettings {
  return settingsOf({ sync: input }).sync;
}

function settingsOf(part: object): IntegrationSettings {
  return toIntegrationSettings(
    integrationDefinition.parse({
      name: 'any',
      instance_url: 'https://any.service-now.com',
      auth: { type: 'api-key', api_key: 'any' },
      ...part,
    }),
  );
}
