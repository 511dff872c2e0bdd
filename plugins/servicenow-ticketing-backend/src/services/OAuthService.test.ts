import { createTestDatabases } from '../__testUtils__/databases';
import {
  ANN,
  BOB,
  CONFIDENTIAL,
  INTEGRATION_ID,
  PUBLIC,
  REDIRECT,
  useOAuthWorld,
} from '../__testUtils__/oauthWorld';

const databases = createTestDatabases();

describe.each(databases.ids)('OAuthService on %s', databaseId => {
  const world = useOAuthWorld(() => databases.create(databaseId));
  const { setUp, settings, draft, signIn, userOf, stored } = world;

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
      expect(url.origin + url.pathname).toBe(
        `${world.proxy.url}/oauth_auth.do`,
      );
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

      await world.knex.transaction(tx =>
        service.completeAuthorization(tx, id, {
          ...target,
          integrationId: INTEGRATION_ID,
        }),
      );
      const kept = await tokens.of(INTEGRATION_ID, target.settings)!.load();
      expect(kept?.tokens).toMatchObject({
        accessToken,
        refreshToken: expect.any(String),
      });
      await expect(stored()).resolves.toEqual([]);
    },
  );

  it('gives the tokens to an integration that is connected at once, read-only or not', async () => {
    const { service, callback, tokens } = setUp();
    const begun = await service.beginForIntegration(INTEGRATION_ID, ANN);
    const outcome = await callback.finish(await signIn(begun.authorize_url));
    expect(outcome.ok).toBe(true);
    const kept = await tokens.of(INTEGRATION_ID, settings())!.load();
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
      { definition, integration_id: INTEGRATION_ID },
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
      service.beginForDraft(
        { definition: elsewhere, integration_id: INTEGRATION_ID },
        ANN,
      ),
    ).rejects.toThrow(/client_secret: must be given again/);
  });

  it('is for the one who began it, for what it was begun for, and for one use', async () => {
    const { service, callback } = setUp();
    const { authorization_id: id, authorize_url: url } =
      await service.beginForDraft({ definition: draft() }, ANN);
    const target = { userRef: ANN, settings: settings() };
    const complete = (change: Partial<typeof target>) =>
      world.knex.transaction(tx =>
        service.completeAuthorization(tx, id, {
          ...target,
          ...change,
          integrationId: INTEGRATION_ID,
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
      world.knex.transaction(async tx => {
        await service.completeAuthorization(tx, id, {
          ...target,
          integrationId: INTEGRATION_ID,
        });
        throw new Error('not saved');
      }),
    ).rejects.toThrow('not saved');
    await expect(service.tokensForTest(id, target)).resolves.toBeDefined();
    await expect(world.knex('oauth_tokens')).resolves.toEqual([]);
  });

  it('says why it cannot begin', async () => {
    const { service } = setUp({
      connected: settings({ auth: { type: 'api-key', api_key: 'k' } }),
    });
    await expect(
      service.beginForIntegration(INTEGRATION_ID, ANN),
    ).rejects.toThrow(/signs in by api-key: there is nothing to authorize/);
    await expect(
      service.beginForDraft(
        { definition: draft({ auth: { type: 'api-key', api_key: 'k' } }) },
        ANN,
      ),
    ).rejects.toThrow(/^definition\.auth\.type: must be oauth-authorization/);

    const locked = setUp({ withoutKeys: true });
    for (const begin of [
      () => locked.service.beginForIntegration(INTEGRATION_ID, ANN),
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
