import { ConfigSources, FileConfigSource } from '@backstage/config-loader';
import fc from 'fast-check';
import {
  integrationDefinition,
  type IntegrationDefinition,
} from 'backstage-plugin-servicenow-ticketing-common';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readIntegrationsConfig } from '../../config/readIntegrationsConfig';
import { toIntegrationDefinition } from '../../config/toIntegrationDefinition';
import { toIntegrationSettings } from '../../config/toIntegrationSettings';
import { toMapping } from '../../config/toMapping';
import { checkTemplates } from '../../domain/templates/checkTemplates';
import { splitSecrets } from './integrationSecrets';
import { toYaml, variableOf } from './integrationYaml';

const PEM = '-----BEGIN X-----\nMII${B}\n-----END X-----\n';

/** What people write, and what they hardly would. */
const text = fc.oneof(
  fc.string({ minLength: 1, maxLength: 40 }),
  fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }),
  fc.constantFrom(
    '${HOME}',
    '$${HOME}',
    '$$${HOME:-x}',
    '${{anomaly.title}}',
    '{{anomaly.title}}\n  two ${x\nlines: "yes" # no',
    ' 0123 ',
    'null',
    'true',
    '~',
    '- a: b',
  ),
);
const optional = <T>(value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined });
const field = fc.constantFrom('urgency', 'impact', 'u_severity');
const ownField = fc.constantFrom('u_data_set', 'u_x1', 'business_impact');
const value = fc.oneof(fc.constantFrom('1', '2', '6'), text);
const values = { critical: value, high: value, medium: value, low: value };
const username = text.filter(name => !name.includes(':'));

const auth = fc.oneof(
  fc.record({ type: fc.constant('basic'), username, password: text }),
  fc.record({
    type: fc.constant('oauth-client-credentials'),
    client_id: text,
    client_secret: text,
  }),
  fc.record({
    type: fc.constant('oauth-password'),
    client_id: text,
    client_secret: text,
    username,
    password: text,
  }),
  fc.record({
    type: fc.constant('oauth-authorization-code'),
    client_id: text,
    client_secret: optional(text),
  }),
  fc.record({ type: fc.constant('api-key'), api_key: text }),
);

const definition: fc.Arbitrary<IntegrationDefinition> = fc
  .record({
    name: fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9_-]{0,20}$/),
    title: optional(text),
    description: optional(text),
    tags: fc.array(text, { maxLength: 3 }),
    kind: fc.constantFrom('cloud', 'on-prem'),
    instance_url: fc.constantFrom(
      'https://acme.service-now.com',
      'http://127.0.0.1:7780',
    ),
    default: fc.boolean(),
    table: fc.constantFrom('incident', 'u_data_ticket'),
    auth,
    tls: optional(
      fc.record({
        ca: fc.constant(PEM),
        certificate: fc.constant(PEM),
        key: fc.constant(PEM),
        passphrase: optional(text),
      }),
    ),
    proxy: optional(
      fc.record({
        url: fc.constant('http://proxy.example:3128'),
        username: optional(text),
        password: optional(text),
      }),
    ),
    limits: fc.record({
      concurrency: fc.integer({ min: 1, max: 100 }),
      requests_per_minute: optional(fc.integer({ min: 1, max: 600 })),
    }),
    excluded_fields: fc.array(field, { maxLength: 2 }),
    mapping: fc.record({
      states: fc.record({
        open: optional(value),
        acknowledged: optional(value),
        resolved: value,
      }),
      close: fc.record({
        code_field: field,
        notes_field: field,
        code: text,
        notes: optional(text),
      }),
      severity: fc.record({
        primary: fc.record({ field, values: fc.record(values) }),
        secondary: optional(fc.record({ field, values: fc.record(values) })),
      }),
      templates: fc.record({
        short_description: optional(text),
        description: optional(text),
        fields: fc.dictionary(ownField, text, { maxKeys: 3 }),
      }),
      assignment_group: optional(text),
      assigned_to: optional(text),
      category: optional(text),
      subcategory: optional(text),
      caller: fc.constantFrom('signed-in-user', 'service-account'),
      correlation_display: optional(text),
    }),
    sync: optional(
      fc.record({
        forwarding: fc.constantFrom('always', 'only-on-forwarding'),
        rules: fc.array(
          fc.record({
            name: text,
            action: fc.constant('forward'),
            when: fc.record({
              severities: optional(fc.constant(['high'])),
              datasets: optional(fc.array(text, { minLength: 1 })),
              min_occurrences: optional(fc.integer({ min: 1, max: 9 })),
            }),
            assignment_group: optional(text),
          }),
          { maxLength: 3 },
        ),
        outbound: fc.record({
          acknowledge: optional(fc.constantFrom('nothing', 'note-and-state')),
          replace_closed: fc.boolean(),
        }),
        inbound: fc.record({
          work_notes: fc.boolean(),
          poll_interval: fc.constantFrom('1m', '30s'),
          push_secret: optional(fc.string({ minLength: 16, maxLength: 40 })),
        }),
      }),
    ),
  })
  .map(given => integrationDefinition.safeParse(given))
  .filter(parsed => parsed.success)
  .map(parsed => parsed.data!)
  .filter(({ mapping }) => {
    try {
      checkTemplates(toMapping(mapping));
      return true;
    } catch {
      return false;
    }
  });

