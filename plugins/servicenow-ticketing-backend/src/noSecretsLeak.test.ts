import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { createPrivateKey } from 'node:crypto';
import type { Knex } from 'knex';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import request from 'supertest';
import { createTestAuthority } from './__testUtils__/certificates';
import {
  createConnectProxy,
  type ConnectProxy,
} from './__testUtils__/connectProxy';
import { createTestDatabases } from './__testUtils__/databases';
import { BASE, startPortal } from './__testUtils__/startPortal';
import { SecretBox } from './services/SecretBox';

jest.setTimeout(180_000);

const databases = createTestDatabases();
const ENCRYPTION = {
  keys: [Buffer.alloc(32, 'planted-encryption-key').toString('base64')],
};
const USER = 'portal_integration';
const PLANTED = {
  password: 'planted-password-1',
  wrongPassword: 'planted-password-2',
  clientSecret: 'planted-client-secret',
  apiKey: 'planted-api-key',
  passphrase: 'planted-passphrase',
  proxyPassword: 'planted-proxy-password',
  configPassword: 'planted-config-password',
};

const authority = createTestAuthority();
const server = authority.issue({ commonName: 'i', address: '127.0.0.1' });
const client = authority.issue({ commonName: 'portal' });
const encryptedKey = createPrivateKey(client.key)
  .export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: PLANTED.passphrase,
  })
  .toString();

