import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { Knex } from 'knex';
import { randomBytes } from 'node:crypto';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestDatabases } from '../../__testUtils__/databases';
import {
  createFaultyProxy,
  type FaultyProxy,
} from '../../__testUtils__/faultyProxy';
import { OAuthTokenStore } from '../../database/OAuthTokenStore';
import {
  createManualClock,
  settle,
} from '../../servicenow/__testUtils__/manualClock';
import { createAuthenticator } from '../../servicenow/auth/createAuthenticator';
import { passwordForm } from '../../servicenow/auth/grants';
import { requestTokens } from '../../servicenow/auth/tokenEndpoint';
import { SecretBox } from '../SecretBox';
import { IntegrationTokens } from './IntegrationTokens';

const CLIENT = {
  client_id: 'simulator-client',
  client_secret: 'simulator-secret',
};
const MINUTE = 60_000;
const databases = createTestDatabases();

const newKey = () => randomBytes(32).toString('base64');
const boxOf = (...keys: string[]) =>
  SecretBox.fromConfig(
    new ConfigReader({ servicenowTicketing: { encryption: { keys } } }),
  )!;

describe.each(databases.ids)('IntegrationTokens on %s', databaseId => {
  let simulator: Simulator;
  let proxy: FaultyProxy;
  let knex: Knex;
  let store: OAuthTokenStore;
  let tokens: IntegrationTokens;
  const clock = createManualClock();
  const key = newKey();
  const ID = 7;

  const tokensWith = (...keys: string[]) =>
    new IntegrationTokens({ store, box: boxOf(...keys), now: clock.now });

  beforeAll(async () => {
    simulator = await createSimulator({
      clock: { now: () => clock.now().getTime() },
    });
    proxy = await createFaultyProxy(simulator.url);
    knex = await databases.create(databaseId);
    store = new OAuthTokenStore({ knex });
    tokens = tokensWith(key);
  });
  beforeEach(async () => {
    simulator.reset();
    proxy.heal();
    await knex('integrations').delete();
    await knex('integrations').insert({
      id: ID,
      name: 'production',
      origin: 'config',
      created_at: clock.now(),
    });
  });
  afterAll(async () => {
    await proxy.stop();
    await simulator.stop();
  });

  const settings = (clientId = CLIENT.client_id) => ({
    instanceUrl: proxy.url,
    auth: {
      type: 'oauth-authorization-code' as const,
      ...CLIENT,
      client_id: clientId,
    },
  });
  /** One process; it waits for others without the clock going on, unless told. */
  const authenticator = (
    options: Partial<Parameters<typeof createAuthenticator>[0]> = {},
  ) =>
    createAuthenticator({
      settings: settings(),
      tokens: tokens.of(ID, settings()),
      now: clock.now,
      sleep: settle,
      ...options,
    });
  const rotate = () => {
    const [{ sys_id: id }] = simulator.records(
      'sys_properties',
      'name=simulator.oauth.rotate_refresh_tokens',
    );
    simulator.update('sys_properties', id, { value: 'true' });
  };
  /** What a person's authorization leaves behind. */
  const authorize = async () => {
    const issued = await requestTokens(
      { instanceUrl: proxy.url, now: clock.now },
      passwordForm(CLIENT, { username: 'itil', password: 'itil' }),
    );
    await tokens.put(ID, {
      owner: { instanceUrl: proxy.url, clientId: CLIENT.client_id },
      tokens: issued,
    });
    proxy.calls.length = 0;
    return issued;
  };
  const isAccepted = async ({ Authorization }: Record<string, string>) =>
    (
      await fetch(`${simulator.url}/api/now/table/incident?sysparm_limit=1`, {
        headers: { Authorization },
      })
    ).status;
  const refreshes = () =>
    proxy.calls.filter(({ body }) => body.includes('refresh_token')).length;

  it('signs with the stored token, which is encrypted', async () => {
    const issued = await authorize();
    await expect(authenticator().headers()).resolves.toEqual({
      Authorization: `Bearer ${issued.accessToken}`,
    });
    expect(proxy.calls).toEqual([]);
    const rows = JSON.stringify(await knex('oauth_tokens'));
    expect(rows).not.toContain(issued.accessToken);
    expect(rows).not.toContain(issued.refreshToken);
  });

  it('refreshes once for two processes, also when refresh tokens are used up by it', async () => {
    rotate();
    await authorize();
    const processes = [authenticator(), authenticator()];
    for (let round = 1; round <= 3; round++) {
      await clock.advance(30 * MINUTE);
      const headers = await Promise.all(
        Array.from({ length: 10 }, (_, caller) =>
          processes[caller % 2].headers(),
        ),
      );
      expect(new Set(headers.map(each => each.Authorization)).size).toBe(1);
      await expect(isAccepted(headers[0])).resolves.toBe(200);
      expect(refreshes()).toBe(round);
    }
  });

  it('refreshes once when both processes hear that their token is refused', async () => {
    rotate();
    await authorize();
    const [one, other] = [authenticator(), authenticator()];
    const refused = await one.headers();
    await expect(other.headers()).resolves.toEqual(refused);
    simulator.expireTokens('access');
    await Promise.all([one.renew!(refused), other.renew!(refused)]);
    const [first, second] = await Promise.all([one.headers(), other.headers()]);
    expect(second).toEqual(first);
    await expect(isAccepted(first)).resolves.toBe(200);
    expect(refreshes()).toBe(1);
  });

  it('goes on when a process died while it was refreshing', async () => {
    await authorize();
    await clock.advance(30 * MINUTE);
    const dead = tokens.of(ID, settings())!;
    const { version } = (await dead.load())!;
    const lease = {
      now: clock.now(),
      until: new Date(clock.now().getTime() + 30_000),
    };
    await expect(dead.lease(version, lease)).resolves.toBe(true);
    await expect(dead.lease(version, lease)).resolves.toBe(false);

    const before = clock.now().getTime();
    const patient = authenticator({ sleep: clock.skip });
    await expect(isAccepted(await patient.headers())).resolves.toBe(200);
    expect(clock.now().getTime() - before).toBe(30_000);
    // The dead one comes back, too late.
    await expect(dead.save(version, await authorize())).resolves.toBe(false);
  });

  it('asks for a new authorization when the answer to a refresh was lost, and leaves ServiceNow alone', async () => {
    rotate();
    await authorize();
    await clock.advance(30 * MINUTE);
    proxy.fail(() => true, { when: 'after', what: 'cut' });
    const [one, other] = [authenticator(), authenticator()];
    await expect(one.headers()).rejects.toMatchObject({ kind: 'Unreachable' });

    const authorizeAgain = expect.objectContaining({
      kind: 'Credentials',
      retryable: true,
      remedy: expect.stringMatching(/^Authorize again in Settings/),
    });
    for (let call = 0; call < 5; call++) {
      await expect(one.headers()).rejects.toEqual(authorizeAgain);
      await expect(other.headers()).rejects.toEqual(authorizeAgain);
    }
    expect(refreshes()).toBe(2);

    const { accessToken } = await authorize();
    for (const each of [one, other]) {
      await expect(each.headers()).resolves.toEqual({
        Authorization: `Bearer ${accessToken}`,
      });
    }
  });

  it('tries a refused refresh again after a while, as the application may be active again', async () => {
    await authorize();
    await clock.advance(30 * MINUTE);
    const [{ sys_id: id }] = simulator.records(
      'oauth_entity',
      `client_id=${CLIENT.client_id}`,
    );
    simulator.update('oauth_entity', id, { active: 'false' });
    await expect(authenticator().headers()).rejects.toMatchObject({
      kind: 'Credentials',
    });
    simulator.update('oauth_entity', id, { active: 'true' });
    await expect(authenticator().headers()).rejects.toMatchObject({
      kind: 'Credentials',
    });
    await clock.advance(MINUTE);
    await expect(isAccepted(await authenticator().headers())).resolves.toBe(
      200,
    );
    expect(refreshes()).toBe(2);
  });

  it('frees the lease when ServiceNow does not answer, and keeps a refresh token that goes on', async () => {
    await authorize();
    await clock.advance(30 * MINUTE);
    proxy.fail(() => true, {
      when: 'before',
      what: { status: 503, body: '{}' },
    });
    const one = authenticator();
    await expect(one.headers()).rejects.toMatchObject({ kind: 'Server' });
    await expect(isAccepted(await one.headers())).resolves.toBe(200);
    await clock.advance(30 * MINUTE);
    await expect(isAccepted(await one.headers())).resolves.toBe(200);
  });

  it('uses what an admin authorized anew within half a minute', async () => {
    await authorize();
    const one = authenticator();
    await one.headers();
    const { accessToken } = await authorize();
    await clock.advance(30_000);
    await expect(one.headers()).resolves.toEqual({
      Authorization: `Bearer ${accessToken}`,
    });
    expect(proxy.calls).toEqual([]);
  });

  it('says that somebody must authorize first', async () => {
    await expect(authenticator().headers()).rejects.toMatchObject({
      kind: 'Credentials',
      message: expect.stringMatching(
        /Nobody has authorized .* Authorize it in Settings/,
      ),
    });
    expect(refreshes()).toBe(0);
  });

  it('never gives tokens to another instance or client', async () => {
    await authorize();
    for (const other of [
      settings('another-client'),
      { ...settings(), instanceUrl: simulator.url },
    ]) {
      await expect(tokens.of(ID, other)!.load()).resolves.toBeUndefined();
    }
    await expect(tokens.of(ID, settings())!.load()).resolves.toBeDefined();
    expect(
      tokens.of(ID, {
        instanceUrl: proxy.url,
        auth: { type: 'api-key', api_key: 'k' },
      }),
    ).toBeUndefined();
  });

  it('says which key is missing, and encrypts anew with the first', async () => {
    await authorize();
    const logger = mockServices.logger.mock();
    const newer = newKey();
    const lost = tokensWith(newer);
    await expect(
      authenticator({ tokens: lost.of(ID, settings()) }).headers(),
    ).rejects.toMatchObject({
      kind: 'NotConfigured',
      message: expect.stringMatching(
        /which is not in servicenowTicketing\.encryption\.keys any more/,
      ),
    });
    await lost.renew(logger);
    expect(logger.error).toHaveBeenCalledTimes(1);

    await tokensWith(newer, key).renew(logger);
    await expect(lost.of(ID, settings())!.load()).resolves.toBeDefined();
    expect(logger.error).toHaveBeenCalledTimes(1);
  });
});
