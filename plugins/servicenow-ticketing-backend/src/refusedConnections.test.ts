import type { JsonObject } from '@backstage/types';
import {
  integrationOptions,
  preflightRefusal,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestAuthority } from './__testUtils__/certificates';
import { createTestDatabases } from './__testUtils__/databases';
import { BASE, startPortal } from './__testUtils__/startPortal';

jest.setTimeout(120_000);

const KEY = Buffer.alloc(32, 'k').toString('base64');
const databases = createTestDatabases();
const account = {
  type: 'basic',
  username: 'portal_integration',
  password: 'portal_integration',
};

describe.each(databases.ids)('what cannot be connected on %s', databaseId => {
  let simulator: Simulator;
  let secure: Simulator;
  let otherAuthority: string;
  let knex: Knex;
  let running: Awaited<ReturnType<typeof startPortal>>;
  const others: { stop(): Promise<void> }[] = [];

  const start = (config: JsonObject) => startPortal({ knex, config });
  const definitionOf = (change: object = {}) => ({
    name: 'production',
    title: 'Production',
    instance_url: simulator.url,
    auth: account,
    ...change,
  });
  const post = (definition: object, more: object = {}) =>
    running.portal.post(`${BASE}/integrations`).send({ definition, ...more });

  // One portal for all: what is refused leaves no trace.
  beforeAll(async () => {
    otherAuthority = createTestAuthority('Other').certificate;
    const server = createTestAuthority().issue({
      commonName: 'instance',
      address: '127.0.0.1',
    });
    [simulator, secure] = await Promise.all([
      createSimulator(),
      createSimulator({ tls: { cert: server.certificate, key: server.key } }),
    ]);
    knex = await databases.createEmpty(databaseId);
    running = await start({ encryption: { keys: [KEY] } });
  });
  afterEach(() => Promise.all(others.splice(0).map(each => each.stop())));
  afterAll(async () => {
    await running.stop();
    await Promise.all([simulator.stop(), secure.stop()]);
  });

  it.each<[string, () => object, RegExp]>([
    [
      'no URL',
      () => ({ instance_url: 'acme' }),
      /definition\.instance_url: is not a URL. Write it like https:/,
    ],
    [
      'http to a public host',
      () => ({ instance_url: 'http://acme.service-now.com' }),
      /definition\.instance_url: .*must begin with https:/,
    ],
    [
      'credentials without a colon',
      () => ({ auth: { credentials: 'hunter2' } }),
      /definition\.auth\.credentials: must be username:password/,
    ],
    [
      'an unknown kind of auth',
      () => ({ auth: { type: 'kerberos' } }),
      /definition\.auth\.type: is not known. It must be one of basic/,
    ],
    [
      'a wrong password',
      () => ({ auth: { ...account, password: 'hunter2' } }),
      /definition\.auth: Signed in: .*\. Check .*username and .*password/s,
    ],
    [
      'a wrong key',
      () => ({ auth: { type: 'api-key', api_key: 'hunter2' } }),
      /definition\.auth: Signed in: .*\. Check .*(API key|auth\.api_key)/s,
    ],
    [
      'an unknown table',
      () => ({ table: 'u_nothing' }),
      /definition\.table: Table u_nothing: /,
    ],
    [
      'an unknown choice',
      () => ({ mapping: { close: { code: 'hunter2-free' } } }),
      /definition\.mapping: Values of close_code: .*Set mapping\.close\.code to one of/s,
    ],
    [
      'a template that does not end',
      () => ({ mapping: { templates: { description: '{{anomaly.title' } } }),
      /^definition\.mapping\.templates\.description: .*line 1/,
    ],
    [
      'an unreachable host',
      () => ({ instance_url: 'https://127.0.0.1:1' }),
      /definition\.instance_url: Reachable: .*refused/s,
    ],
    [
      'a metadata service',
      () => ({ instance_url: 'https://169.254.169.254' }),
      /definition\.instance_url: Reachable: .*allowedHosts/s,
    ],
    [
      'an authority that is not trusted',
      () => ({ instance_url: secure.url }),
      /definition\.instance_url: Reachable: .*tls\.ca/s,
    ],
    [
      'the wrong authority',
      () => ({
        instance_url: secure.url,
        tls: { ca: otherAuthority },
      }),
      /definition\.instance_url: Reachable: .*tls\.ca/s,
    ],
    [
      'no certificate',
      () => ({ tls: { ca: '-----BEGIN CERTIFICATE-----\nx' } }),
      /^definition\.tls\.ca: /,
    ],
  ])(
    'refuses %s, naming field and remedy, and stores nothing',
    async (_, change, message) => {
      const refused = await post(definitionOf(change())).expect(400);
      expect(refused.body.error.message).toMatch(message);
      expect(JSON.stringify(refused.body)).not.toMatch(/hunter2(?!-free)/);
      expect(await knex('integrations')).toEqual([]);
    },
  );

  it('saves what failed when told to, and gives the report before', async () => {
    const wrong = definitionOf({ auth: { ...account, password: 'no' } });
    const refused = await post(wrong).expect(400);
    expect(
      preflightRefusal.parse(refused.body.error).report.checks,
    ).toContainEqual(
      expect.objectContaining({ name: 'Signed in', outcome: 'failed' }),
    );
    await post(wrong, { save_anyway: true }).expect(201);
    const { body } = await running.portal.get(`${BASE}/integrations`);
    expect(body.items).toMatchObject([{ health: { status: 'unknown' } }]);
  });

  it('leaves the config alone', async () => {
    knex = await databases.createEmpty(databaseId);
    const configured = await start({
      encryption: { keys: [KEY] },
      integrations: {
        main: {
          instanceUrl: simulator.url,
          default: true,
          auth: { credentials: 'portal_integration:portal_integration' },
        },
      },
    });
    others.push(configured);
    const { body } = await configured.portal.get(`${BASE}/integrations`);
    const { id, origin } = body.items[0];
    expect(origin).toBe('config');
    const path = `${BASE}/integrations/${id}`;
    for (const refused of [
      configured.portal
        .put(path)
        .send({ definition: definitionOf({ name: 'main' }) }),
      configured.portal.delete(path),
    ]) {
      const answer = await refused.expect(409);
      expect(answer.body.error.message).toMatch(
        /connected in app-config\.yaml.*servicenowTicketing\.integrations\.main/,
      );
    }
    const taken = await configured.portal
      .post(`${BASE}/integrations`)
      .send({ definition: definitionOf({ name: 'main' }) })
      .expect(409);
    expect(taken.body.error.message).toMatch(
      /^definition\.name: "main" is taken by an integration of app-config/,
    );
    const second = await configured.portal
      .post(`${BASE}/integrations`)
      .send({ definition: definitionOf({ default: true }) })
      .expect(400);
    expect(second.body.error.message).toMatch(
      /^definition\.default: main is the default, as app-config\.yaml says/,
    );
  });

  it('says how to make a key where there is none', async () => {
    knex = await databases.createEmpty(databaseId);
    const keyless = await start({});
    others.push(keyless);
    const { body } = await keyless.portal.get(`${BASE}/integrations/options`);
    expect(integrationOptions.parse(body)).toEqual({
      can_connect: false,
      cannot_connect_because: expect.stringMatching(
        /servicenowTicketing\.encryption\.keys.*openssl rand -base64 32/,
      ),
      oauth_redirect_url: expect.stringMatching(
        /^http:\/\/localhost:\d+\/api\/servicenow-ticketing\/oauth\/callback$/,
      ),
    });
    const refused = await keyless.portal
      .post(`${BASE}/integrations`)
      .send({ definition: definitionOf() })
      .expect(400);
    expect(refused.body.error.message).toMatch(/openssl rand/);
  });
});
