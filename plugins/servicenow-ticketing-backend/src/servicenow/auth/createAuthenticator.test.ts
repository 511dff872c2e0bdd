import { integrationDefinition } from 'backstage-plugin-servicenow-ticketing-common';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestAuthority } from '../../__testUtils__/certificates';
import {
  createConnectProxy,
  type ConnectProxy,
} from '../../__testUtils__/connectProxy';
import { toIntegrationSettings } from '../../config/toIntegrationSettings';
import type { IntegrationSettings } from '../../domain/integrationSettings';
import { createManualClock } from '../__testUtils__/manualClock';
import { createAgent } from '../agents';
import { TableApi } from '../TableApi';
import { HttpTransport } from '../transport';
import { createAuthenticator } from './createAuthenticator';

const OAUTH = {
  client_id: 'simulator-client',
  client_secret: 'simulator-secret',
};
const CLIENT_CREDENTIALS = {
  type: 'oauth-client-credentials' as const,
  ...OAUTH,
};
const USER = {
  username: 'portal_integration',
  password: 'portal_integration',
};

describe('createAuthenticator', () => {
  let simulator: Simulator;
  const clock = createManualClock(new Date().toISOString());
  const transports: HttpTransport[] = [];

  beforeAll(async () => {
    simulator = await createSimulator({
      clock: { now: () => clock.now().getTime() },
    });
  });
  beforeEach(() => simulator.reset());
  afterEach(() => transports.splice(0).forEach(each => each.close()));
  afterAll(() => simulator.stop());

  /** Our client, signed as the settings say. */
  const connect = (
    auth: object,
    change: Partial<IntegrationSettings> = {},
  ): TableApi => {
    const settings = {
      ...toIntegrationSettings(
        integrationDefinition.parse({
          name: 'production',
          instance_url: simulator.url,
          auth,
          tls: change.tls,
        }),
      ),
      ...change,
    };
    const agent = createAgent(settings);
    const transport = new HttpTransport({
      ...settings,
      auth: createAuthenticator({ settings, agent, now: clock.now }),
      agent,
      timeout: 10_000,
      now: clock.now,
      sleep: clock.skip,
    });
    transports.push(transport);
    return new TableApi(transport);
  };
  const readOne = (tables: TableApi) =>
    tables.query({ table: 'incident', fields: 'sys_id', limit: 1 });
  const create = (tables: TableApi) =>
    tables.write(
      { table: 'incident', fields: 'sys_id' },
      { short_description: 'signed' },
    );
  const seen = (path: string) =>
    simulator.requests().filter(request => request.path.startsWith(path));
  const tokenCalls = () => seen('/oauth_token.do').length;

  it.each<[string, object, number]>([
    ['basic', { type: 'basic', ...USER }, 0],
    [
      'one field with user name and password',
      { type: 'basic', credentials: 'portal_integration:portal_integration' },
      0,
    ],
    ['an API key', { type: 'api-key', api_key: 'simulator-api-key' }, 0],
    ['OAuth client credentials', CLIENT_CREDENTIALS, 1],
    ['OAuth password', { type: 'oauth-password', ...OAUTH, ...USER }, 1],
  ])('signs in by %s', async (_, auth, tokens) => {
    const tables = connect(auth);
    expect((await readOne(tables)).records).toHaveLength(1);
    await create(tables);
    expect(
      simulator.records('incident', 'short_description=signed')[0],
    ).toMatchObject({ sys_created_by: 'portal_integration' });
    expect(tokenCalls()).toBe(tokens);
  });

  it.each<[string, object, RegExp]>([
    [
      'basic',
      { type: 'basic', ...USER, password: 'hunter2' },
      /username and password .* snc_basic_auth_api_access/,
    ],
    ['an API key', { type: 'api-key', api_key: 'hunter2' }, /the API key/],
    [
      'OAuth client credentials',
      { ...CLIENT_CREDENTIALS, client_secret: 'hunter2' },
      /the client secret; .*"OAuth Application User"/,
    ],
    [
      'OAuth password',
      { type: 'oauth-password', ...OAUTH, ...USER, password: 'hunter2' },
      /the client secret, the username and the password/,
    ],
  ])('says that %s is refused, after one call', async (_, auth, remedy) => {
    const error = await readOne(connect(auth)).catch(caught => caught);
    expect(error).toMatchObject({
      kind: 'Credentials',
      status: 401,
      remedy: expect.stringMatching(remedy),
    });
    expect(`${error.message}${error.stack}`).not.toContain('hunter2');
    expect(simulator.requests()).toHaveLength(1);
  });

  it('asks for one token when twenty calls start at once', async () => {
    const tables = connect(CLIENT_CREDENTIALS);
    await Promise.all(Array.from({ length: 20 }, () => readOne(tables)));
    expect(tokenCalls()).toBe(1);
    expect(seen('/api/now/table/incident')).toHaveLength(20);
  });

  it('gets the next token before ServiceNow refuses the last one', async () => {
    const tables = connect(CLIENT_CREDENTIALS);
    await readOne(tables);
    await clock.advance(1_745_000);
    await Promise.all([readOne(tables), create(tables), readOne(tables)]);
    expect(tokenCalls()).toBe(2);
    expect(seen('/api').map(({ status }) => status)).not.toContain(401);
  });

  it('gets one other token when ServiceNow refuses one early, and repeats each call once, writes too', async () => {
    const tables = connect(CLIENT_CREDENTIALS);
    await readOne(tables);
    simulator.expireTokens();
    await Promise.all([readOne(tables), create(tables), readOne(tables)]);
    expect(tokenCalls()).toBe(2);
    expect(
      simulator.records('incident', 'short_description=signed'),
    ).toHaveLength(1);
    const statuses = seen('/api').map(({ status }) => status);
    expect(statuses.filter(status => status === 401)).toHaveLength(3);
    expect(statuses).toHaveLength(7);
  });

  it('repeats a call that is refused with every token exactly once', async () => {
    const tables = connect(CLIENT_CREDENTIALS);
    simulator.addFault({ kind: 'unauthorized', path: '/api/' });
    await expect(readOne(tables)).rejects.toMatchObject({
      kind: 'Credentials',
      remedy: expect.stringMatching(/gives tokens, but refuses them/),
    });
    expect(seen('/api')).toHaveLength(2);
    expect(tokenCalls()).toBe(2);
  });

  it('does not repeat what other credentials would not help', async () => {
    simulator.addFault({ kind: 'unauthorized', path: '/api/' });
    await expect(
      readOne(connect({ type: 'basic', ...USER })),
    ).rejects.toMatchObject({ kind: 'Credentials' });
    expect(seen('/api')).toHaveLength(1);
  });

  it('says where tokens of a person would have to be kept', async () => {
    const tables = connect({ type: 'oauth-authorization-code', ...OAUTH });
    await expect(readOne(tables)).rejects.toMatchObject({
      kind: 'NotConfigured',
      remedy: expect.stringContaining('servicenowTicketing.encryption.keys'),
    });
    expect(simulator.requests()).toEqual([]);
  });

  describe('over TLS', () => {
    const authority = createTestAuthority();
    const server = authority.issue({
      commonName: 'instance',
      address: '127.0.0.1',
    });
    const client = authority.issue({ commonName: 'portal' });
    const stranger = authority.issue({ commonName: 'stranger' });
    const trust = { ca: authority.certificate };
    let secure: Simulator;
    let proxy: ConnectProxy;

    beforeAll(async () => {
      secure = await createSimulator({
        tls: {
          cert: server.certificate,
          key: server.key,
          ca: authority.certificate,
          requestCert: true,
        },
      });
      const [user] = secure.records('sys_user', 'user_name=portal_integration');
      secure.insert('sys_user_certificate', {
        name: 'Portal',
        user: user.sys_id,
        pem_certificate: client.certificate,
        active: 'true',
      });
      proxy = await createConnectProxy('proxy:secret');
    });
    afterAll(async () => {
      await proxy.stop();
      await secure.stop();
    });

    const byCertificate = (shown: { certificate: string; key: string }) =>
      connect(
        { type: 'client-certificate' },
        { instanceUrl: secure.url, tls: { ...trust, ...shown } },
      );

    it('signs in by a client certificate that the instance knows', async () => {
      await create(byCertificate(client));
      expect(
        secure.records('incident', 'short_description=signed')[0],
      ).toMatchObject({ sys_created_by: 'portal_integration' });
      await expect(readOne(byCertificate(stranger))).rejects.toMatchObject({
        kind: 'Credentials',
        remedy: expect.stringMatching(/tls\.certificate/),
      });
    });

    it('gets tokens the same way as everything else: own authority, through the proxy', async () => {
      const tables = connect(CLIENT_CREDENTIALS, {
        instanceUrl: secure.url,
        tls: trust,
        proxy: { url: proxy.url, username: 'proxy', password: 'secret' },
      });
      expect((await readOne(tables)).records).toHaveLength(1);
      expect(new Set(proxy.seen)).toEqual(
        new Set([`CONNECT ${new URL(secure.url).host}`]),
      );
    });

    it('names the proxy when that refuses to let it through', async () => {
      await expect(
        readOne(
          connect(CLIENT_CREDENTIALS, {
            instanceUrl: secure.url,
            tls: trust,
            proxy: { url: proxy.url, username: 'proxy', password: 'wrong' },
          }),
        ),
      ).rejects.toMatchObject({
        kind: 'Unreachable',
        remedy: expect.stringMatching(/proxy\.username and proxy\.password/),
      });
    });

    it('explains a certificate that cannot be trusted when it gets tokens, too', async () => {
      await expect(
        readOne(connect(CLIENT_CREDENTIALS, { instanceUrl: secure.url })),
      ).rejects.toMatchObject({
        kind: 'Certificate',
        remedy: expect.stringContaining('tls.ca'),
      });
    });
  });
});
