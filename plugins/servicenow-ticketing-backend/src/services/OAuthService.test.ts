import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import {
  integrationDraft,
  type IntegrationDraftInput,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { randomBytes } from 'node:crypto';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  createFaultyProxy,
  type FaultyProxy,
} from '../__testUtils__/faultyProxy';
import { anIntegration } from '../__testUtils__/testTicketing';
import { OAuthAuthorizationStore } from '../database/OAuthAuthorizationStore';
import { OAuthTokenStore } from '../database/OAuthTokenStore';
import type { IntegrationSettings } from '../domain/integrationSettings';
import { createManualClock } from '../servicenow/__testUtils__/manualClock';
import type { ConnectedIntegration } from './IntegrationRegistry';
import { IntegrationTokens } from './oauth/IntegrationTokens';
import { OAuthCallback } from './OAuthCallback';
import { OAuthService } from './OAuthService';
import { SecretBox } from './SecretBox';

const REDIRECT =
  'http://localhost:7007/api/servicenow-ticketing/oauth/callback';
const ANN = 'user:default/ann';
const BOB = 'user:default/bob';
const MINUTE = 60_000;
const ID = 7;
const CONFIDENTIAL = {
  type: 'oauth-authorization-code' as const,
  client_id: 'simulator-client',
  client_secret: 'simulator-secret',
};
const PUBLIC = {
  type: 'oauth-authorization-code' as const,
  client_id: 'simulator-public-client',
};
const databases = createTestDatabases();

