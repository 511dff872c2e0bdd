import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  createFaultyProxy,
  type FaultyProxy,
  type SeenCall,
} from '../__testUtils__/faultyProxy';
import { ANN, createTestTicketing } from '../__testUtils__/testTicketing';

const databases = createTestDatabases();

const posts = ({ method }: SeenCall) => method === 'POST';
const patches = ({ method }: SeenCall) => method === 'PATCH';
/** A machine that does other things, too, must not look like a ServiceNow that does not answer. */
const PATIENT = { requestTimeout: 30_000, interactiveTimeout: 30_000 };
/** For the one call that is never answered. */
const HASTY = { requestTimeout: 2_000 };

const NOTE_TEXT = /Comment from Backstage: (\w+)/g;

describe.each(databases.ids)(
  'each change once, whatever happens, on %s',
  databaseId => {
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
        combineNotes: true,
      });
    });
    afterEach(async () => {
      await ticketing.stop();
      await proxy.stop();
    });
    afterAll(() => simulator.stop());

    const createTicket = async (anomalyId: number) =>
      ticketing.creation.createTicket(
        { anomalyId, title: 'Orders are wrong' },
        ANN,
      );
    const linked = async () => {
      const anomalyId = await ticketing.anomaly();
      const answer = await createTicket(anomalyId);
      proxy.calls.length = 0;
      return { anomalyId, sysId: answer.response.ticket.ticket_id! };
    };
    const comment = (anomalyId: number, ...texts: string[]) =>
      texts.reduce(async (before, text) => {
        await before;
        await ticketing.change(anomalyId, { kind: 'comment', text });
      }, Promise.resolve());
    const entries = (sysId: string) =>
      simulator
        .records('sys_journal_field', `element_id=${sysId}^element=work_notes`)
        .map(row => row.value as string);
    /** The comments in the journal, in its order. */
    const comments = (sysId: string) =>
      entries(sysId).flatMap(value =>
        [...value.matchAll(NOTE_TEXT)].map(([, text]) => text),
      );
    const statuses = async () =>
      (await ticketing.knex('deliveries').orderBy('id')).map(
        ({ status }) => status,
      );

    it('does not make a ticket twice when ServiceNow makes the first only after we looked', async () => {
      const anomalyId = await ticketing.anomaly();
      proxy.fail(posts, { when: 'late', what: 'cut' });
      await createTicket(anomalyId);
      // The second try looks, finds nothing, and its POST comes after that of the first.
      proxy.fail(posts, { when: 'late', what: 'cut' });
      ticketing.advance(2_000);
      await ticketing.worker.drain();
      await proxy.letThrough();
      const made = simulator
        .records('incident')
        .filter(row => row.correlation_id?.startsWith(`anomaly-${anomalyId}-`));
      expect(made).toHaveLength(1);
      ticketing.advance(600_000);
      await ticketing.worker.drain();
      expect(await ticketing.ticketLinks.listLinksOf(anomalyId)).toMatchObject([
        { ticket_id: made[0].sys_id, sync: { waiting: 0, failed: 0 } },
      ]);
    });

    it('takes the refusal of a second POST for what it is', async () => {
      const anomalyId = await ticketing.anomaly();
      proxy.fail(posts, { when: 'after', what: 'cut' });
      await createTicket(anomalyId);
      // The lookup is answered by somebody who has not heard of the record yet.
      proxy.fail(
        ({ method, path }) => method === 'GET' && /correlation_id=/.test(path),
        {
          when: 'before',
          what: { status: 200, body: '{"result":[]}' },
        },
      );
      ticketing.advance(2_000);
      await ticketing.worker.drain();
      expect(proxy.calls.filter(posts)).toHaveLength(2);
      expect(await statuses()).toEqual(['delivered']);
      const [link] = await ticketing.ticketLinks.listLinksOf(anomalyId);
      expect(
        simulator.records('incident', `sys_id=${link.ticket_id}`),
      ).toHaveLength(1);
    });

    it('sends no note again while ServiceNow may still be writing it', async () => {
      const { anomalyId, sysId } = await linked();
      proxy.fail(patches, { when: 'late', what: 'hang' });
      await comment(anomalyId, 'slow');
      const hasty = await createTestTicketing({
        knex: ticketing.knex,
        instanceUrl: proxy.url,
        ...HASTY,
      });
      await hasty.worker.drain();
      await hasty.stop();
      // 60 s is how long it may go on; whenever we look before, nothing is there and nothing is sent.
      for (let second = 5; second < 60; second += 5) {
        ticketing.advance(5_000);
        await ticketing.worker.drain();
      }
      expect(proxy.calls.filter(patches)).toHaveLength(1);
      expect(
        (await ticketing.ticketLinks.listLinksOf(anomalyId))[0].sync.message,
      ).toMatch(/may still be working on it/);
      await proxy.letThrough();
      ticketing.advance(10_000);
      await ticketing.worker.drain();
      expect(comments(sysId)).toEqual(['slow']);
      expect(proxy.calls.filter(patches)).toHaveLength(1);
      expect(await statuses()).toEqual(['delivered', 'delivered']);
    });

    it('sends a note again once ServiceNow must be done and it is not there', async () => {
      const { anomalyId, sysId } = await linked();
      proxy.fail(patches, { when: 'before', what: 'cut' });
      await comment(anomalyId, 'lost');
      await ticketing.worker.drain();
      ticketing.advance(2_000);
      await ticketing.worker.drain();
      expect(comments(sysId)).toEqual([]);
      ticketing.advance(60_000);
      await ticketing.worker.drain();
      expect(comments(sysId)).toEqual(['lost']);
    });

    it('does not look for what was surely not done', async () => {
      const { anomalyId, sysId } = await linked();
      proxy.fail(patches, {
        when: 'before',
        what: { status: 429, body: '{}', headers: { 'Retry-After': '3' } },
      });
      await comment(anomalyId, 'limited');
      await ticketing.worker.drain();
      ticketing.advance(3_000);
      await ticketing.worker.drain();
      expect(comments(sysId)).toEqual(['limited']);
      expect(proxy.calls.map(({ method }) => method)).toEqual([
        'PATCH',
        'PATCH',
      ]);
    });

    it('sends notes that wait for one ticket with one call, in order, each with its time and marker', async () => {
      const { anomalyId, sysId } = await linked();
      await ticketing.change(anomalyId, {
        kind: 'status',
        status: 'Acknowledged',
      });
      ticketing.advance(61_000);
      await comment(anomalyId, 'one', 'two');
      await ticketing.worker.drain();
      expect(proxy.calls).toHaveLength(1);
      const [entry, ...more] = entries(sysId);
      expect(more).toEqual([]);
      const signature = `Anomaly ${anomalyId}, Ann Lee [ref X]`;
      expect(entry.replace(/\[ref [0-9a-f]{10}\]/g, '[ref X]')).toBe(
        [
          `[2026-01-23 19:51:23 UTC] Backstage Anomaly Status: Acknowledged\n${signature}`,
          `[2026-01-23 19:52:24 UTC] Comment from Backstage: one\n${signature}`,
          `[2026-01-23 19:52:24 UTC] Comment from Backstage: two\n${signature}`,
        ].join('\n\n---\n\n'),
      );
      expect(new Set(entry.match(/\[ref [0-9a-f]{10}\]/g)).size).toBe(3);
      expect(await ticketing.knex('delivery_attempts')).toHaveLength(4);
    });

    it('sends only those of several notes that are missing', async () => {
      const { anomalyId, sysId } = await linked();
      proxy.fail(patches, { when: 'after', what: 'cut' });
      await comment(anomalyId, 'one', 'two');
      await ticketing.worker.drain();
      await comment(anomalyId, 'three');
      ticketing.advance(4_000);
      await ticketing.worker.drain();
      expect(comments(sysId)).toEqual(['one', 'two', 'three']);
      expect(await statuses()).toEqual(Array(4).fill('delivered'));
    });

    it('keeps a change of state by itself, in its place', async () => {
      const { anomalyId, sysId } = await linked();
      await comment(anomalyId, 'before');
      await ticketing.change(anomalyId, {
        kind: 'status',
        status: 'Archived',
        resolution: 'Resolved',
      });
      await comment(anomalyId, 'after', 'later');
      await ticketing.worker.drain();
      expect(proxy.calls.filter(patches)).toHaveLength(3);
      expect(comments(sysId)).toEqual(['before', 'after', 'later']);
    });

    it('sends as many notes with one call as a journal entry holds', async () => {
      const { anomalyId, sysId } = await linked();
      await comment(anomalyId, ...Array(6).fill(`x${'y'.repeat(1_000)}`));
      await ticketing.worker.drain();
      expect(entries(sysId).map(entry => entry.split('---').length)).toEqual([
        3, 3,
      ]);
    });

    it('finds the one note that ServiceNow refuses among several', async () => {
      const { anomalyId, sysId } = await linked();
      const refused = {
        status: 403,
        body: '{"error":{"message":"Operation Failed","detail":"Operation against file \'incident\' was aborted by Business Rule \'No swearing^1\'"},"status":"failure"}',
      };
      const swears = (call: SeenCall) => /damn/.test(call.body);
      proxy.fail(swears, ...Array(3).fill({ when: 'before', what: refused }));
      await comment(anomalyId, 'fine', 'damn', 'good');
      await ticketing.worker.drain();
      expect(comments(sysId)).toEqual(['fine']);
      expect(await statuses()).toEqual([
        'delivered',
        'delivered',
        'dead',
        'pending',
      ]);
    });
  },
);
