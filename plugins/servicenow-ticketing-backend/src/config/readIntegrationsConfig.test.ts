import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readIntegrationsConfig } from './readIntegrationsConfig';

const auth = { type: 'basic', username: 'portal', password: 'pass:word' };
const valid = { instanceUrl: 'https://acme.service-now.com', auth };

const read = (integrations: JsonObject) =>
  readIntegrationsConfig(
    new ConfigReader({ servicenowTicketing: { integrations } }),
  );

describe('readIntegrationsConfig', () => {
  it('fills in what an instance usually has', () => {
    expect(read({ production: valid })).toEqual([
      {
        name: 'production',
        title: 'production',
        instanceUrl: 'https://acme.service-now.com',
        isDefault: true,
        table: 'incident',
        auth,
        resolve: {
          state: '6',
          closeCode: 'Solution provided',
          closeNotes: undefined,
        },
        severity: {
          urgency: { critical: '1', high: '2', medium: '2', low: '3' },
          impact: undefined,
        },
      },
    ]);
    expect(readIntegrationsConfig(new ConfigReader({}))).toEqual([]);
  });

  it('takes what is given, numbers as ServiceNow values', () => {
    const impact = { critical: 1, high: 1, medium: 2, low: 3 };
    const [production, test] = read({
      production: {
        ...valid,
        title: 'Production',
        default: true,
        table: 'u_data_ticket',
        resolvedState: 3,
        closeCode: 'Solved (Permanently)',
        closeNotes: 'Done.',
        severity: { urgency: { medium: 3 }, impact },
      },
      test: { ...valid, instanceUrl: 'http://127.0.0.1:7780' },
    });
    expect(production).toMatchObject({
      title: 'Production',
      isDefault: true,
      table: 'u_data_ticket',
      resolve: {
        state: '3',
        closeCode: 'Solved (Permanently)',
        closeNotes: 'Done.',
      },
      severity: {
        urgency: { critical: '1', high: '2', medium: '3', low: '3' },
        impact: { critical: '1', high: '1', medium: '2', low: '3' },
      },
    });
    expect(test).toMatchObject({
      instanceUrl: 'http://127.0.0.1:7780',
      isDefault: false,
    });
  });

  it.each<[string, JsonObject, RegExp]>([
    ['no URL', { instanceUrl: '' }, /^p\.instanceUrl: is missing or empty/],
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
    ['no auth', { auth: undefined }, /^p\.auth: is missing/],
    [
      'an unknown kind of auth',
      { auth: { ...auth, type: 'oauth' } },
      /^p\.auth\.type: "oauth" is not supported/,
    ],
    [
      'no password, as with an unset variable',
      { auth: { type: 'basic', username: 'portal' } },
      /^p\.auth\.password: is missing or empty.*environment variable/,
    ],
    [
      'a user name with a colon',
      { auth: { ...auth, username: 'a:b' } },
      /^p\.auth\.username: must not contain a colon/,
    ],
    [
      'the label of a table',
      { table: 'Incident' },
      /^p\.table: "Incident" is not the name of a ServiceNow table/,
    ],
    [
      'an unknown severity',
      { severity: { urgency: { blocker: 1 } } },
      /^p\.severity\.urgency\.blocker: is not a severity/,
    ],
    [
      'half an impact mapping',
      { severity: { impact: { high: 1 } } },
      /^p\.severity\.impact: lacks critical, medium, low/,
    ],
  ])('names the key and the remedy for %s', (_, change, message) => {
    const { source } = message;
    const path = 'servicenowTicketing\\.integrations\\.p';
    expect(() => read({ p: { ...valid, ...change } as JsonObject })).toThrow(
      new RegExp(source.replace(/^\^p/, `^${path}`), 's'),
    );
  });

  it('does not repeat credentials of a URL', () => {
    expect(() =>
      read({ p: { ...valid, instanceUrl: 'https://u:hunter2@acme.example' } }),
    ).toThrow(
      expect.objectContaining({
        message: expect.not.stringContaining('hunter2'),
      }),
    );
  });

  it('allows one default', () => {
    expect(() =>
      read({ a: { ...valid, default: true }, b: { ...valid, default: true } }),
    ).toThrow(/only one integration may be the default, but a and b say so/);
    expect(
      read({ a: valid, b: valid }).map(({ isDefault }) => isDefault),
    ).toEqual([false, false]);
  });
});
