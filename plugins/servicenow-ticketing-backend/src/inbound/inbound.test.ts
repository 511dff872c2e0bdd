import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  createFaultyProxy,
  type FaultyProxy,
} from '../__testUtils__/faultyProxy';
import { changeAs, createInboundWorld } from '../__testUtils__/inboundWorld';
import { ANN } from '../__testUtils__/testTicketing';
import type { InboundSettings } from '../domain/syncSettings';

const databases = createTestDatabases();

const MINUTE = 60_000;
/** Where both clocks begin: that of the simulator and that of the portal. */
const START = new Date('2026-01-23T19:51:23Z').getTime();

describe.each(databases.ids)('following tickets, on %s', databaseId => {
  let simulator: Simulator;
  let proxy: FaultyProxy;
  let world: Awaited<ReturnType<typeof createInboundWorld>>;
  let time = START;

  const begin = async (inbound: Partial<InboundSettings> = {}) =>
    createInboundWorld({
      knex: await databases.create(databaseId),
      instanceUrl: proxy.url,
      inbound,
    });
  beforeAll(async () => {
    simulator = await createSimulator({ port: 0, clock: { now: () => time } });
  });
  beforeEach(async () => {
    time = START;
    simulator.reset();
    proxy = await createFaultyProxy(simulator.url);
    world = await begin();
  });
  afterEach(async () => {
    await world.stop();
    await proxy.stop();
  });
  afterAll(() => simulator.stop());

  const beginAgain = async (inbound: Partial<InboundSettings>) => {
    await world.stop();
    world = await begin(inbound);
  };
  const insert = () =>
    simulator.insert('incident', { short_description: 'Orders late' });
  const pass = (milliseconds: number) => {
    time += milliseconds;
    world.advance(milliseconds);
  };
  const asBeth = (sysId: string, values: Record<string, string>) =>
    changeAs(simulator, 'beth.anglin', { sysId, values });
  const record = (sysId: string) =>
    simulator.records('incident', `sys_id=${sysId}`)[0];
  const resolved = {
    state: '6',
    close_code: 'Solution provided',
    close_notes: 'Loaded again',
  };
  /** What the portal asked of ServiceNow to change since the calls were cleared. */
  const writes = () => proxy.calls.filter(({ method }) => method !== 'GET');
  const forget = () => {
    proxy.calls.length = 0;
  };

  it('acknowledges what somebody works on, tells who it was, and sends nothing back', async () => {
    const { sys_id: sysId, number } = insert();
    const anomalyId = await world.linked(sysId);
    await world.poll();
    pass(MINUTE);
    await asBeth(sysId, { state: '2' });
    pass(MINUTE);
    forget();
    expect(await world.poll()).toMatchObject({ changed: [number], failed: 0 });
    await world.worker.drain();

    expect(await world.statusOf(anomalyId)).toBe('Acknowledged');
    expect(await world.told(anomalyId)).toEqual([
      `Beth Anglin (ServiceNow) set ${number} to In Progress`,
      `Beth Anglin (ServiceNow): Acknowledged because of ${number}`,
    ]);
    expect(await world.linkOf(anomalyId)).toMatchObject({
      status: 'In Progress',
      broken: null,
    });
    expect(writes()).toEqual([]);
    expect(world.announcer.anomalies).toContain(anomalyId);

    pass(MINUTE);
    await world.poll();
    expect(await world.told(anomalyId)).toHaveLength(2);
  });

  it('tells other changes, in words of ServiceNow, and changes nothing for them', async () => {
    const { sys_id: sysId, number } = insert();
    const anomalyId = await world.linked(sysId);
    await world.poll();
    pass(MINUTE);
    const beth = simulator.records('sys_user', 'user_name=beth.anglin')[0];
    await asBeth(sysId, {
      impact: '1',
      urgency: '1',
      assigned_to: beth.sys_id,
      short_description: 'Orders very late',
      state: '77',
    });
    await world.poll();
    const [told, ...more] = await world.told(anomalyId);
    expect(more).toEqual([]);
    expect(told).toBe(
      `Beth Anglin (ServiceNow) set ${number} to 77, set its priority to 1 - Critical, assigned it to Beth Anglin and renamed it to "Orders very late"`,
    );
    expect(await world.statusOf(anomalyId)).toBe('Active');
    const link = await world.linkOf(anomalyId);
    expect(link).toMatchObject({
      title: 'Orders very late',
      priority: '1 - Critical',
      assigned_to: 'Beth Anglin',
      state: '77',
    });
    // A person changed the urgency: it is not what we agreed on, and must not be overwritten.
    const ticket = await world.tickets.get(1);
    expect(ticket?.agreedFields).toMatchObject({ urgency: '3', state: '77' });
  });

  it('takes what it wrote itself for no news', async () => {
    const { sys_id: sysId } = insert();
    const anomalyId = await world.linked(sysId);
    await world.poll();
    pass(MINUTE);
    await world.decisions.decide(
      { anomalyId, actor: ANN },
      { status: 'Archived', resolution: 'Resolved', comment: 'Done' },
    );
    await world.worker.drain();
    expect(simulator.records('incident', `sys_id=${sysId}`)[0].state).toBe('6');
    expect(await world.poll()).toMatchObject({ changed: [], comments: 0 });
    expect(await world.told(anomalyId)).toEqual([]);
  });

  it('takes what it wrote itself for no news, also when the answer was lost', async () => {
    const { sys_id: sysId } = insert();
    const anomalyId = await world.linked(sysId);
    await world.poll();
    pass(MINUTE);
    const decide = async (
      decision: Parameters<typeof world.decisions.decide>[1],
    ) => {
      proxy.fail(({ method }) => method === 'PATCH', {
        when: 'after',
        what: 'cut',
      });
      await world.decisions.decide({ anomalyId, actor: ANN }, decision);
      await world.worker.drain();
      // Until whatever ServiceNow may have been doing must be over.
      pass(10 * MINUTE);
      await world.worker.drain();
      await world.poll();
    };
    await decide({ status: 'Archived', resolution: 'Resolved' });
    await decide({ status: 'Active' });
    expect(record(sysId).state).toBe('2');
    expect(await world.statusOf(anomalyId)).toBe('Active');
    expect(await world.told(anomalyId)).toEqual([]);
    expect(await world.linkOf(anomalyId)).toMatchObject({
      state: '2',
      sync: { waiting: 0 },
    });
  });

  it('goes on writing the severity after an answer was lost', async () => {
    const { sys_id: sysId } = insert();
    const anomalyId = await world.linked(sysId);
    await world.poll();
    for (const severity of ['critical', 'low'] as const) {
      proxy.fail(({ method }) => method === 'PATCH', {
        when: 'after',
        what: 'cut',
      });
      await world.change(anomalyId, { kind: 'severity', severity });
      await world.worker.drain();
      pass(10 * MINUTE);
      await world.worker.drain();
    }
    expect(record(sysId).urgency).toBe('3');
  });

  it('does not lose what a person did just before it wrote itself', async () => {
    const { sys_id: sysId, number } = insert();
    const anomalyId = await world.linked(sysId);
    await world.poll();
    pass(MINUTE);
    await asBeth(sysId, { state: '2', comments: 'On it' });
    await world.comments.add({ anomalyId, actor: ANN }, 'Anybody?');
    await world.worker.drain();
    await world.poll();
    expect(await world.statusOf(anomalyId)).toBe('Acknowledged');
    expect(await world.told(anomalyId)).toEqual([
      'Beth Anglin (ServiceNow) On it',
      expect.stringContaining(`set ${number} to In Progress`),
      expect.stringContaining('Acknowledged'),
    ]);
  });

  it('archives, where that is wanted, once all tickets are done, and reopens what it archived', async () => {
    await beginAgain({ archive: true });
    const [first, second] = [insert(), insert()];
    const anomalyId = await world.linked(first.sys_id);
    await world.linkTo(anomalyId, second.sys_id);
    await world.poll();
    pass(MINUTE);
    await asBeth(first.sys_id, resolved);
    await world.poll();
    expect(await world.statusOf(anomalyId)).toBe('Active');
    pass(MINUTE);
    forget();
    await asBeth(second.sys_id, resolved);
    await world.poll();
    await world.worker.drain();
    expect(await world.statusOf(anomalyId)).toBe('Archived Resolved');
    // The other ticket hears of it, the one that caused it does not.
    expect(
      writes().map(({ path }) => /incident\/([0-9a-f]+)/.exec(path)?.[1]),
    ).toEqual([first.sys_id]);
    pass(MINUTE);
    await asBeth(second.sys_id, { state: '2' });
    await world.poll();
    expect(await world.statusOf(anomalyId)).toBe('Acknowledged');
  });

  it('leaves archived what a person archived', async () => {
    await beginAgain({ archive: true });
    const { sys_id: sysId } = insert();
    const anomalyId = await world.linked(sysId);
    await world.decisions.decide(
      { anomalyId, actor: ANN },
      { status: 'Archived', resolution: 'Resolved' },
    );
    await world.worker.drain();
    await world.poll();
    pass(MINUTE);
    await asBeth(sysId, { state: '2' });
    await world.poll();
    expect(await world.statusOf(anomalyId)).toBe('Archived Resolved');
  });

  it('takes comments in once, as text, whatever they hold, and our own notes never', async () => {
    await beginAgain({ workNotes: true });
    const { sys_id: sysId } = insert();
    await asBeth(sysId, { comments: 'Written before it was linked' });
    pass(5 * MINUTE);
    const anomalyId = await world.linked(sysId);
    const own = simulator.records(
      'sys_journal_field',
      `element_id=${sysId}^element=work_notes`,
    )[0].value;
    const marker = /\[ref [0-9a-f]+\]/.exec(own)![0];
    await world.poll();
    pass(MINUTE);
    await asBeth(sysId, {
      comments: '<script>alert(1)</script>\u0007 [code]<b>x</b>[/code]',
      work_notes: `I saw ${marker}, is that you?`,
    });
    pass(1_000);
    await asBeth(sysId, { comments: 'x'.repeat(20_000) });
    expect(await world.poll()).toMatchObject({ comments: 3 });
    pass(MINUTE);
    expect(await world.poll()).toMatchObject({ comments: 0 });
    const told = await world.told(anomalyId);
    expect(told.slice(0, 2).sort()).toEqual([
      'Beth Anglin (ServiceNow) <script>alert(1)</script> [code]<b>x</b>[/code]',
      `Beth Anglin (ServiceNow) I saw ${marker}, is that you?`,
    ]);
    expect(told[2]).toHaveLength('Beth Anglin (ServiceNow) '.length + 10_000);
    expect(told).toHaveLength(3);
  });

  it('leaves work notes out unless they are wanted', async () => {
    const { sys_id: sysId } = insert();
    const anomalyId = await world.linked(sysId);
    await world.poll();
    pass(MINUTE);
    await asBeth(sysId, { work_notes: 'Internal' });
    await world.poll();
    expect(await world.told(anomalyId)).toEqual([]);
  });

  it('never fetches what is excluded', async () => {
    await world.stop();
    world = await createInboundWorld({
      knex: await databases.create(databaseId),
      instanceUrl: proxy.url,
      settings: { excludedFields: ['comments', 'short_description'] },
    });
    const { sys_id: sysId } = insert();
    const anomalyId = await world.linked(sysId);
    forget();
    pass(MINUTE);
    await asBeth(sysId, { comments: 'Secret', state: '2' });
    await world.poll();
    expect(await world.statusOf(anomalyId)).toBe('Acknowledged');
    expect(
      proxy.calls.filter(({ path }) =>
        /comments|short_description|journal/.test(path),
      ),
    ).toEqual([]);
  });

  it('says that a link is broken when its ticket is deleted or canceled, and leaves the anomaly alone', async () => {
    const [deleted, canceled] = [insert(), insert()];
    const first = await world.linked(deleted.sys_id);
    const second = await world.linked(canceled.sys_id);
    await world.poll();
    pass(MINUTE);
    simulator.remove('incident', deleted.sys_id);
    await asBeth(canceled.sys_id, { state: '8' });
    await world.poll();
    expect(await world.linkOf(second)).toMatchObject({
      broken: { reason: expect.stringContaining('was canceled') },
    });
    // What is deleted shows in no poll.
    expect(await world.linkOf(first)).toMatchObject({ broken: null });
    expect(await world.reconcile()).toMatchObject({
      broken: [deleted.number],
    });
    expect(await world.linkOf(first)).toMatchObject({
      broken: { reason: expect.stringContaining('was deleted') },
    });
    expect(await world.statusOf(first)).toBe('Active');
    expect(await world.statusOf(second)).toBe('Active');
    expect(await world.told(first)).toEqual([
      expect.stringContaining(`does not show ${deleted.number} any more`),
    ]);

    pass(MINUTE);
    await asBeth(canceled.sys_id, { state: '1' });
    await world.poll();
    expect(await world.linkOf(second)).toMatchObject({ broken: null });
  });

  it('reads what was linked after the watermark had passed its last change', async () => {
    const [known, later] = [insert(), insert()];
    await world.linked(known.sys_id);
    pass(60 * MINUTE);
    await asBeth(known.sys_id, { state: '2' });
    await world.poll();
    pass(60 * MINUTE);
    const anomalyId = await world.linked(later.sys_id);
    // Changed in the moment of linking, by a clock that is behind.
    await world.knex('tickets').update({ seen_fields: '{"state":"7"}' });
    await world.poll();
    expect(await world.told(anomalyId)).toHaveLength(1);
  });

  it.each([
    ['is down', { status: 503, body: 'down' }],
    ['is asleep', { status: 200, body: '<html>asleep</html>' }],
    ['breaks off', { status: 200, body: '{"result":[{"sys_id":"' }],
    ['refuses', { status: 401, body: '{"error":{"message":"no"}}' }],
  ])(
    'reads the next time what it could not because ServiceNow %s',
    async (_, what) => {
      const { sys_id: sysId } = insert();
      const anomalyId = await world.linked(sysId);
      await world.poll();
      pass(MINUTE);
      await asBeth(sysId, { state: '2' });
      proxy.fail(
        ({ method }) => method === 'GET',
        ...Array.from({ length: 8 }, () => ({ when: 'before' as const, what })),
      );
      await expect(world.poll()).rejects.toMatchObject({
        name: expect.stringMatching(/^ServiceNow/),
      });
      proxy.heal();
      // Meanwhile something else changes, later.
      const other = insert();
      await world.linked(other.sys_id);
      pass(10 * MINUTE);
      await asBeth(other.sys_id, { urgency: '1' });
      await world.poll().catch(() => pass(10 * MINUTE));
      await world.poll();
      expect(await world.statusOf(anomalyId)).toBe('Acknowledged');
    },
  );

  it('stops a ticket that changes an anomaly again and again, and says so', async () => {
    await beginAgain({ archive: true });
    const { sys_id: sysId, number } = insert();
    const anomalyId = await world.linked(sysId);
    await world.poll();
    for (let turn = 0; turn < 4; turn++) {
      pass(10_000);
      await asBeth(sysId, resolved);
      await world.poll();
      pass(10_000);
      await asBeth(sysId, { state: '2' });
      await world.poll();
    }
    const statuses = (await world.told(anomalyId)).filter(text =>
      text.includes('because of'),
    );
    expect(statuses).toHaveLength(5);
    expect(await world.told(anomalyId)).toContainEqual(
      expect.stringContaining(
        `ServiceNow changed this anomaly through ${number} too often`,
      ),
    );
    expect(await world.linkOf(anomalyId)).toMatchObject({
      paused: { until: expect.any(String) },
    });
    pass(61 * MINUTE);
    await asBeth(sysId, resolved);
    await asBeth(sysId, { state: '2' });
    await world.poll();
    expect(await world.linkOf(anomalyId)).toMatchObject({ paused: null });
  });

  it('finds what no poll told, repairs it, and says so', async () => {
    const { sys_id: sysId, number } = insert();
    const anomalyId = await world.linked(sysId);
    await world.poll();
    pass(MINUTE);
    await asBeth(sysId, { state: '2' });
    // As if the change had left no trace.
    await world
      .knex('inbound_cursors')
      .update({ watermark: new Date(time + 60 * MINUTE) });
    pass(MINUTE);
    await world.poll();
    expect(await world.statusOf(anomalyId)).toBe('Active');
    expect(await world.reconcile()).toEqual({
      compared: 1,
      repaired: [number],
      broken: [],
    });
    expect(await world.statusOf(anomalyId)).toBe('Acknowledged');
    expect(world.logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(`${number} had changed`),
    );
    expect((await world.inbound.polls.list()).get(1)).toMatchObject({
      repaired: 1,
    });
    expect(await world.reconcile()).toMatchObject({ repaired: [] });
  });

  it('takes an older version that comes late for no news', async () => {
    const { sys_id: sysId } = insert();
    const anomalyId = await world.linked(sysId);
    await world.poll();
    const old = await world.integration.client.getTicket({
      table: 'incident',
      sysId,
    });
    pass(MINUTE);
    await asBeth(sysId, { state: '2' });
    await world.poll();
    await world.knex.transaction(tx =>
      world.tickets.applyRemote(tx, {
        id: 1,
        integrationId: 1,
        remote: old,
        at: world.now(),
      }),
    );
    expect(await world.linkOf(anomalyId)).toMatchObject({ state: '2' });
    expect(await world.poll()).toMatchObject({ changed: [] });
  });

  it('merges when a person asks for it, too', async () => {
    const { sys_id: sysId } = insert();
    const anomalyId = await world.linked(sysId);
    const { id: linkId } = await world.linkOf(anomalyId);
    pass(MINUTE);
    await asBeth(sysId, { state: '2' });
    await world.ticketLinks.syncLink({ anomalyId, linkId });
    expect(await world.statusOf(anomalyId)).toBe('Acknowledged');
    simulator.remove('incident', sysId);
    await expect(
      world.ticketLinks.syncLink({ anomalyId, linkId }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    expect(await world.linkOf(anomalyId)).toMatchObject({
      broken: { reason: expect.stringContaining('was deleted') },
    });
  });
});
