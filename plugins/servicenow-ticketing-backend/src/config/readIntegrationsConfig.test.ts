import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readIntegrationsConfig } from './readIntegrationsConfig';

const auth = { type: 'basic', username: 'portal', password: 'pass:word' };
const valid = { instanceUrl: 'https://acme.service-now.com', auth };
const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';

const read = (integrations: JsonObject) =>
  readIntegrationsConfig(
    new ConfigReader({ servicenowTicketing: { integrations } }),
  );

/** What is said about an integration called p, line by line, without the path they all begin with. */
const problemsOf = (change: JsonObject) => {
  try {
    read({ p: { ...valid, ...change } });
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .map(line => line.replace(/^servicenowTicketing\.integrations\./, ''));
  }
  return [];
};

describe('readIntegrationsConfig', () => {
  it('fills in what an instance usually has', () => {
    expect(read({ production: valid })).toEqual([
      {
        name: 'production',
        title: 'production',
        description: undefined,
        tags: [],
        kind: 'cloud',
        instanceUrl: 'https://acme.service-now.com',
        isDefault: false,
        table: 'incident',
        auth,
        tls: undefined,
        proxy: undefined,
        limits: { concurrency: 16, requestsPerMinute: undefined },
        excludedFields: [],
        mapping: {
          states: { resolved: '6' },
          close: {
            codeField: 'close_code',
            notesField: 'close_notes',
            code: 'Solution provided',
            notes: undefined,
          },
          severity: {
            primary: {
              field: 'urgency',
              values: { critical: '1', high: '2', medium: '2', low: '3' },
            },
            secondary: undefined,
          },
          templates: {
            shortDescription: undefined,
            description: undefined,
            fields: {},
          },
          assignmentGroup: undefined,
          assignedTo: undefined,
          category: undefined,
          subcategory: undefined,
          caller: 'signed-in-user',
          correlationDisplay: undefined,
        },
        sync: {
          forwarding: 'always-after-forwarding',
          rules: [],
          groupBy: 'dataset',
          maxTicketsPerHour: 30,
          outbound: {
            acknowledge: undefined,
            comment: true,
            resolve: 'note-and-state',
            archive: 'note',
            reopen: 'note-and-state',
            replaceClosed: true,
            severity: true,
            unlink: true,
          },
          inbound: {
            acknowledge: true,
            archive: false,
            comments: true,
            workNotes: false,
            pollInterval: '1m',
            pushSecret: undefined,
          },
        },
      },
    ]);
    expect(readIntegrationsConfig(new ConfigReader({}))).toEqual([]);
  });

  it('takes what is given, numbers as ServiceNow values, and names of fields as they are', () => {
    const values = { critical: 1, high: 1, medium: 2, low: 3 };
    const [production, test] = read({
      production: {
        ...valid,
        title: 'Production',
        description: 'Ours',
        tags: ['prod'],
        kind: 'on-prem',
        default: true,
        table: 'u_data_ticket',
        tls: { ca: PEM, certificate: PEM, key: PEM, passphrase: 'x' },
        proxy: { url: 'http://proxy.example:3128', username: 'u' },
        limits: { requestsPerMinute: 600 },
        excludedFields: ['description', 'u_secret'],
        mapping: {
          states: { open: 1, acknowledged: 2, resolved: 3 },
          close: {
            codeField: 'u_code',
            code: 'Solved (Permanently)',
            notes: 'Done.',
          },
          severity: {
            primary: { values: { medium: 3 } },
            secondary: { field: 'impact', values },
          },
          templates: {
            shortDescription: '{{anomaly.title}}',
            fields: { u_data_set: '{{anomaly.dataset}}' },
          },
          assignmentGroup: 'Database',
          correlationDisplay: 'Portal',
        },
        sync: {
          forwarding: 'always',
          rules: [
            {
              name: 'Only what is bad',
              action: 'forward',
              when: { severities: ['high'], minOccurrences: 3 },
              assignmentGroup: 'Database',
            },
          ],
          outbound: { replaceClosed: false },
          inbound: { pollInterval: '5m', pushSecret: 'x'.repeat(16) },
        },
      },
      test: { ...valid, instanceUrl: 'http://127.0.0.1:7780' },
    });
    expect(production).toMatchObject({
      title: 'Production',
      kind: 'on-prem',
      isDefault: true,
      table: 'u_data_ticket',
      tls: { key: PEM, passphrase: 'x' },
      proxy: { url: 'http://proxy.example:3128', username: 'u' },
      limits: { concurrency: 16, requestsPerMinute: 600 },
      excludedFields: ['description', 'u_secret'],
      mapping: {
        states: { open: '1', acknowledged: '2', resolved: '3' },
        close: {
          codeField: 'u_code',
          notesField: 'close_notes',
          code: 'Solved (Permanently)',
          notes: 'Done.',
        },
        severity: {
          primary: {
            field: 'urgency',
            values: { critical: '1', high: '2', medium: '3', low: '3' },
          },
          secondary: {
            field: 'impact',
            values: { critical: '1', high: '1', medium: '2', low: '3' },
          },
        },
        templates: {
          shortDescription: '{{anomaly.title}}',
          fields: { u_data_set: '{{anomaly.dataset}}' },
        },
        assignmentGroup: 'Database',
        correlationDisplay: 'Portal',
      },
      sync: {
        forwarding: 'always',
        rules: [
          {
            name: 'Only what is bad',
            action: 'forward',
            when: { severities: ['high'], minOccurrences: 3 },
            assignmentGroup: 'Database',
          },
        ],
        outbound: { replaceClosed: false, resolve: 'note-and-state' },
        inbound: { pollInterval: '5m', pushSecret: 'x'.repeat(16) },
      },
    });
    expect(test.instanceUrl).toBe('http://127.0.0.1:7780');
  });

  it.each<[string, JsonObject, object]>([
    [
      'a name without a kind, as basic',
      { username: 'portal', password: 'x' },
      { type: 'basic', username: 'portal', password: 'x' },
    ],
    [
      'both in one, split at the first colon',
      { credentials: 'portal:pass:word' },
      { type: 'basic', username: 'portal', password: 'pass:word' },
    ],
    [
      'both in one for OAuth',
      {
        type: 'oauth-password',
        clientId: 'c',
        clientSecret: 's',
        credentials: 'portal:x',
      },
      {
        type: 'oauth-password',
        client_id: 'c',
        client_secret: 's',
        username: 'portal',
        password: 'x',
      },
    ],
    [
      'a public OAuth client',
      { type: 'oauth-authorization-code', clientId: 'c' },
      { type: 'oauth-authorization-code', client_id: 'c' },
    ],
    [
      'an API key',
      { type: 'api-key', apiKey: 'k' },
      { type: 'api-key', api_key: 'k' },
    ],
  ])('signs in with %s', (_, given, expected) => {
    expect(read({ p: { ...valid, auth: given } })[0].auth).toEqual(expected);
  });

  it.each<[string, JsonObject, RegExp]>([
    ['no URL', { instanceUrl: '' }, /^p\.instanceUrl: .*https:\/\//],
    [
      'no URL, as with an unset variable',
      { instanceUrl: undefined },
      /^p\.instanceUrl: is missing or empty.*environment variable/,
    ],
    ['no scheme', { instanceUrl: 'acme' }, /^p\.instanceUrl: is not a URL/],
    [
      'http to a public host',
      { instanceUrl: 'http://acme.service-now.com' },
      /^p\.instanceUrl: .* must begin with https:\/\//,
    ],
    [
      'a host that only looks like loopback',
      { instanceUrl: 'http://localhost.evil.example' },
      /must begin with https:\/\//,
    ],
    [
      'a trailing slash',
      { instanceUrl: 'https://acme.service-now.com/' },
      /^p\.instanceUrl: .* must not end with a slash. Write https:\/\/acme\.service-now\.com\.$/,
    ],
    [
      'a path',
      { instanceUrl: 'https://acme.service-now.com/login.do?x=1' },
      /without a path. Write https:\/\/acme\.service-now\.com\.$/,
    ],
    [
      'no auth',
      { auth: undefined },
      /^p\.auth: is missing. Its type must be one of basic, .*api-key/,
    ],
    [
      'an unknown kind of auth',
      { auth: { ...auth, type: 'oauth' } },
      /^p\.auth\.type: is not known. It must be one of basic, oauth-client-credentials, oauth-password, oauth-authorization-code, api-key, client-certificate\.$/,
    ],
    [
      'no password, as with an unset variable',
      { auth: { type: 'basic', username: 'portal' } },
      /^p\.auth\.password: is missing or empty. If it comes from an environment variable, give the backend that variable\.$/,
    ],
    [
      'an empty password',
      { auth: { ...auth, password: '' } },
      /^p\.auth\.password: must not be empty. If it comes from an environment variable/,
    ],
    [
      'a password that YAML takes for a number',
      { auth: { ...auth, password: 12345 } },
      /^p\.auth\.password: must be a text, but is a number. Put it into quotes\.$/,
    ],
    [
      'the secret of another kind of auth',
      { auth: { ...auth, clientSecret: 'hunter2' } },
      /^p\.auth\.clientSecret: is not known. Known here: type, username, password\.$/,
    ],
    [
      'a rule that cannot work',
      {
        sync: {
          rules: [
            {
              name: 'r',
              action: 'ignore',
              when: { minOccurrences: 0 },
            },
          ],
        },
      },
      /^p\.sync\.rules\.0\.when\.minOccurrences: /,
    ],
    [
      'a group for what gets no ticket',
      {
        sync: {
          rules: [{ name: 'r', action: 'ignore', assignmentGroup: 'g' }],
        },
      },
      /^p\.sync\.rules\.0\.assignmentGroup: only makes sense/,
    ],
    [
      'a rule that is spelt as the HTTP API spells it',
      {
        sync: {
          rules: [{ name: 'r', action: 'ignore', assignment_group: 'g' }],
        },
      },
      /^p\.sync\.rules\.0\.assignment_group: is not known. Did you mean assignmentGroup\?$/,
    ],
    [
      'a poll that would be too often',
      { sync: { inbound: { pollInterval: '1s' } } },
      /^p\.sync\.inbound\.pollInterval: must be a duration from 10s to 24h/,
    ],
    [
      'a user name with a colon',
      { auth: { ...auth, username: 'a:b' } },
      /^p\.auth\.username: must not contain a colon/,
    ],
    [
      'credentials without a colon',
      { auth: { credentials: 'hunter2' } },
      /^p\.auth\.credentials: must be username:password/,
    ],
    [
      'a certificate without its key',
      { tls: { certificate: PEM } },
      /^p\.tls\.key: is missing. It is the private key of tls\.certificate/,
    ],
    [
      'no certificate to sign in with',
      { auth: { type: 'client-certificate' } },
      /^p\.tls\.certificate: is missing. Signing in with/,
    ],
    ['a path for a PEM', { tls: { ca: './ca.pem' } }, /^p\.tls\.ca: .*PEM/],
    [
      'credentials in the URL of a proxy',
      { proxy: { url: 'http://u:hunter2@proxy.example' } },
      /^p\.proxy\.url: must not contain credentials/,
    ],
    [
      'the label of a table',
      { table: 'Incident' },
      /^p\.table: must be a table name such as incident/,
    ],
    [
      'an unknown severity',
      { mapping: { severity: { primary: { values: { hihg: 1 } } } } },
      /^p\.mapping\.severity\.primary\.values\.hihg: is not known. Did you mean high\?$/,
    ],
    [
      'no text for a state',
      { mapping: { states: { resolved: true } } },
      /^p\.mapping\.states\.resolved: must be a text or a number$/,
    ],
    [
      'the label of a field',
      { mapping: { templates: { fields: { 'U Data Set': 'x' } } } },
      /^p\.mapping\.templates\.fields\.U Data Set: must be a field name/,
    ],
    [
      'no text for a field',
      { mapping: { templates: { fields: { u_data_set: 5 } } } },
      /^p\.mapping\.templates\.fields\.u_data_set: must be a text/,
    ],
    [
      'a template that does not end',
      { mapping: { templates: { shortDescription: '{{anomaly.title' } } },
      /^p\.mapping\.templates\.shortDescription: .*line 1/,
    ],
    [
      'a template for a field that is ours',
      { mapping: { templates: { fields: { correlation_id: 'x' } } } },
      /^p\.mapping\.templates\.fields\.correlation_id: cannot be mapped/,
    ],
    [
      'a misspelt key',
      { mapping: { assignmentGruop: 'x' } },
      /^p\.mapping\.assignmentGruop: is not known. Did you mean assignmentGroup\?$/,
    ],
    [
      'the spelling of the HTTP API, which hides no secrets in logs',
      { auth: { type: 'api-key', api_key: 'hunter2' } },
      /^p\.auth\.api_key: is not known. Did you mean apiKey\?$/,
    ],
    ['a name', { name: 'other' }, /^p\.name: is not needed/],
    [
      'too many calls at once',
      { limits: { concurrency: 1000 } },
      /^p\.limits\.concurrency: must be at most 100$/,
    ],
  ])('names the key and the remedy for %s', (_, change, message) => {
    const problems = problemsOf(change);
    expect(problems).toEqual([expect.stringMatching(message)]);
    expect(problems.join()).not.toMatch(/Invalid|expected|received|hunter2/);
  });

  it('says everything that is wrong at once', () => {
    expect(
      problemsOf({
        tilte: 'x',
        kind: 'saas',
        auth: { type: 'oauth-password', clientSecret: '', username: 'u' },
      }).map(line => line.split(':')[0]),
    ).toEqual([
      'p.kind',
      'p.auth.clientId',
      'p.auth.clientSecret',
      'p.auth.password',
      'p.tilte',
    ]);
  });

  it('does not repeat credentials of a URL', () => {
    expect(
      problemsOf({ instanceUrl: 'https://u:hunter2@acme.example' }),
    ).toEqual([expect.not.stringContaining('hunter2')]);
  });

  it('wants a name that can stand in a path, and something below it', () => {
    expect(() => read({ 'my app': valid })).toThrow(
      /^servicenowTicketing\.integrations\.my app: must be 1 to 64 letters/,
    );
    expect(read({ 'prod-2': valid, demo: null })).toMatchObject([
      { name: 'prod-2' },
    ]);
    expect(() => read({ p: 'https://acme.service-now.com' })).toThrow(
      /^servicenowTicketing\.integrations\.p: must be an object$/,
    );
  });

  it('allows one default', () => {
    expect(() =>
      read({ a: { ...valid, default: true }, b: { ...valid, default: true } }),
    ).toThrow(/only one integration may be the default, but a and b say so/);
  });
});
