import { mockServices } from '@backstage/backend-test-utils';
import type { IntegrationAuth } from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestDatabases } from '../__testUtils__/databases';
import { insertIntegrations } from '../__testUtils__/integrationRows';
import { anIntegration } from '../__testUtils__/integrations';
import { ApiCallStore } from '../database/ApiCallStore';
import { ApiCallLog } from './ApiCallLog';
import { InstanceConnector } from './integrations/InstanceConnector';
import { runPreflight } from './preflight/runPreflight';

const databases = createTestDatabases();
const USER = { username: 'portal_integration', password: 'portal_integration' };
const CLIENT = {
  client_id: 'simulator-client',
  client_secret: 'simulator-secret',
};

/** Ways to sign in, right and wrong, and the secrets that must not be kept of them. */
const SIGN_INS: [title: string, auth: IntegrationAuth, secrets: string[]][] = [
  [
    'basic authentication',
    { type: 'basic', username: 'itil', password: 'itil' },
    [Buffer.from('itil:itil').toString('base64')],
  ],
  [
    'a wrong password',
    { type: 'basic', username: 'itil', password: 'hunter2-planted' },
    ['hunter2-planted', Buffer.from('itil:hunter2-planted').toString('base64')],
  ],
  [
    'client credentials',
    { type: 'oauth-client-credentials', ...CLIENT },
    [CLIENT.client_secret],
  ],
  [
    'a wrong client secret',
    {
      type: 'oauth-client-credentials',
      ...CLIENT,
      client_secret: 'hunter2-planted',
    },
    ['hunter2-planted'],
  ],
  [
    'an OAuth password',
    { type: 'oauth-password', ...CLIENT, ...USER },
    [CLIENT.client_secret],
  ],
  [
    'an API key',
    { type: 'api-key', api_key: 'simulator-api-key' },
    ['simulator-api-key'],
  ],
];

describe('secrets in the log of calls', () => {
  let simulator: Simulator;
  let knex: Knex;

  beforeAll(async () => {
    simulator = await createSimulator({ port: 0 });
    knex = await databases.create('SQLITE_3');
  });
  afterAll(() => simulator.stop());

  it.each(SIGN_INS)('are not kept of %s', async (title, auth, secrets) => {
    const [id] = await insertIntegrations(knex, [title]);
    const log = new ApiCallLog({
      store: new ApiCallStore({ knex }),
      settings: { enabled: true, keep: 1_000, maxAge: 3600_000 },
      logger: mockServices.logger.mock(),
    });
    const settings = anIntegration(simulator.url, {
      auth,
      excludedFields: ['short_description'],
    });
    const { client, close } = new InstanceConnector({
      requestTimeout: 5_000,
      observerOf: (integrationId, of) => log.observerOf(integrationId, of),
    }).connect(id, settings);
    await runPreflight({
      client,
      settings,
      now: () => new Date(),
      writeCheck: true,
    });
    close();
    await log.stop();

    const rows = await knex('api_calls').where({ integration_id: id });
    expect(rows.length).toBeGreaterThan(0);
    const tokenCalls = rows.filter(({ path }) => path.includes('oauth_token'));
    expect(tokenCalls.length > 0).toBe(auth.type.startsWith('oauth'));
    for (const { request_body, response_body } of tokenCalls) {
      expect([request_body, response_body]).toEqual([null, null]);
    }
    const kept = JSON.stringify(rows);
    for (const secret of secrets) {
      expect(kept).not.toContain(secret);
    }
    expect(kept).not.toMatch(/Authorization|x-sn-apikey|access_token/i);
    // An excluded field is written by the write check, but not kept.
    expect(kept).not.toContain('[Test] Connection check');
  });
});