describe.each(databases.ids)('OAuthService on %s', databaseId => {
  let simulator: Simulator;
  let proxy: FaultyProxy;
  let knex: Knex;
  const clock = createManualClock();
  const logger = mockServices.logger.mock();
  const box = SecretBox.fromConfig(
    new ConfigReader({
      servicenowTicketing: {
        encryption: { keys: [randomBytes(32).toString('base64')] },
      },
    }),
  );

  beforeAll(async () => {
    simulator = await createSimulator({
      clock: { now: () => clock.now().getTime() },
    });
    proxy = await createFaultyProxy(simulator.url);
    knex = await databases.create(databaseId);
  });
  beforeEach(async () => {
    simulator.reset();
    proxy.heal();
    await knex('oauth_authorizations').delete();
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

  const settings = (
    change: Partial<IntegrationSettings> = {},
  ): IntegrationSettings =>
    anIntegration(proxy.url, { auth: CONFIDENTIAL, ...change });

  /** The service as it is when integration 7 is connected by these settings. */
  const setUp = (
    options: { connected?: IntegrationSettings; withoutKeys?: boolean } = {},
  ) => {
    let connected = options.connected ?? settings();
    const integration = () => ({ id: ID, settings: connected });
    const secrets = options.withoutKeys ? undefined : box;
    const tokens = new IntegrationTokens({
      store: new OAuthTokenStore({ knex }),
      box: secrets,
      now: clock.now,
    });
    const shared = {
      store: new OAuthAuthorizationStore({ knex }),
      tokens,
      box: secrets,
      integrations: {
        get: () => integration() as ConnectedIntegration,
        find: () => integration() as ConnectedIntegration,
        refresh: async () => undefined,
      },
      redirectUrl: REDIRECT,
      now: clock.now,
    };
    return {
      tokens,
      service: new OAuthService(shared),
      callback: new OAuthCallback({ ...shared, logger, allowedHosts: [] }),
      change: (to: IntegrationSettings) => {
        connected = to;
      },
    };
  };
  const draft = (change: Partial<IntegrationDraftInput> = {}) =>
    integrationDraft.parse({
      instance_url: proxy.url,
      auth: CONFIDENTIAL,
      ...change,
    });

  /** What a person does in the window: signs in, and allows or denies; answers with where that leads. */
  const signIn = async (authorizeUrl: string, decision = 'allow') => {
    const { searchParams } = new URL(authorizeUrl);
    const answer = await fetch(`${simulator.url}/oauth_auth.do`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        ...Object.fromEntries(searchParams),
        user_name: 'itil',
        user_password: 'itil',
        decision,
      }).toString(),
      redirect: 'manual',
    });
    const location = answer.headers.get('location') ?? '';
    expect(location.startsWith(`${REDIRECT}?`)).toBe(true);
    return Object.fromEntries(new URL(location).searchParams);
  };
  const userOf = async (accessToken: string) => {
    const answer = await fetch(
      `${simulator.url}/api/now/table/sys_user?sysparm_query=sys_id=javascript:gs.getUserID()&sysparm_fields=user_name`,
      { headers: { Authorization: `Bearer ${accessToken}` } },
    );
    return (await answer.json()).result[0].user_name;
  };
  const stored = () => knex('oauth_authorizations');

  it.each([
    ['a confidential client', CONFIDENTIAL],
    ['a public client', PUBLIC],
  ])(
    'brings the tokens of %s to the integration that is saved',
    async (_, auth) => {
      const { service, callback, tokens } = setUp();
      const begun = await service.beginForDraft(
        { definition: draft({ auth }) },
        ANN,
      );
      const url = new URL(begun.authorize_url);
      expect(url.origin + url.pathname).toBe(`${proxy.url}/oauth_auth.do`);
      expect(Object.fromEntries(url.searchParams)).toEqual({
        response_type: 'code',
        client_id: auth.client_id,
        redirect_uri: REDIRECT,
        state: expect.stringMatching(/^[\w-]{43}$/),
        code_challenge: expect.stringMatching(/^[\w-]{43}$/),
        code_challenge_method: 'S256',
      });
      const id = begun.authorization_id;
      await expect(service.getState(id, ANN)).resolves.toEqual({
        status: 'pending',
        message: null,
      });

      await expect(
        callback.finish(await signIn(begun.authorize_url)),
      ).resolves.toMatchObject({
        ok: true,
        message: expect.stringContaining('You can close this window'),
      });
      await expect(service.getState(id, ANN)).resolves.toEqual({
        status: 'authorized',
        message: null,
      });

      const target = { userRef: ANN, settings: settings({ auth }) };
      const tried = await service.tokensForTest(id, target);
      const { accessToken } = (await tried.load())!.tokens;
      await expect(userOf(accessToken)).resolves.toBe('itil');

      await knex.transaction(tx =>
        service.completeAuthorization(tx, id, {
          ...target,
          integrationId: ID,
        }),
      );
      const kept = await tokens.of(ID, target.settings)!.load();
      expect(kept?.tokens).toMatchObject({
        accessToken,
        refreshToken: expect.any(String),
      });
      await expect(stored()).resolves.toEqual([]);
    },
  );

  it('gives the tokens to an integration that is connected at once, read-only or not', async () => {
    const { service, callback, tokens } = setUp();
    const begun = await service.beginForIntegration(ID, ANN);
    const outcome = await callback.finish(await signIn(begun.authorize_url));
    expect(outcome.ok).toBe(true);
    const kept = await tokens.of(ID, settings())!.load();
    await expect(userOf(kept!.tokens.accessToken)).resolves.toBe('itil');
    await expect(
      service.tokensForTest(begun.authorization_id, {
        userRef: ANN,
        settings: settings(),
      }),
    ).rejects.toThrow(/authorization_id: its tokens are those of an integra/);
  });

  it('uses the stored client secret where the draft leaves it out', async () => {
    const { service, callback } = setUp();
    const { client_id: clientId, type } = CONFIDENTIAL;
    const definition = draft({ auth: { type, client_id: clientId } });
    const begun = await service.beginForDraft(
      { definition, integration_id: ID },
      ANN,
    );
    await expect(
      callback.finish(await signIn(begun.authorize_url)),
    ).resolves.toMatchObject({ ok: true });

    const elsewhere = draft({
      instance_url: 'https://evil.example',
      auth: { type, client_id: clientId },
    });
    await expect(
      service.beginForDraft({ definition: elsewhere, integration_id: ID }, ANN),
    ).rejects.toThrow(/client_secret: must be given again/);
  });

  it('keeps nothing readable: neither state nor verifier, secrets or tokens', async () => {
    const { service, callback } = setUp();
    const { authorize_url: url } = await service.beginForDraft(
      { definition: draft() },
      ANN,
    );
    const state = new URL(url).searchParams.get('state')!;
    const pending = JSON.stringify(await stored());
    expect(pending).not.toContain(state);
    expect(pending).not.toMatch(/simulator-secret|codeVerifier/);

    await callback.finish(await signIn(url));
    const { body } = proxy.calls.at(-1)!;
    const { code_verifier: verifier, code } = Object.fromEntries(
      new URLSearchParams(body),
    );
    expect(verifier).toMatch(/^[\w-]{43}$/);
    const done = JSON.stringify(await stored());
    expect(`${pending}${done}`).not.toContain(verifier);
    expect(done).not.toContain(code);
    expect(done).not.toMatch(/accessToken|simulator-secret/);
  });

  it('takes a state once, even when the browser brings it twice at once', async () => {
    const { service, callback } = setUp();
    const { authorize_url: url } = await service.beginForDraft(
      { definition: draft() },
      ANN,
    );
    const back = await signIn(url);
    const outcomes = await Promise.all([
      callback.finish(back),
      callback.finish(back),
      callback.finish(back),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    await expect(callback.finish(back)).resolves.toMatchObject({
      ok: false,
      message: expect.stringMatching(/was used already/),
    });
  });

  it.each([
    [{}],
    [{ state: '' }],
    [{ state: 'x'.repeat(43), code: 'c' }],
    [{ code: 'c', error: 'access_denied' }],
  ])('does not react to a browser with %j', async parameters => {
    const { callback } = setUp();
    const before = proxy.calls.length;
    await expect(callback.finish(parameters)).resolves.toMatchObject({
      ok: false,
      message: expect.stringMatching(/was not begun in the portal/),
    });
    expect(proxy.calls).toHaveLength(before);
  });

  it('is over after ten minutes, and is forgotten when the next one begins', async () => {
    const { service, callback } = setUp();
    const first = await service.beginForDraft({ definition: draft() }, ANN);
    const back = await signIn(first.authorize_url);
    await clock.advance(10 * MINUTE);
    await expect(callback.finish(back)).resolves.toMatchObject({
      ok: false,
      message: expect.stringMatching(/longer than ten minutes/),
    });
    await expect(
      service.getState(first.authorization_id, ANN),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    await service.beginForDraft({ definition: draft() }, ANN);
    await expect(stored()).resolves.toHaveLength(1);
    await clock.advance(10 * MINUTE);
    await service.removeExpired();
    await expect(stored()).resolves.toEqual([]);
  });

  it('is for the one who began it, for what it was begun for, and for one use', async () => {
    const { service, callback } = setUp();
    const { authorization_id: id, authorize_url: url } =
      await service.beginForDraft({ definition: draft() }, ANN);
    const target = { userRef: ANN, settings: settings() };
    const complete = (change: Partial<typeof target>) =>
      knex.transaction(tx =>
        service.completeAuthorization(tx, id, {
          ...target,
          ...change,
          integrationId: ID,
        }),
      );
    await expect(complete({})).rejects.toThrow(
      /^authorization_id: the sign-in in ServiceNow is not finished/,
    );
    await callback.finish(await signIn(url));

    await expect(service.getState(id, BOB)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    await expect(complete({ userRef: BOB })).rejects.toThrow(
      /^authorization_id: is unknown/,
    );
    for (const other of [
      settings({ instanceUrl: 'https://other.example' }),
      settings({ auth: PUBLIC }),
      settings({ auth: { type: 'api-key', api_key: 'k' } }),
    ]) {
      await expect(complete({ settings: other })).rejects.toThrow(
        /^authorization_id: is for another instance URL or client id/,
      );
    }
    const results = await Promise.allSettled([complete({}), complete({})]);
    expect(results.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    await expect(complete({})).rejects.toThrow(/^authorization_id: is unknown/);
  });

  it('gives the tokens back when the integration is not saved after all', async () => {
    const { service, callback } = setUp();
    const { authorization_id: id, authorize_url: url } =
      await service.beginForDraft({ definition: draft() }, ANN);
    await callback.finish(await signIn(url));
    const target = { userRef: ANN, settings: settings() };
    await expect(
      knex.transaction(async tx => {
        await service.completeAuthorization(tx, id, {
          ...target,
          integrationId: ID,
        });
        throw new Error('not saved');
      }),
    ).rejects.toThrow('not saved');
    await expect(service.tokensForTest(id, target)).resolves.toBeDefined();
    await expect(knex('oauth_tokens')).resolves.toEqual([]);
  });

  it('says in words what went wrong at ServiceNow, to the page and to the portal', async () => {
    const { service, callback } = setUp();
    const outcomeOf = async (
      auth: typeof CONFIDENTIAL,
      decision: 'allow' | 'deny',
    ) => {
      const begun = await service.beginForDraft(
        { definition: draft({ auth }) },
        ANN,
      );
      const back = await signIn(begun.authorize_url, decision);
      const { ok, message } = await callback.finish(back);
      const { status, message: reported } = await service.getState(
        begun.authorization_id,
        ANN,
      );
      expect({ ok, status, reported }).toEqual({
        ok: false,
        status: 'failed',
        reported: message,
      });
      return message;
    };
    await expect(outcomeOf(CONFIDENTIAL, 'deny')).resolves.toMatch(
      /^Access was not allowed in ServiceNow/,
    );
    await expect(
      outcomeOf({ ...CONFIDENTIAL, client_secret: 'hunter2' }, 'allow'),
    ).resolves.toMatch(
      /refuses to give a token .*Check the client id and the client secret/,
    );
    proxy.fail(() => true, { when: 'before', what: 'cut' });
    await expect(outcomeOf(CONFIDENTIAL, 'allow')).resolves.toMatch(
      /ServiceNow does not answer/,
    );
    const rows = JSON.stringify(await stored());
    expect(rows).not.toContain('hunter2');
  });

  it('gives no tokens to an integration that was changed meanwhile', async () => {
    const { service, callback, change } = setUp();
    const begun = await service.beginForIntegration(ID, ANN);
    change(settings({ auth: PUBLIC }));
    await expect(
      callback.finish(await signIn(begun.authorize_url)),
    ).resolves.toMatchObject({
      ok: false,
      message: expect.stringMatching(/was changed meanwhile/),
    });
    await expect(knex('oauth_tokens')).resolves.toEqual([]);
  });

  it('says why it cannot begin', async () => {
    const { service } = setUp({
      connected: settings({ auth: { type: 'api-key', api_key: 'k' } }),
    });
    await expect(service.beginForIntegration(ID, ANN)).rejects.toThrow(
      /signs in by api-key: there is nothing to authorize/,
    );
    await expect(
      service.beginForDraft(
        { definition: draft({ auth: { type: 'api-key', api_key: 'k' } }) },
        ANN,
      ),
    ).rejects.toThrow(/^definition\.auth\.type: must be oauth-authorization/);

    const locked = setUp({ withoutKeys: true });
    for (const begin of [
      () => locked.service.beginForIntegration(ID, ANN),
      () => locked.service.beginForDraft({ definition: draft() }, ANN),
    ]) {
      await expect(begin()).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(
          /servicenowTicketing\.encryption\.keys is not set.*openssl rand -base64 32/,
        ),
      });
    }
    await expect(stored()).resolves.toEqual([]);
  });
});
