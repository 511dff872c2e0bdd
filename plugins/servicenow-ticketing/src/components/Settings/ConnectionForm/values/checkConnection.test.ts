import { anIntegration } from '../../../../__testUtils__/settingsSamples';
import { checkConnection } from './checkConnection';
import { NEW_VALUES, toValues, type TextPath } from './connectionValues';

const typed = (texts: Partial<Record<TextPath, string>>) => ({
  ...NEW_VALUES,
  texts: {
    ...NEW_VALUES.texts,
    instance_url: 'https://acme.service-now.com',
    'auth.username': 'portal',
    'auth.password': 'secret',
    ...texts,
  },
});

const PEM = '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----';

describe('checkConnection', () => {
  it('finds nothing wrong with what the backend takes', () => {
    expect(checkConnection(typed({}))).toEqual({});
    expect(
      checkConnection(
        typed({
          'auth.type': 'client-certificate',
          'tls.certificate': PEM,
          'tls.key': PEM,
        }),
      ),
    ).toEqual({});
    expect(
      checkConnection(
        typed({
          'auth.type': 'oauth-authorization-code',
          'auth.client_id': 'c',
        }),
      ),
    ).toEqual({});
  });

  it('says of the URL what the backend says', () => {
    expect(
      checkConnection(typed({ instance_url: 'https://acme.service-now.com/' })),
    ).toEqual({
      instance_url: {
        reason: 'other',
        message:
          '"https://acme.service-now.com/" must not end with a slash. Write https://acme.service-now.com.',
      },
    });
  });

  it.each<[Partial<Record<TextPath, string>>, TextPath, object]>([
    [{ instance_url: '' }, 'instance_url', { reason: 'required' }],
    [{ 'auth.username': ' ' }, 'auth.username', { reason: 'required' }],
    [{ 'auth.password': '' }, 'auth.password', { reason: 'required' }],
    [{ 'auth.type': 'api-key' }, 'auth.api_key', { reason: 'required' }],
    [
      { 'auth.type': 'client-certificate', 'tls.certificate': PEM },
      'tls.key',
      { reason: 'required' },
    ],
    [{ 'proxy.url': 'proxy' }, 'proxy.url', { reason: 'notAUrl' }],
    [{ 'proxy.username': 'me' }, 'proxy.url', { reason: 'required' }],
    [
      { 'limits.concurrency': 'many' },
      'limits.concurrency',
      { reason: 'notANumber' },
    ],
    [
      { 'limits.concurrency': '101' },
      'limits.concurrency',
      { reason: 'tooBig', limit: 100 },
    ],
    [
      { 'limits.requests_per_minute': '0' },
      'limits.requests_per_minute',
      { reason: 'tooSmall', limit: 1 },
    ],
    [{ title: 'x'.repeat(101) }, 'title', { reason: 'tooLong', limit: 100 }],
    [{ tags: 'x,'.repeat(21) }, 'tags', { reason: 'tooMany', limit: 20 }],
  ])('finds what is wrong with %j', (texts, path, problem) => {
    expect(checkConnection(typed(texts))).toEqual({ [path]: problem });
  });

  it.each<[Partial<Record<TextPath, string>>, TextPath, RegExp]>([
    [{ name: 'a name' }, 'name', /letters, digits/],
    [{ 'auth.username': 'a:b' }, 'auth.username', /colon/],
    [{ 'tls.ca': 'x' }, 'tls.ca', /PEM/],
    [{ excluded_fields: 'Description' }, 'excluded_fields', /field name/],
  ])('names the remedy for %j', (texts, path, message) => {
    expect(checkConnection(typed(texts))[path]).toEqual({
      reason: 'other',
      message: expect.stringMatching(message),
    });
  });

  it('wants a colon in credentials that are one field', () => {
    const check = (credentials: string) =>
      checkConnection({
        ...typed({ 'auth.credentials': credentials }),
        isOneField: true,
      })['auth.credentials'];
    expect(check('portal:secret')).toBeUndefined();
    expect(check('')).toEqual({ reason: 'required' });
    expect(check('portal')).toEqual({
      reason: 'other',
      message: expect.stringContaining('username:password'),
    });
  });

  it('needs no secret that is stored, unless what it was given for changes', () => {
    const stored = anIntegration();
    const values = toValues(stored);
    expect(checkConnection(values, stored)).toEqual({});
    expect(checkConnection({ ...values, isOneField: true }, stored)).toEqual(
      {},
    );
    expect(
      checkConnection(
        {
          ...values,
          texts: {
            ...values.texts,
            'auth.type': 'oauth-password',
            'auth.client_id': 'c',
            'auth.client_secret': 's',
          },
        },
        stored,
      ),
    ).toEqual({ 'auth.password': { reason: 'again' } });
    for (const texts of [
      { instance_url: 'https://other.service-now.com' },
      { 'tls.ca': PEM },
    ]) {
      expect(
        checkConnection(
          { ...values, texts: { ...values.texts, ...texts } },
          stored,
        ),
      ).toEqual({ 'auth.password': { reason: 'again' } });
    }
  });
});
