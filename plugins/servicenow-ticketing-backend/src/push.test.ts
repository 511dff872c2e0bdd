import { mockCredentials } from '@backstage/backend-test-utils';
import { createHmac } from 'node:crypto';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestDatabases } from './__testUtils__/databases';
import { BASE, startPortal } from './__testUtils__/startPortal';
import { anAnomaly } from './__testUtils__/observations';
import { AnomalyStore } from './database/AnomalyStore';

jest.setTimeout(120_000);

const SECRET = 'a secret of sixteen letters';
const PATH = `${BASE}/webhooks/servicenow/1`;
const databases = createTestDatabases();

/** Looks again and again until it is as wanted, as a person would. */
async function eventually<T>(
  look: () => Promise<T>,
  isDone: (seen: T) => boolean,
) {
  const until = Date.now() + 30_000;
  for (;;) {
    const seen = await look();
    if (isDone(seen) || Date.now() > until) {
      return seen;
    }
    await new Promise(resolve => {
      setTimeout(resolve, 50);
    });
  }
}

describe.each(databases.ids)('push from ServiceNow, on %s', databaseId => {
  let simulator: Simulator;
  let running: Awaited<ReturnType<typeof startPortal>>;

  beforeAll(async () => {
    simulator = await createSimulator();
    running = await startPortal({
      knex: await databases.createEmpty(databaseId),
      config: {
        inbound: { push: { minInterval: { milliseconds: 10 } } },
        integrations: {
          production: {
            instanceUrl: simulator.url,
            auth: {
              username: 'portal_integration',
              password: 'portal_integration',
            },
            // So long that only push can be what brings a change.
            sync: { inbound: { pollInterval: '24h', pushSecret: SECRET } },
          },
        },
      },
    });
  });
  afterAll(async () => {
    await running.stop();
    await simulator.stop();
  });

  it('shows a change of a ticket as soon as the business rule tells of it', async () => {
    const { knex, portal } = running;
    const anomalies = new AnomalyStore({ knex });
    const ids = await knex.transaction(tx =>
      anomalies.insertAll(tx, [anAnomaly({ fingerprint: 'f' })]),
    );
    const anomalyId = ids.get('f')!;
    const { number, sys_id: sysId } = simulator.insert('incident', {
      short_description: 'Orders late',
    });
    await portal
      .post(`${BASE}/anomalies/${anomalyId}/ticket-links`)
      .send({ ticket_number: number })
      .expect(201);
    await eventually(
      () => knex('deliveries').select('status'),
      deliveries => deliveries.every(({ status }) => status === 'delivered'),
    );
    simulator.addWebhook({
      url: `${running.url}${PATH}`,
      table: 'incident',
      secret: SECRET,
      signed: 'timestamp.body',
    });
    simulator.update('incident', sysId, { state: '2' });
    const [delivery] = await simulator.webhookDeliveries();
    expect(delivery).toMatchObject({ status: 202 });
    const { body } = await eventually(
      () => portal.get(`${BASE}/anomalies/${anomalyId}`),
      answer => answer.body.status !== 'Active',
    );
    expect(body.status).toBe('Acknowledged');

    simulator.remove('incident', sysId);
    await simulator.webhookDeliveries();
    const links = await eventually(
      () => portal.get(`${BASE}/anomalies/${anomalyId}/ticket-links`),
      answer => answer.body.items[0].broken !== null,
    );
    expect(links.body.items[0].broken.reason).toMatch(/was deleted/);
  });

  it('asks nobody to sign in, but for a signature, and takes a call once', async () => {
    const call = (body: string, headers: Record<string, string>) =>
      running.portal
        .post(PATH)
        .set('Authorization', mockCredentials.none.header())
        .set('Content-Type', 'application/json')
        .set(headers)
        .send(body);
    const signed = (body: string, offset = 0) => {
      const timestamp = String(Math.floor(Date.now() / 1000) + offset);
      return {
        'X-ServiceNow-Timestamp': timestamp,
        'X-ServiceNow-Signature': createHmac('sha256', SECRET)
          .update(`${timestamp}.${body}`)
          .digest('hex'),
      };
    };
    const headers = signed('{"n":1}');
    await call('{"n":1}', headers).expect(202);
    await call('{"n":1}', headers).expect(409);
    await call('{"n":2}', headers).expect(401);
    await call('{"n":3}', {}).expect(401);
    await call('{"n":4}', signed('{"n":4}', -400)).expect(401);
    await call('nonsense', signed('nonsense')).expect(400);
    await call('x'.repeat(300 * 1024), {}).expect(413);
    const unknown = await running.portal
      .post(`${BASE}/webhooks/servicenow/77`)
      .set(signed('{}'))
      .set('Content-Type', 'application/json')
      .send('{}')
      .expect(401);
    const wrong = await call('{"n":3}', {});
    expect(unknown.body.error.message).toBe(wrong.body.error.message);
    expect(running.logged.join('\n')).not.toContain(SECRET);
  });
});
