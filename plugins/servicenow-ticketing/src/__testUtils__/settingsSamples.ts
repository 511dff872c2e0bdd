import {
  integrationMapping,
  type ApiCall,
  type IntegrationDetails,
  type IntegrationMappingInput,
  type ListChoicesResponse,
} from 'backstage-plugin-servicenow-ticketing-common';

/** An integration connected in the portal, with a mapping of its own. */
export function anIntegration(
  changes: Partial<IntegrationDetails> & {
    mapping?: IntegrationMappingInput;
  } = {},
): IntegrationDetails {
  const { mapping, ...rest } = changes;
  return {
    id: 3,
    name: 'production',
    title: 'Production',
    description: null,
    tags: [],
    kind: 'cloud',
    instance_url: 'https://acme.service-now.com',
    auth_type: 'basic',
    table: 'incident',
    is_default: true,
    origin: 'portal',
    health: {
      status: 'connected',
      message: 'ServiceNow is connected',
      checked_at: '2026-01-22T13:22:40Z',
    },
    last_poll: null,
    definition: {
      name: 'production',
      title: 'Production',
      instance_url: 'https://acme.service-now.com',
      auth: { type: 'basic', username: 'portal_integration' },
      table: 'incident',
      mapping: integrationMapping.parse(mapping ?? {}),
    },
    secrets_set: ['auth.password'],
    ...rest,
  };
}

/** Choices of a field: value and label. */
export const someChoices = (
  ...choices: [value: string, label: string][]
): ListChoicesResponse => ({
  choices: choices.map(([value, label]) => ({
    value,
    label,
    dependent_value: null,
  })),
  choices_source: 'servicenow',
  warnings: [],
});

/** A read that went well. */
export function anApiCall(changes: Partial<ApiCall> = {}): ApiCall {
  return {
    id: 41,
    method: 'GET',
    path: '/api/now/table/incident?sysparm_query=active%3Dtrue%5Enumber%3DINC1&sysparm_limit=1',
    status: 200,
    duration_ms: 87,
    error: null,
    request_id: '2f6f5d0c',
    request_body: null,
    response_body: '{"result":[{"number":"INC0010006"}]}',
    started_at: '2026-01-22T13:22:40Z',
    ...changes,
  };
}
