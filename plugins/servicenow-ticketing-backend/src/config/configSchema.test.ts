import { loadConfigSchema, type ConfigSchema } from '@backstage/config-loader';
import type { JsonObject } from '@backstage/types';
import { INTEGRATION_SECRETS } from 'backstage-plugin-servicenow-ticketing-common';
import { resolve } from 'node:path';
import { toCamelCase } from './keyCase';

const PEM = '-----BEGIN X-----';
const values = { critical: 1, high: 1, medium: '2', low: 3 };

/** Every key there is, with secrets that can be told from everything else. */
const everything = {
  servicenowTicketing: {
    productName: 'Portal',
    sources: {
      warehouse: {
        adapter: 'dbt',
        secret: 'secret sources.secret',
        signatureHeader: 'X-OM-Signature',
        eventTopic: 'data-quality.warehouse',
      },
    },
    ingest: {
      keepDocuments: { enabled: true, maxAge: '7d', maxTotalMegabytes: 10 },
      rememberFor: { days: 90 },
    },
    matching: { interval: '1m', eventTopics: ['catalog.changed'] },
    integrations: {
      production: {
        title: 'Production',
        description: 'Ours',
        tags: ['prod'],
        kind: 'on-prem',
        instanceUrl: 'https://acme.service-now.com',
        default: true,
        table: 'incident',
        auth: {
          type: 'basic',
          username: 'u',
          clientId: 'c',
          password: 'secret auth.password',
          credentials: 'secret auth.credentials',
          clientSecret: 'secret auth.clientSecret',
          apiKey: 'secret auth.apiKey',
        },
        tls: {
          ca: PEM,
          certificate: PEM,
          key: 'secret tls.key',
          passphrase: 'secret tls.passphrase',
        },
        proxy: {
          url: 'http://proxy.example',
          username: 'u',
          password: 'secret proxy.password',
        },
        limits: { concurrency: 4, requestsPerMinute: 60 },
        excludedFields: ['comments'],
        mapping: {
          states: { open: 1, acknowledged: '2', resolved: 6 },
          close: { codeField: 'a', notesField: 'b', code: 'c', notes: 'd' },
          severity: {
            primary: { field: 'urgency', values: { high: 1 } },
            secondary: { field: 'impact', values },
          },
          templates: {
            shortDescription: 'x',
            description: 'y',
            fields: { u_x: 'z' },
          },
          assignmentGroup: 'g',
          assignedTo: 'u',
          category: 'c',
          subcategory: 's',
          caller: 'service-account',
          correlationDisplay: 'Portal',
        },
        sync: {
          forwarding: 'always',
          rules: [
            {
              name: 'r',
              action: 'forward',
              when: {
                sources: ['s'],
                severities: ['high'],
                types: ['t'],
                owners: ['o'],
                kinds: ['k'],
                tags: ['g'],
                datasets: ['d*'],
                checks: ['c*'],
                minOccurrences: 2,
              },
              assignmentGroup: 'g',
            },
          ],
          groupBy: 'check',
          maxTicketsPerHour: 5,
          outbound: {
            acknowledge: 'note-and-state',
            comment: false,
            resolve: 'note',
            archive: 'nothing',
            reopen: 'note',
            replaceClosed: false,
            severity: false,
            unlink: false,
          },
          inbound: {
            acknowledge: false,
            archive: true,
            comments: false,
            workNotes: true,
            pollInterval: '5m',
            pushSecret: 'secret sync.inbound.pushSecret',
          },
        },
      },
    },
    encryption: { keys: ['secret encryption.keys'] },
    allowedHosts: ['169.254.1.1'],
    healthCheck: { enabled: true, interval: { minutes: 5 } },
    callLog: { enabled: true, keep: 5, maxAge: '1d' },
  },
};

describe('config.d.ts', () => {
  let schema: ConfigSchema;
  beforeAll(async () => {
    const all = await loadConfigSchema({
      dependencies: [],
      packagePaths: [resolve(__dirname, '../../package.json')],
    });
    // Those of the host want keys that this test is not about.
    const { schemas, ...rest } = all.serialize();
    schema = await loadConfigSchema({
      serialized: {
        ...rest,
        schemas: (schemas as JsonObject[]).filter(({ packageName }) =>
          String(packageName).endsWith('servicenow-ticketing-backend'),
        ),
      },
    });
  });

  const visible = (visibility: 'secret' | 'frontend', data: JsonObject) =>
    schema.process([{ context: 'test', data }], {
      visibility: [visibility],
    })[0].data;

  /** The texts anywhere in a value. */
  const textsIn = (value: unknown): string[] =>
    typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [String(value)];

  it('marks every secret, and nothing else, as one', () => {
    expect(textsIn(visible('secret', everything)).sort()).toEqual(
      textsIn(everything)
        .filter(text => text.startsWith('secret '))
        .sort(),
    );
    const marked = textsIn(visible('secret', everything));
    for (const path of INTEGRATION_SECRETS) {
      expect(marked).toContain(`secret ${path.map(toCamelCase).join('.')}`);
    }
  });

  it('lets nothing into the browser', () => {
    expect(visible('frontend', everything)).toEqual({});
  });

  it.each([
    ['no instance URL', { instanceUrl: undefined }],
    ['an unknown kind of auth', { auth: { type: 'oauth' } }],
    ['a state that is no value', { mapping: { states: { open: {} } } }],
    [
      'half a secondary mapping',
      {
        mapping: { severity: { secondary: { field: 'impact', values: {} } } },
      },
    ],
  ])('refuses %s', (_, change) => {
    const { production } = everything.servicenowTicketing.integrations;
    // Through JSON, so that what is undefined is not there.
    const changed = JSON.parse(JSON.stringify({ ...production, ...change }));
    const data = {
      servicenowTicketing: { integrations: { production: changed } },
    };
    expect(() => schema.process([{ context: 'test', data }])).toThrow(
      /production/,
    );
  });
});