describe('toYaml', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'integration-yaml-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What Backstage makes of a config file, where some environment variables are set. */
  const load = async (yaml: string, variables: Record<string, string>) => {
    const path = join(folder, 'app-config.yaml');
    writeFileSync(path, yaml);
    const source = FileConfigSource.create({
      path,
      watch: false,
      substitutionFunc: async name => variables[name],
    });
    return readIntegrationsConfig(await ConfigSources.toConfig(source));
  };
  const variablesOf = (whole: IntegrationDefinition) =>
    Object.fromEntries(
      Object.entries(splitSecrets(whole).secrets).map(([path, secret]) => [
        variableOf(whole.name, path),
        secret,
      ]),
    );

  it('gives the same settings when Backstage reads it, whatever the texts', async () => {
    await fc.assert(
      fc.asyncProperty(definition, async given => {
        const settings = toIntegrationSettings(given);
        const yaml = toYaml(toIntegrationDefinition(settings));
        expect(await load(yaml, variablesOf(given))).toEqual([settings]);
      }),
      { numRuns: 200 },
    );
  });

  it('says what differs from the usual, and names variables in place of secrets', () => {
    const yaml = toYaml(
      integrationDefinition.parse({
        name: 'prod-eu',
        title: 'Production',
        instance_url: 'https://acme.service-now.com',
        auth: {
          type: 'oauth-password',
          client_id: 'portal',
          client_secret: 'hunter2',
          username: 'svc',
          password: 'hunter2',
        },
        proxy: {
          url: 'http://proxy.example:3128',
          username: 'p',
          password: 'hunter2',
        },
        mapping: {
          close: { code: 'Solved (Permanently)' },
          templates: { fields: { u_data_set: '{{anomaly.dataset}}' } },
        },
      }),
    );
    expect(yaml)
      .toBe(`# Give the backend these environment variables: SERVICENOW_PROD_EU_PASSWORD, SERVICENOW_PROD_EU_CLIENT_SECRET, SERVICENOW_PROD_EU_PROXY_PASSWORD
servicenowTicketing:
  integrations:
    prod-eu:
      title: Production
      instanceUrl: https://acme.service-now.com
      proxy:
        url: http://proxy.example:3128
        username: p
        password: \${SERVICENOW_PROD_EU_PROXY_PASSWORD}
      mapping:
        close:
          code: Solved (Permanently)
        templates:
          fields:
            u_data_set: "{{anomaly.dataset}}"
      auth:
        type: oauth-password
        clientId: portal
        username: svc
        password: \${SERVICENOW_PROD_EU_PASSWORD}
        clientSecret: \${SERVICENOW_PROD_EU_CLIENT_SECRET}
`);
  });
});
