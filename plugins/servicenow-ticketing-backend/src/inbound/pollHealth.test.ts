import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  createFaultyProxy,
  type Fault,
  type FaultyProxy,
} from '../__testUtils__/faultyProxy';
import { changeAs, createInboundWorld } from '../__testUtils__/inboundWorld';

const databases = createTestDatabases();

const START = new Date('2026-01-23T19:51:23Z').getTime();
/** More than a poll interval. */
const LATER = 120_000;

describe.each(databases.ids)('what admins see of polls, on %s', databaseId => {
  let simulator: Simulator;
  let proxy: FaultyProxy;
  let world: Awaited<ReturnType<typeof createInboundWorld>>;
  let time = START;

  beforeAll(async () => {
    simulator = await createSimulator({ port: 0, clock: { now: () => time } });
  });
  beforeEach(async () => {
    time = START;
    simulator.reset();
    proxy = await createFaultyProxy(simulator.url);
    world = await createInboundWorld({
      knex: await databases.create(databaseId),
      instanceUrl: proxy.url,
    });
  });
  afterEach(async () => {
    await world.stop();
    await proxy.stop();
  });
  afterAll(() => simulator.stop());

  const pollLater = async () => {
    time += LATER;
    world.advance(LATER);
    await world.inbound.runner.tick();
    const [shown] = await world.integrationService.list();
    return shown;
  };
  const failing = (what: Fault['what']) =>
    proxy.fail(
      ({ method, path }) => method === 'GET' && path.includes('incident'),
      ...Array.from({ length: 10 }, () => ({ when: 'before' as const, what })),
    );
  const aTicket = async () => {
    const { sys_id: sysId } = simulator.insert('incident', {
      short_description: 'Orders late',
    });
    await world.linked(sysId);
    return sysId;
  };

  it('is nothing before the first, then when it was and what it brought', async () => {
    const [before] = await world.integrationService.list();
    expect(before.last_poll).toBeNull();
    const sysId = await aTicket();
    await pollLater();
    await changeAs(simulator, 'beth.anglin', { sysId, values: { state: '2' } });
    const { last_poll: poll } = await pollLater();
    expect(poll).toEqual({
      succeeded_at: world.now().toISOString(),
      changed_tickets: 1,
      failed_at: null,
      error: null,
    });
  });

  it.each<[string, Fault['what'], RegExp]>([
    [
      'refused credentials',
      { status: 401, body: '{"error":{"message":"User Not Authenticated"}}' },
      /refuses.*(password|account)/is,
    ],
    [
      'a table that may not be read',
      {
        status: 403,
        body: '{"error":{"message":"User Not Authorized","detail":"Failed API level ACL Validation"}}',
      },
      /incident.*role/is,
    ],
    ['an instance out of reach', 'cut', /does not answer.*Check/is],
  ])(
    'tells of %s in words, with what to do, until it works again',
    async (_, fault, words) => {
      await aTicket();
      await world.integrationService.test(1, { write_check: false });
      const { last_poll: fine, health } = await pollLater();
      expect(health.status).toBe('connected');

      failing(fault);
      const broken = await pollLater();
      expect(broken.last_poll).toEqual({
        succeeded_at: fine!.succeeded_at,
        changed_tickets: fine!.changed_tickets,
        failed_at: world.now().toISOString(),
        error: expect.stringMatching(words),
      });
      expect(broken.health).toMatchObject({
        status: 'warning',
        message:
          'ServiceNow is connected, but what changes in it cannot be read',
      });

      proxy.heal();
      const mended = await pollLater();
      expect(mended.last_poll).toMatchObject({ failed_at: null, error: null });
      expect(mended.health.status).toBe('connected');
    },
  );
});