/** A line of a key that no other text has. */
const lineOf = (pem: string) => pem.split('\n')[5];
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe.each(databases.ids)('secrets on %s', databaseId => {
  let simulator: Simulator;
  let proxy: ConnectProxy;
  let knex: Knex;
  let running: Awaited<ReturnType<typeof startPortal>>;
  /** Everything the portal answered. */
  let answered: string[];
  /** Everything that must not be seen. */
  let secrets: string[];

  const call = async (
    method: 'get' | 'post' | 'put' | 'patch' | 'delete',
    path: string,
    body?: object,
  ) => {
    const answer = await running.portal[method](`${BASE}${path}`)
      .set(
        'Authorization',
        path === '/anomalies/batch'
          ? 'Bearer mock-service-token'
          : 'Bearer mock-user-token',
      )
      .send(body)
      .buffer(true);
    const text = [
      `${method} ${path} ${answer.status}`,
      JSON.stringify(answer.headers),
      answer.text,
      JSON.stringify(answer.body),
    ].join('\n');
    answered.push(text);
    return answer;
  };

  beforeEach(async () => {
    simulator = await createSimulator({
      tls: {
        cert: server.certificate,
        key: server.key,
        ca: authority.certificate,
        requestCert: true,
      },
    });
    proxy = await createConnectProxy(`proxy-user:${PLANTED.proxyPassword}`);
    knex = await databases.createEmpty(databaseId);
    answered = [];
    secrets = [
      ...Object.values(PLANTED),
      ...ENCRYPTION.keys,
      lineOf(client.key),
      lineOf(encryptedKey),
      base64(`${USER}:${PLANTED.password}`),
      base64(`${USER}:${PLANTED.configPassword}`),
      base64(`proxy-user:${PLANTED.proxyPassword}`),
    ];
    const [user] = simulator.records('sys_user', `user_name=${USER}`);
    simulator.update('sys_user', user.sys_id, {
      user_password: PLANTED.password,
    });
    simulator.insert('api_key', {
      name: 'Planted',
      token: PLANTED.apiKey,
      user: user.sys_id,
    });
    running = await startPortal({
      knex,
      config: {
        encryption: ENCRYPTION,
        integrations: {
          configured: {
            instanceUrl: simulator.url,
            auth: { username: USER, password: PLANTED.configPassword },
            tls: { ca: authority.certificate },
          },
        },
        delivery: { initialBackoff: { milliseconds: 10 } },
      },
    });
    const { port } = new URL(
      (await call('get', '/integrations/options')).body.oauth_redirect_url,
    );
    simulator.insert('oauth_entity', {
      name: 'Planted',
      client_id: 'planted-client',
      client_secret: PLANTED.clientSecret,
      redirect_url: `http://localhost:${port}${BASE}/oauth/callback`,
      user: user.sys_id,
    });
  });
  afterEach(async () => {
    await running.stop();
    await Promise.all([simulator.stop(), proxy.stop()]);
  });

  const connection = (
    name: string,
    auth: JsonObject,
    more: JsonObject = {},
  ) => ({
    name,
    instance_url: simulator.url,
    auth,
    ...more,
    tls: { ca: authority.certificate, ...(more.tls as JsonObject) },
  });
  const basic = (password: string) => ({
    type: 'basic',
    username: USER,
    password,
  });

  /** Signs in at the instance as the browser of an admin would; answers with the id of the authorization. */
  const authorize = async (definition: object): Promise<string> => {
    const begun = await call('post', '/integrations/oauth/authorize', {
      definition,
    });
    const { authorization_id: id, authorize_url: url } = begun.body;
    const { searchParams } = new URL(url);
    const signedIn = await request(simulator.url)
      .post('/oauth_auth.do')
      .ca(authority.certificate)
      .redirects(0)
      .type('form')
      .send({
        ...Object.fromEntries(searchParams),
        user_name: USER,
        user_password: PLANTED.password,
        decision: 'allow',
      });
    const back = new URL(signedIn.headers.location);
    expect((await call('get', `/oauth/callback${back.search}`)).status).toBe(
      200,
    );
    return id;
  };

  /** Does with an integration what admins do, and then some. */
  const exercise = async (id: number, definition: object) => {
    const path = `/integrations/${id}`;
    for (const [method, below, body] of [
      ['get', ''],
      ['get', '/yaml'],
      ['post', '/test', {}],
      ['get', '/choices?field=state'],
      ['post', '/preview', { mapping: {}, anomaly_id: 1 }],
      ['put', '', { definition, save_anyway: true }],
      ['get', '/calls?size=500'],
    ] as ['get' | 'post' | 'put', string, object?][]) {
      expect(await call(method, `${path}${below}`, body)).toMatchObject({
        status: 200,
      });
    }
  };

  const connectAll = async () => {
    const definitions = [
      connection('basic', basic(PLANTED.password), {
        proxy: {
          url: proxy.url,
          username: 'proxy-user',
          password: PLANTED.proxyPassword,
        },
      }),
      connection('password-grant', {
        type: 'oauth-password',
        client_id: 'planted-client',
        client_secret: PLANTED.clientSecret,
        username: USER,
        password: PLANTED.password,
      }),
      connection('key', { type: 'api-key', api_key: PLANTED.apiKey }),
      connection('certificate', basic(PLANTED.password), {
        tls: {
          certificate: client.certificate,
          key: encryptedKey,
          passphrase: PLANTED.passphrase,
        },
      }),
      connection('person', {
        type: 'oauth-authorization-code',
        client_id: 'planted-client',
        client_secret: PLANTED.clientSecret,
      }),
    ];
    const ids: number[] = [];
    for (const definition of definitions) {
      const authorization =
        definition.name === 'person'
          ? { authorization_id: await authorize(definition) }
          : {};
      await call('post', '/integrations/test', {
        definition,
        ...authorization,
      });
      const created = await call('post', '/integrations', {
        definition,
        ...authorization,
      });
      expect([definition.name, created.status]).toEqual([definition.name, 201]);
      ids.push(created.body.id);
      await exercise(created.body.id, definition);
    }
    return ids;
  };

  const refuse = async () => {
    const wrong = basic(PLANTED.wrongPassword);
    for (const definition of [
      connection('wrong', wrong),
      connection('wrong', { ...wrong, passwd: PLANTED.password }),
      connection('wrong', { credentials: PLANTED.password }),
      connection('wrong', { ...wrong, password: [PLANTED.password] }),
      connection('wrong', { type: PLANTED.password }),
      connection('wrong', { type: 'api-key', api_key: `${PLANTED.apiKey}x` }),
      connection('wrong', {
        type: 'oauth-client-credentials',
        client_id: 'planted-client',
        client_secret: `${PLANTED.clientSecret}x`,
      }),
      connection('wrong', wrong, {
        tls: {
          certificate: client.certificate,
          key: encryptedKey,
          passphrase: `${PLANTED.passphrase}x`,
        },
      }),
      connection('wrong', wrong, {
        tls: { certificate: server.certificate, key: client.key },
      }),
      connection('wrong', wrong, {
        proxy: {
          url: proxy.url,
          username: 'proxy-user',
          password: `${PLANTED.proxyPassword}x`,
        },
      }),
      connection('wrong', wrong, {
        proxy: { url: `http://u:${PLANTED.proxyPassword}@proxy.example` },
      }),
      {
        ...connection('wrong', wrong),
        instance_url: `https://u:${PLANTED.password}@acme.service-now.com`,
      },
    ]) {
      for (const path of ['/integrations', '/integrations/test']) {
        const { status } = await call('post', path, { definition });
        expect(path === '/integrations' ? status : 400).toBe(400);
      }
    }
  };

  const use = async (ids: number[]) => {
    const tickets = ids.map((id, index) => ({
      id,
      anomalyId: index + 1,
    }));
    for (const { id, anomalyId } of tickets) {
      const created = await call(
        'post',
        `/integrations/ticketing/anomalies/${anomalyId}/tickets`,
        { title: 'Orders are wrong', integration_id: id },
      );
      expect(created.status).toBe(201);
    }
    for (const kind of [
      'unauthorized',
      'login_page',
      'broken_json',
      'error_after_commit',
      'forbidden_acl',
    ] as const) {
      simulator.addFault({ kind });
      await Promise.all(
        tickets.flatMap(({ id, anomalyId }) => [
          call('post', `/integrations/${id}/test`, {}),
          call('post', `/anomalies/${anomalyId}/comments`, { body: kind }),
        ]),
      );
      simulator.removeFaults();
    }
    await call('get', '/deliveries');
  };

  const reportAnomalies = async () => {
    const reported = await call('post', '/anomalies/batch', {
      source: 'scripts',
      items: [1, 2, 3, 4, 5].map(number => ({
        check_key: `check ${number}`,
        outcome: 'fail',
        entity_ref: `resource:default/table${number}`,
      })),
    });
    expect(reported.status).toBe(202);
  };

  /** The tokens that were stored, in the clear. */
  const tokens = async (): Promise<string[]> => {
    const box = SecretBox.fromConfig(
      new ConfigReader({ servicenowTicketing: { encryption: ENCRYPTION } }),
    )!;
    const [row] = await knex('oauth_tokens');
    const { accessToken, refreshToken } = JSON.parse(box.decrypt(row.tokens));
    return [accessToken, refreshToken];
  };

  const databaseTexts = async (): Promise<string[]> => {
    const tables = [
      'integrations',
      'oauth_tokens',
      'oauth_authorizations',
      'api_calls',
      'anomalies',
      'activities',
      'tickets',
      'ticket_links',
      'deliveries',
      'delivery_attempts',
      'ingest_deliveries',
    ];
    const texts = await Promise.all(
      tables.map(async table =>
        (await knex(table)).map(row => `${table} ${JSON.stringify(row)}`),
      ),
    );
    return texts.flat();
  };

  /** The secrets that are in texts, each with where it is. */
  const found = (texts: string[]) =>
    texts.flatMap(text =>
      secrets
        .filter(secret => text.includes(secret))
        .map(secret => `${secret} in ${text.slice(0, 200)}`),
    );

  it('are in nothing that is answered, logged, audited or stored', async () => {
    await reportAnomalies();
    const ids = await connectAll();
    secrets.push(...(await tokens()));
    await refuse();
    await use(ids);
    const configured = await call('get', '/integrations');
    const [{ id: configuredId }] = configured.body.items;
    await call('get', `/integrations/${configuredId}`);
    await call('get', `/integrations/${configuredId}/yaml`);
    await call('post', `/integrations/${configuredId}/test`, {});
    for (const id of ids) {
      await call('get', `/integrations/${id}/calls?size=500`);
    }

    const stored = await databaseTexts();
    // Otherwise nothing would be proved by finding nothing.
    expect(stored.filter(text => text.startsWith('api_calls'))).not.toEqual([]);
    expect(stored.join()).toContain('/oauth_token.do');
    expect(running.logged.join()).toMatch(/Delivery \d+ \(comment\)/);
    expect(new Set(running.audited.map(({ eventId }) => eventId))).toEqual(
      new Set([
        'integration-authorize',
        'integration-connect',
        'integration-test',
        'integration-update',
      ]),
    );
    expect(secrets.every(Boolean)).toBe(true);
    expect(answered.join()).toContain(USER);

    expect(found(answered)).toEqual([]);
    expect(found(running.logged)).toEqual([]);
    expect(found(running.audited.map(each => JSON.stringify(each)))).toEqual(
      [],
    );
    expect(found(stored)).toEqual([]);

    // What is forgotten is gone, and was not written down on the way out.
    for (const id of ids) {
      expect((await call('delete', `/integrations/${id}`)).status).toBe(204);
    }
    expect(
      (await knex('integrations')).every(({ secrets: kept }) => kept === null),
    ).toBe(true);
    expect(await knex('oauth_tokens')).toEqual([]);
  });
});
