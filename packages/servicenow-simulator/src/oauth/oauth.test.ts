import { createHash } from 'node:crypto';
import { useSimulator } from '../__testUtils__/client';
import { loadErrorBodies } from '../__testUtils__/samples';

const REDIRECT = 'http://localhost:8080/callback';
const CLIENT = {
  client_id: 'simulator-client',
  client_secret: 'simulator-secret',
};
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

describe('OAuth', () => {
  const { call, clock, simulator } = useSimulator();
  const errors = loadErrorBodies();
  const denied = errors.find('access_denied');

  const token = (
    fields: Record<string, string>,
    headers: Record<string, string> = FORM,
  ) =>
    call('/oauth_token.do', {
      method: 'POST',
      user: null,
      headers,
      body: new URLSearchParams(fields).toString(),
    });
  const withToken = (accessToken: string) =>
    call('/api/now/table/incident?sysparm_limit=1', {
      user: null,
      headers: { Authorization: `Bearer ${accessToken}` },
    });
  const byPassword = () =>
    token({
      grant_type: 'password',
      ...CLIENT,
      username: 'itil',
      password: 'itil',
    });

  it('gives tokens for a password, and they work until their time is over', async () => {
    const { json, status } = await byPassword();
    expect(status).toBe(200);
    expect(json).toEqual({
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      scope: 'useraccount',
      token_type: 'Bearer',
      expires_in: 1799,
    });
    expect((await withToken(json.access_token)).status).toBe(200);
    clock.advance(1801 * 1000);
    expect((await withToken(json.access_token)).status).toBe(401);
    const refreshed = await token({
      grant_type: 'refresh_token',
      ...CLIENT,
      refresh_token: json.refresh_token,
    });
    expect(refreshed.json.refresh_token).toBe(json.refresh_token);
    expect((await withToken(refreshed.json.access_token)).status).toBe(200);
  });

  it('gives a new refresh token for the old one where the instance is set so', async () => {
    const [{ sys_id: id }] = simulator().records(
      'sys_properties',
      'name=simulator.oauth.rotate_refresh_tokens',
    );
    simulator().update('sys_properties', id, { value: 'true' });
    const refresh = (refreshToken: string) =>
      token({
        grant_type: 'refresh_token',
        ...CLIENT,
        refresh_token: refreshToken,
      });
    const first = (await byPassword()).json;
    const second = (await refresh(first.refresh_token)).json;
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect((await refresh(first.refresh_token)).status).toBe(401);
    expect((await refresh(second.refresh_token)).status).toBe(200);
    expect((await withToken(first.access_token)).status).toBe(200);
  });

  it('gives client credentials the rights of the application user, without a refresh token', async () => {
    const { json } = await token({
      grant_type: 'client_credentials',
      ...CLIENT,
    });
    expect(json).not.toHaveProperty('refresh_token');
    const made = await call('/api/now/table/incident', {
      method: 'POST',
      body: {},
      user: null,
      headers: { Authorization: `Bearer ${json.access_token}` },
    });
    expect(made.json.result.sys_created_by).toBe('portal_integration');
  });

  it.each([
    [
      'wrong secret',
      {
        grant_type: 'client_credentials',
        client_id: CLIENT.client_id,
        client_secret: 'no',
      },
    ],
    [
      'unknown client',
      {
        grant_type: 'client_credentials',
        client_id: 'no',
        client_secret: 'no',
      },
    ],
    [
      'wrong password',
      { grant_type: 'password', ...CLIENT, username: 'itil', password: 'no' },
    ],
    [
      'locked out user',
      {
        grant_type: 'password',
        ...CLIENT,
        username: 'locked.larsen',
        password: 'locked.larsen',
      },
    ],
    [
      'dead refresh token',
      { grant_type: 'refresh_token', ...CLIENT, refresh_token: 'no' },
    ],
    ['unknown grant', { grant_type: 'device', ...CLIENT }],
    [
      'public client',
      {
        grant_type: 'client_credentials',
        client_id: 'simulator-public-client',
      },
    ],
  ])('denies all alike: %s', async (_what, fields) => {
    const answer = await token(fields as Record<string, string>);
    expect([answer.status, answer.json]).toEqual([401, denied]);
  });

  it('takes forms only', async () => {
    const answer = await token(
      { grant_type: 'client_credentials', ...CLIENT },
      { 'Content-Type': 'application/json' },
    );
    expect([answer.status, answer.json]).toEqual([401, denied]);
  });

  it('revokes tokens, and expires them on demand', async () => {
    const first = (await byPassword()).json;
    expect(
      (
        await call(`/oauth_revoke_token.do?token=${first.refresh_token}`, {
          user: null,
        })
      ).status,
    ).toBe(200);
    expect((await withToken(first.access_token)).status).toBe(401);
    const second = (await byPassword()).json;
    simulator().expireTokens();
    expect((await withToken(second.access_token)).status).toBe(401);
    expect(
      (
        await token({
          grant_type: 'refresh_token',
          ...CLIENT,
          refresh_token: second.refresh_token,
        })
      ).status,
    ).toBe(200);
  });

  describe('with a person', () => {
    const verifier = 'a-verifier-of-at-least-forty-three-characters-000';
    const request = {
      response_type: 'code',
      client_id: 'simulator-public-client',
      redirect_uri: REDIRECT,
      state: 'st&te',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    };
    const consent = (fields: Record<string, string>) =>
      call('/oauth_auth.do', {
        method: 'POST',
        user: null,
        headers: FORM,
        body: new URLSearchParams(fields).toString(),
      });
    const redeem = (code: string, codeVerifier: string) =>
      token({
        grant_type: 'authorization_code',
        client_id: request.client_id,
        code,
        redirect_uri: REDIRECT,
        code_verifier: codeVerifier,
      });
    const allow = async () => {
      const answer = await consent({
        ...request,
        user_name: 'itil',
        user_password: 'itil',
        decision: 'allow',
      });
      return new URL(answer.headers.get('location') ?? '');
    };

    it('shows who asks, and sends an allowed application back with a code that works once', async () => {
      const page = await call(
        `/oauth_auth.do?${new URLSearchParams(request)}`,
        { user: null },
      );
      expect(page.text).toContain('Browser wants to use your account');
      expect(page.text).toContain('value="st&amp;te"');
      const location = await allow();
      expect(location.origin + location.pathname).toBe(REDIRECT);
      expect(location.searchParams.get('state')).toBe('st&te');
      const code = location.searchParams.get('code') ?? '';
      const answer = await redeem(code, verifier);
      expect((await withToken(answer.json.access_token)).status).toBe(200);
      expect((await redeem(code, verifier)).status).toBe(401);
    });

    it('wants the verifier that fits the challenge', async () => {
      const code = (await allow()).searchParams.get('code') ?? '';
      expect((await redeem(code, 'another')).status).toBe(401);
    });

    it('sends a person who denies back, and keeps one who mistypes', async () => {
      const refused = await consent({ ...request, decision: 'deny' });
      expect(refused.headers.get('location')).toBe(
        `${REDIRECT}?error=access_denied&state=st%26te`,
      );
      const mistyped = await consent({
        ...request,
        user_name: 'itil',
        user_password: 'no',
        decision: 'allow',
      });
      expect([
        mistyped.status,
        mistyped.text.includes('User name or password invalid.'),
      ]).toEqual([401, true]);
    });

    it.each([
      ['state', 'Missing parameter(s): state'],
      ['client_id', 'Invalid client_id'],
      ['redirect_uri', 'Invalid redirect_uri'],
      ['code_challenge', 'Missing parameter(s): code_challenge'],
    ])('does not go on without %s', async (name, message) => {
      const fields = new URLSearchParams(request);
      fields.delete(name);
      const page = await call(`/oauth_auth.do?${fields}`, { user: null });
      expect([page.status, page.text.includes(message)]).toEqual([400, true]);
    });
  });

  it('knows API keys', async () => {
    const withKey = (key: string) =>
      call('/api/now/table/incident?sysparm_limit=1', {
        user: null,
        headers: { 'x-sn-apikey': key },
      });
    expect((await withKey('simulator-api-key')).status).toBe(200);
    expect((await withKey('wrong')).status).toBe(401);
  });
});
