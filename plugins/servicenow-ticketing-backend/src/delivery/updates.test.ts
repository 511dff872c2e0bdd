import type { IntegrationSyncInput } from 'backstage-plugin-servicenow-ticketing-common';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestDatabases } from '../__testUtils__/databases';
import { severityRank } from '../domain/severityRank';
import { aSync } from '../__testUtils__/integrations';
import { ANN, createTestTicketing } from '../__testUtils__/testTicketing';

const databases = createTestDatabases();

/** What tickets hear of their anomalies, as docs/sync.md says. */
describe.each(databases.ids)('what tickets hear, on %s', databaseId => {
  let simulator: Simulator;
  let ticketing: Awaited<ReturnType<typeof createTestTicketing>>;

  beforeAll(async () => {
    simulator = await createSimulator({ port: 0 });
  });
  beforeEach(() => simulator.reset());
  afterEach(() => ticketing.stop());
  afterAll(() => simulator.stop());

  const start = async (sync: IntegrationSyncInput = {}) => {
    ticketing = await createTestTicketing({
      knex: await databases.create(databaseId),
      instanceUrl: simulator.url,
      settings: { sync: aSync(sync) },
    });
  };
  const create = async (anomalyId: number, title = 'Orders are wrong') => {
    const answer = await ticketing.creation.createTicket(
      { anomalyId, title },
      ANN,
    );
    if (answer.outcome !== 'created') {
      throw new Error(answer.response.message);
    }
    return answer.response.ticket.ticket_id;
  };
  const link = (anomalyId: number, sysId: string) =>
    ticketing.ticketLinks.linkTicket({ anomalyId, ticket_id: sysId }, ANN);
  const record = (sysId: string) =>
    simulator.records('incident', `sys_id=${sysId}`)[0];
  /** Without what differs each time. */
  const notesOf = (sysId: string) =>
    simulator
      .records('sys_journal_field', `element_id=${sysId}^element=work_notes`)
      .map(row => row.value)
      .filter(note => !note.includes('Anomaly Linked'))
      .map(note =>
        note
          .replace(/ \[ref [0-9a-f]{10}\]/, '')
          .replace(/^\[[^\]]+ UTC\]/, '[time]'),
      );
  const decide = async (
    anomalyId: number,
    status: 'Active' | 'Acknowledged' | 'Archived',
    more: {
      resolution?: 'Resolved' | 'Duplicate' | 'Invalid' | 'Discarded';
      comment?: string;
    } = {},
  ) => {
    await ticketing.change(anomalyId, { kind: 'status', status, ...more });
    await ticketing.worker.drain();
  };
  /** A ticket on which a person has set a state. */
  const setState = (sysId: string, state: string) =>
    simulator.update('incident', sysId, {
      state,
      close_code: 'Solution provided',
      close_notes: 'Done by a person',
    });

  it('acknowledge: a note, and with it the state where that is wanted', async () => {
    await start();
    const anomalyId = await ticketing.anomaly();
    const sysId = await create(anomalyId);
    await decide(anomalyId, 'Acknowledged');
    expect(notesOf(sysId)).toEqual([
      `[time] Backstage Anomaly Status: Acknowledged\nAnomaly ${anomalyId}, Ann Lee`,
    ]);
    expect(record(sysId).state).toBe('1');
    await ticketing.stop();

    await start({ outbound: { acknowledge: 'note-and-state' } });
    const other = await ticketing.anomaly();
    const [begun, onHold] = [await create(other), await create(other, 'Held')];
    simulator.update('incident', onHold, { state: '3', hold_reason: '1' });
    await decide(other, 'Acknowledged');
    expect(record(begun).state).toBe('2');
    // Somebody has moved it on already.
    expect(record(onHold).state).toBe('3');
    expect(notesOf(onHold)).toHaveLength(1);
  });

  it('comment: a note on every ticket of the anomaly, and none where that is off', async () => {
    await start();
    const anomalyId = await ticketing.anomaly();
    const sysIds = [await create(anomalyId), await create(anomalyId, 'Two')];
    await ticketing.change(anomalyId, {
      kind: 'comment',
      text: 'a <b>look</b>',
    });
    await ticketing.worker.drain();
    for (const sysId of sysIds) {
      expect(notesOf(sysId)).toEqual([
        `Comment from Backstage: a <b>look</b>\nAnomaly ${anomalyId}, Ann Lee`,
      ]);
    }
    await ticketing.stop();

    await start({ outbound: { comment: false } });
    const other = await ticketing.anomaly();
    const quiet = await create(other);
    expect(await ticketing.change(other, { kind: 'comment', text: 'x' })).toBe(
      0,
    );
    await ticketing.worker.drain();
    expect(notesOf(quiet)).toEqual([]);
  });

  it('resolved: the ticket is resolved with the last of its anomalies, and until then says how many are open', async () => {
    await start();
    const [one, two, three] = [
      await ticketing.anomaly(),
      await ticketing.anomaly(),
      await ticketing.anomaly(),
    ];
    const sysId = await create(one);
    await link(two, sysId);
    await link(three, sysId);
    await decide(one, 'Archived', { resolution: 'Resolved' });
    await decide(two, 'Archived', { resolution: 'Invalid' });
    expect(record(sysId).state).toBe('1');
    await decide(three, 'Archived', {
      resolution: 'Resolved',
      comment: 'Loaded again',
    });
    expect(record(sysId)).toMatchObject({
      state: '6',
      close_code: 'Solution provided',
      close_notes: 'Loaded again',
    });
    expect(notesOf(sysId)).toEqual([
      `[time] Backstage Anomaly Status: Archived (Resolved)\nThe ticket stays open: 2 of its anomalies are still open.\nAnomaly ${one}, Ann Lee`,
      `[time] Backstage Anomaly Status: Archived (Invalid)\nAnomaly ${two}, Ann Lee`,
      `[time] Backstage Anomaly Status: Archived (Resolved)\nComment from Backstage: Loaded again\nAnomaly ${three}, Ann Lee`,
    ]);
  });

  it('resolved: a note alone where only that is wanted', async () => {
    await start({ outbound: { resolve: 'note' } });
    const anomalyId = await ticketing.anomaly();
    const sysId = await create(anomalyId);
    await decide(anomalyId, 'Archived', { resolution: 'Resolved' });
    expect(record(sysId).state).toBe('1');
    expect(notesOf(sysId)).toHaveLength(1);
  });

  it.each(['Duplicate', 'Invalid', 'Discarded'] as const)(
    'archived as %s: a note, and where that is wanted the ticket is resolved',
    async resolution => {
      await start();
      const anomalyId = await ticketing.anomaly();
      const sysId = await create(anomalyId);
      await decide(anomalyId, 'Archived', { resolution });
      expect(record(sysId).state).toBe('1');
      expect(notesOf(sysId)).toEqual([
        `[time] Backstage Anomaly Status: Archived (${resolution})\nAnomaly ${anomalyId}, Ann Lee`,
      ]);
      await ticketing.stop();

      await start({ outbound: { archive: 'note-and-state' } });
      const other = await ticketing.anomaly();
      const resolved = await create(other);
      await decide(other, 'Archived', { resolution });
      expect(record(resolved).state).toBe('6');
    },
  );

  it('reopened: a resolved ticket goes back into work, whoever resolved it', async () => {
    await start();
    const anomalyId = await ticketing.anomaly();
    const [ours, theirs] = [
      await create(anomalyId),
      await create(anomalyId, 'Two'),
    ];
    setState(theirs, '6');
    await decide(anomalyId, 'Archived', { resolution: 'Resolved' });
    expect(record(ours).state).toBe('6');
    await decide(anomalyId, 'Active');
    for (const sysId of [ours, theirs]) {
      expect(record(sysId).state).toBe('2');
      expect(notesOf(sysId).at(-1)).toBe(
        `[time] Backstage Anomaly Status: Active\nAnomaly ${anomalyId}, Ann Lee`,
      );
    }
    expect(
      simulator.records('incident', 'correlation_idISNOTEMPTY'),
    ).toHaveLength(2);
  });

  it('reopened: with the severity it has by now, which tickets do not hear of while it is archived', async () => {
    await start();
    const anomalyId = await ticketing.anomaly({ severity: 'critical' });
    const [ours, theirs] = [
      await create(anomalyId),
      await create(anomalyId, 'Two'),
    ];
    await decide(anomalyId, 'Archived', { resolution: 'Invalid' });
    simulator.update('incident', theirs, { urgency: '2' });
    await ticketing
      .knex('anomalies')
      .where('id', anomalyId)
      .update({
        severity: severityRank('low'),
      });
    await decide(anomalyId, 'Active');
    expect(record(ours).urgency).toBe('3');
    // Somebody changed it in ServiceNow.
    expect(record(theirs).urgency).toBe('2');
    expect(notesOf(ours)).toHaveLength(2);
  });

  it('reopened: a note alone where only that is wanted', async () => {
    await start({ outbound: { reopen: 'note' } });
    const anomalyId = await ticketing.anomaly();
    const sysId = await create(anomalyId);
    await decide(anomalyId, 'Archived', { resolution: 'Resolved' });
    await decide(anomalyId, 'Active');
    expect(record(sysId).state).toBe('6');
    expect(notesOf(sysId)).toHaveLength(2);
  });

  const made = (anomalyId: number) =>
    simulator.records(
      'incident',
      `correlation_idSTARTSWITHanomaly-${anomalyId}-`,
    );

  it.each([
    ['closed', '7'],
    ['canceled', '8'],
  ])(
    'reopened: a new ticket takes the place of one that is %s, once each time',
    async (word, state) => {
      await start();
      const anomalyId = await ticketing.anomaly();
      const first = await create(anomalyId);
      await decide(anomalyId, 'Archived', { resolution: 'Resolved' });
      setState(first, state);
      await decide(anomalyId, 'Active');
      await ticketing.worker.drain();
      const [, second, ...others] = made(anomalyId);
      expect(others).toEqual([]);
      expect(second).toMatchObject({
        short_description: 'Orders are wrong',
        state: '1',
        description: expect.stringContaining(
          `Goes on from ${record(first).number}, which is ${word}`,
        ),
      });
      expect(record(first).state).toBe(state);
      expect(await ticketing.ticketLinks.listLinksOf(anomalyId)).toHaveLength(
        2,
      );

      // The second time it is the second that goes on.
      await decide(anomalyId, 'Archived', { resolution: 'Resolved' });
      await decide(anomalyId, 'Active');
      expect(made(anomalyId)).toHaveLength(2);
      expect(record(second.sys_id).state).toBe('2');

      setState(second.sys_id, '6');
      setState(second.sys_id, state);
      await decide(anomalyId, 'Archived', { resolution: 'Resolved' });
      await decide(anomalyId, 'Active');
      await ticketing.worker.drain();
      expect(made(anomalyId)).toHaveLength(3);
    },
  );

  it('reopened: anomalies that shared a closed ticket share the new one', async () => {
    await start();
    const [one, two] = [await ticketing.anomaly(), await ticketing.anomaly()];
    const first = await create(one);
    await link(two, first);
    for (const id of [one, two]) {
      await decide(id, 'Archived', { resolution: 'Resolved' });
    }
    setState(first, '7');
    for (const id of [one, two]) {
      await ticketing.change(id, { kind: 'status', status: 'Active' });
    }
    await ticketing.worker.drain();
    await ticketing.worker.drain();
    expect(made(one)).toHaveLength(2);
    expect(made(two)).toHaveLength(0);
    const numbers = await Promise.all(
      [one, two].map(async id =>
        (
          await ticketing.ticketLinks.listLinksOf(id)
        ).map(each => each.ticket_number),
      ),
    );
    expect(numbers[0]).toHaveLength(2);
    expect(numbers[1]).toEqual(numbers[0]);
  });

  it('reopened: no new ticket where another one goes on, or none is wanted', async () => {
    await start();
    const anomalyId = await ticketing.anomaly();
    const [closed] = [await create(anomalyId), await create(anomalyId, 'Two')];
    setState(closed, '7');
    await decide(anomalyId, 'Archived', { resolution: 'Resolved' });
    await decide(anomalyId, 'Active');
    await ticketing.worker.drain();
    expect(made(anomalyId)).toHaveLength(2);
    await ticketing.stop();

    await start({ outbound: { replace_closed: false } });
    const other = await ticketing.anomaly();
    const only = await create(other, 'Only one');
    setState(only, '7');
    const before = simulator.records('incident').length;
    await decide(other, 'Archived', { resolution: 'Resolved' });
    await decide(other, 'Active');
    await ticketing.worker.drain();
    expect(simulator.records('incident')).toHaveLength(before);
    expect(notesOf(only)).toHaveLength(2);
  });

  it('severity: the fields follow, unless somebody changed them in ServiceNow', async () => {
    await start();
    const anomalyId = await ticketing.anomaly();
    const [ours, theirs] = [
      await create(anomalyId),
      await create(anomalyId, 'Two'),
    ];
    simulator.update('incident', theirs, { urgency: '3' });
    await ticketing.change(anomalyId, {
      kind: 'severity',
      severity: 'critical',
    });
    await ticketing.worker.drain();
    expect(record(ours).urgency).toBe('1');
    expect(record(theirs).urgency).toBe('3');
    expect(notesOf(ours)).toEqual([
      `[time] Backstage Anomaly Severity: critical\nAnomaly ${anomalyId}, Ann Lee`,
    ]);
    expect(notesOf(theirs)).toEqual([
      `[time] Backstage Anomaly Severity: critical\nAnomaly ${anomalyId}, Ann Lee`,
    ]);
  });

  it('unlink: a note, and none where that is off', async () => {
    await start();
    const anomalyId = await ticketing.anomaly();
    const sysId = await create(anomalyId);
    const [{ id }] = await ticketing.ticketLinks.listLinksOf(anomalyId);
    await ticketing.ticketLinks.unlinkTicket({ anomalyId, linkId: id }, ANN);
    await ticketing.worker.drain();
    expect(notesOf(sysId)).toEqual([
      `[time] Backstage Anomaly Unlinked\nAnomaly ${anomalyId}, Ann Lee`,
    ]);
    await ticketing.stop();

    await start({ outbound: { unlink: false } });
    const other = await ticketing.anomaly();
    const quiet = await create(other);
    const [{ id: linkId }] = await ticketing.ticketLinks.listLinksOf(other);
    await ticketing.ticketLinks.unlinkTicket({ anomalyId: other, linkId }, ANN);
    await ticketing.worker.drain();
    expect(notesOf(quiet)).toEqual([]);
  });
});
