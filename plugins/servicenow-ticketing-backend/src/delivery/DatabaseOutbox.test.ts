import { createTestDatabases } from '../__testUtils__/databases';
import { ANN, createTestTicketing } from '../__testUtils__/testTicketing';
import type { AnomalyChange } from '../domain/anomalyChange';
import type { RemoteTicket } from '../domain/remoteTicket';

const databases = createTestDatabases();

const remote = (sysId: string): RemoteTicket => ({
  table: 'incident',
  sysId,
  number: 'INC0000001',
  title: 'Orders late',
  description: '',
  state: '1',
  stateLabel: 'New',
  priority: '5',
  priorityLabel: '5 - Planning',
  urgency: '3',
  impact: '3',
  category: '',
  subcategory: '',
  closeNotes: '',
});

describe.each(databases.ids)('DatabaseOutbox, on %s', databaseId => {
  let ticketing: Awaited<ReturnType<typeof createTestTicketing>>;

  beforeEach(async () => {
    ticketing = await createTestTicketing({
      knex: await databases.create(databaseId),
      instanceUrl: 'http://127.0.0.1:9',
    });
  });
  afterEach(() => ticketing.stop());

  const link = (anomalyIds: number[], sysId: string) =>
    ticketing.knex.transaction(async tx => {
      const ticketId = await ticketing.tickets.upsertRemote(tx, {
        integrationId: 1,
        remote: remote(sysId),
        at: ticketing.now(),
      });
      for (const anomalyId of anomalyIds) {
        await ticketing.links.insert(tx, {
          anomalyId,
          ticketId,
          origin: 'linked',
          createdBy: ANN.ref,
          at: ticketing.now(),
        });
      }
      return ticketId;
    });
  const kindsOf = async (ticketId: number) =>
    (await ticketing.deliveries.listUnsettled([ticketId])).map(
      ({ kind }) => kind,
    );
  const archive = (resolution: 'Resolved' | 'Invalid') =>
    ({ kind: 'status', status: 'Archived', resolution } as const);

  it('writes one delivery per linked ticket, and none without', async () => {
    const anomalyId = await ticketing.anomaly();
    expect(
      await ticketing.change(anomalyId, { kind: 'comment', text: 'x' }),
    ).toBe(0);
    const first = await link([anomalyId], 'a'.repeat(32));
    const second = await link([anomalyId], 'b'.repeat(32));
    expect(
      await ticketing.change(anomalyId, { kind: 'comment', text: 'x' }),
    ).toBe(2);
    for (const ticketId of [first, second]) {
      expect(
        await ticketing.deliveries.listUnsettled([ticketId]),
      ).toMatchObject([
        {
          kind: 'comment',
          status: 'pending',
          anomalyId,
          activityId: expect.any(Number),
          createdBy: ANN.ref,
          payload: {
            note: expect.stringMatching(/^Comment from Backstage: x\n/),
            marker: expect.stringMatching(/^[0-9a-f]{10}$/),
          },
        },
      ]);
    }
  });

  it('resolves a ticket only with the last of its anomalies', async () => {
    const [first, second] = [
      await ticketing.anomaly(),
      await ticketing.anomaly(),
    ];
    const shared = await link([first, second], 'a'.repeat(32));
    const own = await link([first], 'b'.repeat(32));
    await ticketing.change(first, archive('Resolved'));
    expect(await kindsOf(shared)).toEqual(['status']);
    expect(await kindsOf(own)).toEqual(['resolve']);
    await ticketing.change(second, archive('Resolved'));
    expect(await kindsOf(shared)).toEqual(['status', 'resolve']);
  });

  it('resolves once when the last two are archived at the same moment', async () => {
    const [first, second] = [
      await ticketing.anomaly(),
      await ticketing.anomaly(),
    ];
    const shared = await link([first, second], 'a'.repeat(32));
    await Promise.all([
      ticketing.change(first, archive('Resolved')),
      ticketing.change(second, archive('Resolved')),
    ]);
    expect(await kindsOf(shared)).toEqual(['status', 'resolve']);
  });

  it('tells other decisions by a note, and leaves it to the try what reopening takes', async () => {
    const anomalyId = await ticketing.anomaly();
    const ticketId = await link([anomalyId], 'a'.repeat(32));
    for (const change of [
      { kind: 'status', status: 'Acknowledged' },
      archive('Invalid'),
      { kind: 'status', status: 'Active' },
    ] as const) {
      await ticketing.change(anomalyId, change);
    }
    expect(await kindsOf(ticketId)).toEqual(['status', 'status', 'reopen']);
  });

  it('leaves nothing behind when what caused it is rolled back', async () => {
    const anomalyId = await ticketing.anomaly();
    const ticketId = await link([anomalyId], 'a'.repeat(32));
    const change: AnomalyChange = {
      kind: 'comment',
      text: 'x',
      anomalyId,
      activityId: 1,
      actor: ANN,
      at: ticketing.now(),
    };
    await expect(
      ticketing.knex.transaction(async tx => {
        await ticketing.outbox.enqueueForAnomaly(tx, change);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await kindsOf(ticketId)).toEqual([]);
  });
});
