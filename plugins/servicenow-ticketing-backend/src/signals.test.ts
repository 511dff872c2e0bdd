import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { changeSignal } from 'backstage-plugin-servicenow-ticketing-common';
import { createTestDatabases } from './__testUtils__/databases';
import { BASE, startPortal } from './__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.ids)('live updates on %s', databaseId => {
  it('reach the signals backend through the host, some hundred milliseconds after a report', async () => {
    let hear: (payload: unknown) => void;
    const heard = new Promise<unknown>(resolve => {
      hear = resolve;
    });
    // Signals travel to the host's signals backend as events of the topic signals.
    const events = createServiceFactory({
      service: eventsServiceRef,
      deps: {},
      factory: () => ({
        publish: async ({ topic, eventPayload }) => {
          if (topic === 'signals') {
            hear(eventPayload);
          }
        },
        subscribe: async () => {},
      }),
    });
    const plugin = await startPortal({
      knex: await databases.createEmpty(databaseId),
      config: {},
      features: [events],
    });
    try {
      await plugin.portal
        .post(`${BASE}/anomalies/batch`)
        .set('Authorization', mockCredentials.service.header())
        .send({
          source: 'checks',
          run: { id: 'r1', observed_at: '2026-01-22T13:22:40Z' },
          items: [
            {
              check_key: 'a',
              outcome: 'fail',
              dataset: { platform: 'snowflake', fqn: 'a.b.c' },
              type: 'record',
              severity: 'high',
              title: 'secret title',
              message: 'm',
            },
          ],
        })
        .expect(202);
      const signal = await heard;
      expect(signal).toMatchObject({
        channel: 'servicenow-ticketing',
        recipients: { type: 'broadcast' },
      });
      const [{ id }] = await plugin.knex('anomalies').select('id');
      expect(
        changeSignal.parse((signal as { message: unknown }).message),
      ).toEqual({ type: 'anomalies_changed', anomaly_ids: [id] });
      expect(JSON.stringify(signal)).not.toContain('secret title');
    } finally {
      await plugin.stop();
    }
  });
});
