import type { IntegrationDefinition } from 'backstage-plugin-servicenow-ticketing-common';
import type { IntegrationSettings } from '../domain/integrationSettings';
import { toMapping } from './toMapping';
import { toSync } from './toSync';

/** What a checked definition means. @internal */
export function toIntegrationSettings(
  definition: IntegrationDefinition,
): IntegrationSettings {
  const { limits } = definition;
  return {
    name: definition.name,
    title: definition.title ?? definition.name,
    description: definition.description,
    tags: definition.tags,
    kind: definition.kind,
    instanceUrl: definition.instance_url,
    isDefault: definition.default,
    table: definition.table,
    auth: definition.auth,
    tls: definition.tls,
    proxy: definition.proxy,
    limits: {
      concurrency: limits.concurrency,
      requestsPerMinute: limits.requests_per_minute,
    },
    excludedFields: definition.excluded_fields,
    mapping: toMapping(definition.mapping),
    sync: toSync(definition.sync),
  };
}
