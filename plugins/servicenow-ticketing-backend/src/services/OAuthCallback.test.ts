import { createTestDatabases } from '../__testUtils__/databases';
import {
  ANN,
  CONFIDENTIAL,
  INTEGRATION_ID,
  PUBLIC,
  useOAuthWorld,
} from '../__testUtils__/oauthWorld';

const MINUTE = 60_000;
const databases = createTestDatabases();

describe.each(databases.ids)('OAuthCallback on %s', databaseId => {
  const world = useOAuthWorld(() => databases.create(databaseId));
  const { clock, setUp, settings, draft, signIn, stored } = world;

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
    const { body } = world.proxy.calls.at(-1)!;
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
    const before = world.proxy.calls.length;
    await expect(callback.finish(parameters)).resolves.toMatchObject({
      ok: false,
      message: expect.stringMatching(/was not begun in the portal/),
    });
    expect(world.proxy.calls).toHaveLength(before);
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
    world.proxy.fail(() => true, { when: 'before', what: 'cut' });
    await expect(outcomeOf(CONFIDENTIAL, 'allow')).resolves.toMatch(
      /ServiceNow does not answer/,
    );
    const rows = JSON.stringify(await stored());
    expect(rows).not.toContain('hunter2');
  });

  it('gives no tokens to an integration that was changed meanwhile', async () => {
    const { service, callback, change } = setUp();
    const begun = await service.beginForIntegration(INTEGRATION_ID, ANN);
    change(settings({ auth: PUBLIC }));
    await expect(
      callback.finish(await signIn(begun.authorize_url)),
    ).resolves.toMatchObject({
      ok: false,
      message: expect.stringMatching(/was changed meanwhile/),
    });
    await expect(world.knex('oauth_tokens')).resolves.toEqual([]);
  });
});
