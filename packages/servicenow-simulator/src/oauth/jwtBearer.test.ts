import { createPrivateKey, createSecretKey, KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { TestAuthority } from '../__testUtils__/certificates';
import { useSimulator } from '../__testUtils__/client';

const CLIENT_ID = 'machine';
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const SHARED = createSecretKey(
  Buffer.from('a secret both sides know, 32 bytes'),
);

describe('jwt-bearer grant', () => {
  const { call, simulator, clock } = useSimulator();
  const authority = new TestAuthority();
  const pair = authority.issue('signer');
  const privateKey = createPrivateKey(pair.key);
  afterAll(() => authority.dispose());

  beforeEach(() => {
    const { sys_id: application } = simulator().insert('oauth_jwt', {
      name: 'Machine',
      client_id: CLIENT_ID,
      client_secret: 'hush',
    });
    const { sys_id: certificate } = simulator().insert('sys_certificate', {
      name: 'Signer',
      pem_certificate: pair.cert,
    });
    simulator().insert('jwt_verifier_map', {
      oauth_jwt: application,
      kid: 'with-certificate',
      sys_certificate: certificate,
    });
    simulator().insert('jwt_verifier_map', {
      oauth_jwt: application,
      kid: 'with-shared-key',
      shared_key: SHARED.export().toString(),
    });
  });

  const seconds = () => Math.floor(clock.now() / 1000);
  const sign = (
    claims: Record<string, unknown> = {},
    header: { alg: string; kid?: string } = {
      alg: 'ES256',
      kid: 'with-certificate',
    },
    key: KeyObject = privateKey,
  ) =>
    new SignJWT({
      iss: CLIENT_ID,
      aud: CLIENT_ID,
      sub: 'itil@example.com',
      exp: seconds() + 60,
      ...claims,
    })
      .setProtectedHeader(header)
      .sign(key);
  const exchange = (assertion: string, secret = 'hush') =>
    call('/oauth_token.do', {
      method: 'POST',
      user: null,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: GRANT,
        client_id: CLIENT_ID,
        client_secret: secret,
        assertion,
      }).toString(),
    });

  it('gives a token for the user the subject names, however it was signed', async () => {
    for (const assertion of [
      await sign(),
      await sign({}, { alg: 'ES256' }),
      await sign({}, { alg: 'HS256', kid: 'with-shared-key' }, SHARED),
    ]) {
      const { status, json } = await exchange(assertion);
      expect([status, Object.keys(json).sort()]).toEqual([
        200,
        ['access_token', 'expires_in', 'scope', 'token_type'],
      ]);
      const who = await call(
        '/api/now/table/sys_user?sysparm_query=sys_id=javascript:gs.getUserID()',
        {
          user: null,
          headers: { Authorization: `Bearer ${json.access_token}` },
        },
      );
      expect(who.json.result[0].user_name).toBe('itil');
    }
  });

  it('tolerates a clock that is a little off', async () => {
    expect((await exchange(await sign({ exp: seconds() - 200 }))).status).toBe(
      200,
    );
    expect((await exchange(await sign({ exp: seconds() - 400 }))).status).toBe(
      401,
    );
  });

  it.each<[string, () => Promise<string>]>([
    ['another audience', () => sign({ aud: 'somebody else' })],
    ['another issuer', () => sign({ iss: 'somebody else' })],
    ['an unknown subject', () => sign({ sub: 'nobody@example.com' })],
    ['an administrator', () => sign({ sub: 'admin@example.com' })],
    ['an inactive user', () => sign({ sub: 'gone.girard@example.com' })],
    ['an unknown key', () => sign({}, { alg: 'ES256', kid: 'unknown' })],
    [
      'a key of another kind',
      () => sign({}, { alg: 'HS256', kid: 'with-certificate' }, SHARED),
    ],
    ['no token at all', async () => 'nonsense'],
  ])('refuses %s', async (_what, assertion) => {
    const { status, json } = await exchange(await assertion());
    expect([status, json]).toEqual([
      401,
      { error_description: 'access_denied', error: 'server_error' },
    ]);
  });

  it('wants the secret of the application too', async () => {
    expect((await exchange(await sign(), 'wrong')).status).toBe(401);
  });
});
