import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  createFaultyProxy,
  type FaultyProxy,
} from '../__testUtils__/faultyProxy';
import {
  ANN,
  aMapping,
  createTestTicketing,
} from '../__testUtils__/testTicketing';

const databases = createTestDatabases();

const posts = ({ method }: { method: string }) => method === 'POST';
const patches = ({ method }: { method: string }) => method === 'PATCH';
const UNAVAILABLE = {
  status: 503,
  body: '{"error":{"message":"down","detail":null},"status":"failure"}',
};

/** A machine that does other things, too, must not look like a ServiceNow that does not answer. */
const PATIENT = { requestTimeout: 30_000, interactiveTimeout: 30_000 };
/** For the one call that is never answered. */
const HASTY = { requestTimeout: 2_000 };

describe.each(databases.ids)('delivery to ServiceNow, on %s', databaseId => {
  let simulator: Simulator;
  let proxy: FaultyProxy;
  let ticketing: Awaited<ReturnType<typeof createTestTicketing>>;

  beforeAll(async () => {
    simulator = await createSimulator({ port: 0 });
  });
  beforeEach(async () => {
    simulator.reset();
    proxy = await createFaultyProxy(simulator.url);
    ticketing = await createTestTicketing({
      knex: await databases.create(databaseId),
      instanceUrl: proxy.url,
      ...PATIENT,
    });
  });
  afterEach(async () => {
    await ticketing.stop();
    await proxy.stop();
  });
  afterAll(() => simulator.stop());

  const createdBy = (anomalyId: number) =>
    simulator
      .records('incident')
      .filter(row => row.correlation_id?.startsWith(`anomaly-${anomalyId}-`));
  const notesOf = (sysId: string) =>
    simulator
      .records('sys_journal_field', `element_id=${sysId}^element=work_notes`)
      .map(row => row.value.replace(/ \[ref [0-9a-f]{10}\]/, ''));
  const linked = async (anomalyId: number) => {
    const answer = await ticketing.creation.createTicket(
      { anomalyId, title: 'Orders are wrong' },
      ANN,
    );
    if (answer.outcome !== 'created') {
      throw new Error(answer.response.message);
    }
    return answer.response.ticket;
  };

  it('creates a ticket with one call', async () => {
    const anomalyId = await ticketing.anomaly();
    await linked(anomalyId);
    expect(proxy.calls.map(call => call.method)).toEqual(['POST']);
    expect(createdBy(anomalyId)).toHaveLength(1);
  });

  it.each([
    ['its answer was cut off', { when: 'after', what: 'cut' }],
    ['it failed after it had committed', { when: 'after', what: UNAVAILABLE }],
    ['it never answered', { when: 'after', what: 'hang' }],
    ['it was down', { when: 'before', what: UNAVAILABLE }],
    ['the connection was cut', { when: 'before', what: 'cut' }],
  ] as const)(
    'creates one ticket although at the first try %s',
    async (_, fault) => {
      const anomalyId = await ticketing.anomaly();
      proxy.fail(posts, fault);
      const first = await createTestTicketing({
        knex: ticketing.knex,
        instanceUrl: proxy.url,
        ...PATIENT,
        ...(fault.what === 'hang' && HASTY),
      });
      const answer = await first.creation.createTicket(
        { anomalyId, title: 'Orders are wrong' },
        ANN,
      );
      await first.stop();
      expect(answer).toMatchObject({
        outcome: 'pending',
        response: {
          ticket_number: null,
          delivery: { status: 'retrying', attempts: 1 },
        },
      });

      await ticketing.worker.drain();
      expect(proxy.calls).toHaveLength(1);

      ticketing.advance(2_000);
      await ticketing.worker.drain();
      const [record, ...more] = createdBy(anomalyId);
      expect(more).toEqual([]);
      expect(await ticketing.ticketLinks.listLinksOf(anomalyId)).toMatchObject([
        {
          ticket_id: record.sys_id,
          ticket_number: record.number,
          sync: { waiting: 0, failed: 0, message: null },
        },
      ]);
    },
  );

  it('writes what people do as work notes, in order, each once', async () => {
    const anomalyId = await ticketing.anomaly();
    const { ticket_id: sysId } = await linked(anomalyId);
    await ticketing.change(anomalyId, {
      kind: 'status',
      status: 'Acknowledged',
    });
    await ticketing.change(anomalyId, { kind: 'comment', text: 'looking' });
    await ticketing.change(anomalyId, {
      kind: 'status',
      status: 'Archived',
      resolution: 'Duplicate',
      comment: 'same as the other',
    });
    proxy.fail(
      patches,
      { when: 'after', what: 'cut' },
      { when: 'before', what: UNAVAILABLE },
    );

    for (let round = 0; round < 4; round++) {
      await ticketing.worker.drain();
      ticketing.advance(600_000);
    }
    expect(notesOf(sysId)).toEqual([
      `[2026-01-23 19:51:23 UTC] Backstage Anomaly Status: Acknowledged\nAnomaly ${anomalyId}, Ann Lee`,
      `Comment from Backstage: looking\nAnomaly ${anomalyId}, Ann Lee`,
      `[2026-01-23 19:51:23 UTC] Backstage Anomaly Status: Archived (Duplicate)\nComment from Backstage: same as the other\nAnomaly ${anomalyId}, Ann Lee`,
    ]);
    expect(simulator.records('incident', `sys_id=${sysId}`)[0].state).toBe('1');
  });

  it('finds a note again when the account may not read the journal', async () => {
    const anomalyId = await ticketing.anomaly();
    const { ticket_id: sysId } = await linked(anomalyId);
    simulator.access.restrict('sys_journal_field', 'read', []);
    await ticketing.change(anomalyId, { kind: 'comment', text: 'looking' });
    proxy.fail(patches, { when: 'after', what: 'cut' });
    await ticketing.worker.drain();
    ticketing.advance(2_000);
    await ticketing.worker.drain();
    expect(notesOf(sysId)).toHaveLength(1);
  });

  it('resolves a ticket when the last of its anomalies is archived as resolved', async () => {
    const first = await ticketing.anomaly();
    const second = await ticketing.anomaly();
    const { ticket_id: sysId, ticket_number: number } = await linked(first);
    await ticketing.ticketLinks.linkTicket(
      { anomalyId: second, ticket_number: number },
      ANN,
    );
    await ticketing.change(first, {
      kind: 'status',
      status: 'Archived',
      resolution: 'Resolved',
    });
    await ticketing.worker.drain();
    const incident = () => simulator.records('incident', `sys_id=${sysId}`)[0];
    expect(incident().state).toBe('1');

    proxy.fail(patches, { when: 'after', what: UNAVAILABLE });
    await ticketing.change(second, {
      kind: 'status',
      status: 'Archived',
      resolution: 'Resolved',
      comment: 'reloaded the partition',
    });
    await ticketing.worker.drain();
    ticketing.advance(2_000);
    await ticketing.worker.drain();
    expect(incident()).toMatchObject({
      state: '6',
      close_code: 'Solution provided',
      close_notes: 'reloaded the partition',
    });
    expect(
      notesOf(sysId).filter(note => note.includes('Archived (Resolved)')),
    ).toHaveLength(2);
    expect(await ticketing.ticketLinks.listLinksOf(first)).toMatchObject([
      { state: '6', status: 'Resolved' },
    ]);
  });

  it('leaves a ticket that people have closed in its state', async () => {
    const anomalyId = await ticketing.anomaly();
    const { ticket_id: sysId } = await linked(anomalyId);
    simulator.update('incident', sysId, {
      state: '7',
      close_code: 'User error',
      close_notes: 'by hand',
    });
    await ticketing.change(anomalyId, {
      kind: 'status',
      status: 'Archived',
      resolution: 'Resolved',
    });
    await ticketing.worker.drain();
    expect(simulator.records('incident', `sys_id=${sysId}`)[0]).toMatchObject({
      state: '7',
      close_notes: 'by hand',
    });
    expect(notesOf(sysId)).toHaveLength(1);
  });

  it('stops a ticket at what ServiceNow refuses, says why, and goes on after a retry', async () => {
    await ticketing.stop();
    ticketing = await createTestTicketing({
      knex: await databases.create(databaseId),
      instanceUrl: proxy.url,
      settings: { mapping: aMapping({ close: { code: 'No such code' } }) },
    });
    const anomalyId = await ticketing.anomaly();
    const { ticket_id: sysId } = await linked(anomalyId);
    await ticketing.change(anomalyId, {
      kind: 'status',
      status: 'Archived',
      resolution: 'Resolved',
    });
    await ticketing.change(anomalyId, { kind: 'comment', text: 'after it' });
    await ticketing.worker.drain();
    const [link] = await ticketing.ticketLinks.listLinksOf(anomalyId);
    expect(link.sync).toMatchObject({
      failed: 1,
      waiting: 1,
      next_attempt_at: null,
      message: expect.stringMatching(
        /^1 update failed: A data policy of ServiceNow wants values for: .*closeCode.*1 update behind it cannot go on/,
      ),
    });
    expect(notesOf(sysId)).toEqual([]);

    ticketing.integrations.list()[0].settings.mapping.close.code = 'User error';
    const {
      items: [dead],
    } = await ticketing.deliveryService.list({
      status: 'dead',
      page: 1,
      size: 10,
    });
    await ticketing.deliveryService.retry(dead.id);
    await ticketing.worker.drain();
    expect(simulator.records('incident', `sys_id=${sysId}`)[0].state).toBe('6');
    expect(notesOf(sysId)).toHaveLength(2);
  });

  it('waits as long as ServiceNow asks, and says so', async () => {
    const anomalyId = await ticketing.anomaly();
    const { ticket_id: sysId } = await linked(anomalyId);
    proxy.fail(patches, {
      when: 'before',
      what: { status: 429, body: '{}', headers: { 'Retry-After': '90' } },
    });
    await ticketing.change(anomalyId, { kind: 'comment', text: 'one' });
    await ticketing.change(anomalyId, { kind: 'comment', text: 'two' });
    await ticketing.worker.drain();
    const [link] = await ticketing.ticketLinks.listLinksOf(anomalyId);
    expect(link.sync).toMatchObject({
      waiting: 2,
      next_attempt_at: '2026-01-23T19:52:53.000Z',
      message: expect.stringMatching(
        /^2 updates waiting: .*limits how often .*\(next try in 2 min\)$/,
      ),
    });
    ticketing.advance(89_000);
    await ticketing.worker.drain();
    expect(notesOf(sysId)).toEqual([]);
    ticketing.advance(1_000);
    await ticketing.worker.drain();
    expect(notesOf(sysId)).toHaveLength(2);
  });

  it('takes over from a process that died in the middle, without doing it twice', async () => {
    const anomalyId = await ticketing.anomaly();
    const { ticket_id: sysId } = await linked(anomalyId);
    await ticketing.change(anomalyId, { kind: 'comment', text: 'looking' });
    // A process claims it, sends it, and is never heard of again.
    const [claimed] = await ticketing.deliveries.claim({
      now: ticketing.now(),
      leaseUntil: new Date(ticketing.now().getTime() + 10_000),
      token: 'dead-process',
      limit: 1,
    });
    await ticketing.integrations
      .list()[0]
      .client.updateTicket(
        { table: 'incident', sysId },
        { work_notes: (claimed.payload as { note: string }).note },
      );
    await ticketing.worker.drain();
    expect((await ticketing.deliveries.get(claimed.id))?.status).toBe(
      'delivering',
    );
    ticketing.advance(10_000);
    await ticketing.worker.drain();
    expect((await ticketing.deliveries.get(claimed.id))?.status).toBe(
      'delivered',
    );
    expect(notesOf(sysId)).toHaveLength(1);
    // The dead process comes back: its claim is gone, and so is its say.
    expect(
      await ticketing.deliveries.settle(
        claimed,
        {
          outcome: 'refused',
          error: 'late',
          startedAt: ticketing.now(),
          duration: 1,
        },
        ticketing.now(),
      ),
    ).toBe(false);
  });

  it('shares the work between processes, each change once and in order per ticket', async () => {
    const anomalies = await Promise.all(
      Array.from({ length: 6 }, () => ticketing.anomaly()),
    );
    const sysIds: string[] = [];
    for (const anomalyId of anomalies) {
      sysIds.push((await linked(anomalyId)).ticket_id);
    }
    for (let turn = 1; turn <= 5; turn++) {
      for (const anomalyId of anomalies) {
        await ticketing.change(anomalyId, {
          kind: 'comment',
          text: `turn ${turn}`,
        });
      }
    }
    const other = ticketing.createWorker();
    await Promise.all([ticketing.worker.drain(), other.drain()]);
    await Promise.all([ticketing.worker.drain(), other.drain()]);
    await other.stop();
    for (const sysId of sysIds) {
      expect(notesOf(sysId).map(note => note.split('\n')[0])).toEqual(
        [1, 2, 3, 4, 5].map(turn => `Comment from Backstage: turn ${turn}`),
      );
    }
  });

  it('gives up what keeps failing for longer than configured', async () => {
    const anomalyId = await ticketing.anomaly();
    await linked(anomalyId);
    await ticketing.change(anomalyId, { kind: 'comment', text: 'never' });
    proxy.fail(
      patches,
      { when: 'before', what: UNAVAILABLE },
      { when: 'before', what: UNAVAILABLE },
    );
    await ticketing.worker.drain();
    ticketing.advance(25 * 3600_000);
    await ticketing.worker.drain();
    const { items } = await ticketing.deliveryService.list({
      anomaly_id: anomalyId,
      page: 1,
      size: 10,
    });
    expect(items[0]).toMatchObject({
      kind: 'comment',
      status: 'dead',
      attempts: 2,
      last_error: expect.stringMatching(/^ServiceNow fails with status 503/),
    });
  });

  it('delivers by itself once started, and stops when told', async () => {
    const anomalyId = await ticketing.anomaly();
    const { ticket_id: sysId } = await linked(anomalyId);
    ticketing.worker.start();
    const arrived = new Promise<void>(done => {
      simulator.onChange(change => change.table === 'incident' && done());
    });
    await ticketing.change(anomalyId, { kind: 'comment', text: 'looking' });
    ticketing.outbox.nudge();
    await arrived;
    await ticketing.worker.stop();
    expect(notesOf(sysId)).toHaveLength(1);
    const { items } = await ticketing.deliveryService.list({
      status: 'delivered',
      page: 1,
      size: 10,
    });
    expect(items).toHaveLength(2);
  });
});
