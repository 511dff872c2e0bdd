import { mockCredentials } from '@backstage/backend-test-utils';
import { createTestDatabases } from './__testUtils__/databases';
import { BASE, startPortal } from './__testUtils__/startPortal';
import { ticketingReadiness } from './readiness';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.ids)('readiness on %s', databaseId => {
  it('fails with the database of the plugin, for probes that nobody has signed in', async () => {
    const plugin = await startPortal({
      knex: await databases.createEmpty(databaseId),
      // ServiceNow being away is no reason to fail.
      config: {
        integrations: {
          away: {
            instanceUrl: 'http://127.0.0.1:9',
            auth: { username: 'x', password: 'x' },
          },
        },
      },
      features: [ticketingReadiness],
    });
    const ask = (path: string) =>
      plugin.portal
        .get(path)
        .set('Authorization', mockCredentials.none.header());
    const health = `${BASE}/health`;
    const ready = '/.backstage/health/v1/readiness';
    try {
      await ask(health).expect(200, {
        status: 'ok',
        database: 'ok',
        worker: 'ok',
      });
      await ask(ready).expect(200, { status: 'ok' });
      await plugin.knex.destroy();
      const { body } = await ask(health).expect(503);
      expect(body).toEqual({
        status: 'failing',
        database: 'failing',
        worker: 'ok',
      });
      await ask(ready).expect(503, {
        status: 'error',
        message: 'Not working: servicenow-ticketing',
      });
    } finally {
      await plugin.stop();
    }
  });
});
