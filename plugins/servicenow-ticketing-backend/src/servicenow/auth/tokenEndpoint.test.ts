import { createSimulator, type Simulator } from 'servicenow-simulator';
import {
  createFaultyProxy,
  type FaultyProxy,
} from '../../__testUtils__/faultyProxy';
import type { ObservedCall } from '../transportTypes';
import {
  authorizationCodeForm,
  clientCredentialsForm,
  passwordForm,
  refreshForm,
  type TokenForm,
} from './grants';
import { requestTokens } from './tokenEndpoint';

const CLIENT = {
  client_id: 'simulator-client',
  client_secret: 'simulator-secret',
};
const HTML = { 'Content-Type': 'text/html' };
const ACCOUNT = { username: 'itil', password: 'itil' };

describe('requestTokens', () => {
  let simulator: Simulator;
  let proxy: FaultyProxy;
  const calls: ObservedCall[] = [];
  const now = () => new Date('2026-01-23T19:51:23Z');

  beforeAll(async () => {
    simulator = await createSimulator({ port: 0 });
    proxy = await createFaultyProxy(simulator.url);
  });
  beforeEach(() => {
    simulator.reset();
    proxy.heal();
    calls.length = 0;
  });
  afterAll(async () => {
    await proxy.stop();
    await simulator.stop();
  });

  const request = (form: TokenForm, timeout = 5_000) =>
    requestTokens(
      {
        instanceUrl: proxy.url,
        timeout,
        onCall: call => calls.push(call),
        now,
      },
      form,
    );
  const answer = (status: number, body: string, headers = {}) =>
    proxy.fail(() => true, {
      when: 'before',
      what: { status, body, headers },
    });

  it('tells the tokens and until when they live, and the observer no secrets', async () => {
    const tokens = await request(passwordForm(CLIENT, ACCOUNT));
    expect(tokens).toEqual({
      accessToken: expect.any(String),
      refreshToken: expect.any(String),
      issuedAt: now(),
      expiresAt: new Date(now().getTime() + 1799_000),
    });
    expect(calls).toEqual([
      {
        method: 'POST',
        path: '/oauth_token.do',
        status: 200,
        durationMs: expect.any(Number),
        error: undefined,
        requestId: expect.any(String),
        startedAt: now(),
      },
    ]);
    const { accessToken, refreshToken } = await request(
      clientCredentialsForm(CLIENT),
    );
    expect([accessToken, refreshToken]).toEqual([
      expect.any(String),
      undefined,
    ]);
  });

  it('sends values with any characters as they are', async () => {
    await expect(
      request(
        passwordForm(
          { ...CLIENT, client_secret: 'a&b=c+d e%f' },
          { username: 'ü', password: '&client_secret=x' },
        ),
      ),
    ).rejects.toMatchObject({ kind: 'Credentials' });
    expect(new URLSearchParams(proxy.calls.at(-1)!.body).getAll('password'))
      // The proxy shows the body as it was sent.
      .toEqual(['&client_secret=x']);
  });

  it.each<[string, TokenForm, RegExp]>([
    [
      'client credentials',
      clientCredentialsForm({ ...CLIENT, client_secret: 'hunter2' }),
      /client secret; .*"OAuth Application User".*client\.credential\.grant_type\.enabled/,
    ],
    [
      'password',
      passwordForm(CLIENT, { ...ACCOUNT, password: 'hunter2' }),
      /the username and the password; .* not locked out/,
    ],
    [
      'authorization code',
      authorizationCodeForm(CLIENT, {
        code: 'hunter2',
        codeVerifier: 'hunter2',
        redirectUrl: 'http://x',
      }),
      /exactly the redirect URL that Settings shows\. Then authorize again/,
    ],
    [
      'refresh token',
      refreshForm(CLIENT, 'hunter2'),
      /^.*\. Authorize again in Settings: the refresh token has expired/,
    ],
  ])(
    'says what to check when %s are refused, as ServiceNow does not',
    async (_, form, remedy) => {
      const error = await request(form).catch(caught => caught);
      expect(error).toMatchObject({
        name: 'ServiceNowCredentialsError',
        status: 401,
        retryable: true,
        what: `${proxy.url} refuses to give a token (access_denied, server_error)`,
        message: expect.stringMatching(remedy),
      });
      expect(`${error.message}${error.stack}`).not.toContain('hunter2');
      expect(calls[0]).toMatchObject({ status: 401, error: error.message });
      expect(JSON.stringify(calls)).not.toContain('hunter2');
    },
  );

  it.each<[string, [number, string, object], object]>([
    [
      'a hibernating instance',
      [200, '<html>Instance Hibernating page</html>', HTML],
      { kind: 'Asleep' },
    ],
    [
      'a login page',
      [200, '<!DOCTYPE html><title>Log in</title>', HTML],
      { kind: 'NotServiceNow' },
    ],
    [
      'a redirect',
      [302, '', { Location: 'https://sso.example/login' }],
      {
        kind: 'NotServiceNow',
        what: expect.stringContaining('https://sso.example'),
      },
    ],
    ['no such page', [404, '', {}], { kind: 'NotServiceNow' }],
    [
      'broken JSON',
      [200, '{"access_token":"hunter2', {}],
      { kind: 'BrokenAnswer' },
    ],
    ['no token', [200, '{"scope":"x"}', {}], { kind: 'BrokenAnswer' }],
    ['an error at 200', [200, '{"error":"x"}', {}], { kind: 'Credentials' }],
    [
      'an error at 400',
      [400, '{"error":"invalid_grant","error_description":"<script>"}', {}],
      {
        kind: 'Credentials',
        what: expect.stringMatching(/token \(invalid_grant\)$/),
      },
    ],
    [
      'an address that is not allowed',
      [403, '<html>', {}],
      {
        kind: 'Access',
        remedy: expect.stringContaining('IP address access control'),
      },
    ],
    [
      'a rate limit',
      [429, '{}', { 'Retry-After': '17' }],
      { kind: 'RateLimit', retryAfter: 17_000 },
    ],
    ['a failing server', [503, '', {}], { kind: 'Server', retryable: true }],
  ])('recognises %s', async (_, [status, body, headers], expected) => {
    answer(status, body, headers);
    const error = await request(clientCredentialsForm(CLIENT)).catch(
      caught => caught,
    );
    expect(error).toMatchObject(expected);
    expect(error.message).not.toMatch(/hunter2|<script>/);
  });

  it('asks once, whatever happens', async () => {
    const before = proxy.calls.length;
    proxy.fail(() => true, { when: 'after', what: 'cut' });
    await expect(request(clientCredentialsForm(CLIENT))).rejects.toMatchObject({
      kind: 'Unreachable',
    });
    proxy.fail(() => true, { when: 'before', what: 'hang' });
    await expect(
      request(clientCredentialsForm(CLIENT), 50),
    ).rejects.toMatchObject({ kind: 'Timeout' });
    expect(proxy.calls.length - before).toBe(2);
    expect(calls.map(({ status }) => status)).toEqual([undefined, undefined]);
  });

  it('trusts a token for five minutes when nothing is said about its life', async () => {
    answer(200, '{"access_token":"a","expires_in":"soon"}');
    const { expiresAt } = await request(clientCredentialsForm(CLIENT));
    expect(expiresAt.getTime() - now().getTime()).toBe(300_000);
  });
});
