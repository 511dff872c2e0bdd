import { ticketLink } from 'backstage-plugin-servicenow-ticketing-common';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  createFaultyProxy,
  type FaultyProxy,
} from '../__testUtils__/faultyProxy';
import { ANN, createTestTicketing } from '../__testUtils__/testTicketing';

const databases = createTestDatabases();

describe.each(databases.ids)('linking tickets, on %s', databaseId => {
  let simulator: Simulator;
  let proxy: FaultyProxy;
  let ticketing: Awaited<ReturnType<typeof createTestTicketing>>;
  let anomalyId: number;

  beforeAll(async () => {
    simulator = await createSimulator({ port: 0 });
  });
  beforeEach(async () => {
    simulator.reset();
    proxy = await createFaultyProxy(simulator.url);
    ticketing = await createTestTicketing({
      knex: await databases.create(databaseId),
      instanceUrl: proxy.url,
    });
    anomalyId = await ticketing.anomaly();
  });
  afterEach(async () => {
    await ticketing.stop();
    await proxy.stop();
  });
  afterAll(() => simulator.stop());

  const insert = (description = 'It is broken.') =>
    simulator.insert('incident', {
      short_description: 'Orders late',
      description,
    });
  const incident = (sysId: string) =>
    simulator.records('incident', `sys_id=${sysId}`)[0];
  const notesOf = (sysId: string) =>
    simulator
      .records('sys_journal_field', `element_id=${sysId}^element=work_notes`)
      .map(row => row.value.replace(/ \[ref [0-9a-f]{10}\]/, ''));

  it.each(['ticket_id', 'ticket_number'] as const)(
    'links by %s, appends the details to the description and adds a note',
    async by => {
      const { sys_id: sysId, number } = insert();
      const link = await ticketing.ticketLinks.linkTicket(
        {
          anomalyId,
          ...(by === 'ticket_id'
            ? { ticket_id: sysId }
            : { ticket_number: number.toLowerCase() }),
        },
        ANN,
      );
      expect(ticketLink.strict().parse(link)).toMatchObject({
        anomaly_id: anomalyId,
        integration_name: 'Production',
        ticket_id: sysId,
        ticket_number: number,
        title: 'Orders late',
        status: 'New',
        origin: 'linked',
        created_by: ANN.ref,
        sync: { waiting: 1, message: '1 update on the way' },
      });
      await ticketing.worker.drain();
      expect(incident(sysId).description).toMatch(
        new RegExp(
          `^It is broken\\.\n\n## Backstage Anomaly Linked \\[2026-01-23 19:51:23 UTC\\]\n\n\\*\\*Anomaly ID:\\*\\* ${anomalyId}\n`,
        ),
      );
      expect(notesOf(sysId)).toEqual([
        `[2026-01-23 19:51:23 UTC] Backstage Anomaly Linked: http://portal/servicenow-ticketing/anomalies/${anomalyId}\nAnomaly ${anomalyId}, Ann Lee`,
      ]);
    },
  );

  it('appends the details once although the answer was lost', async () => {
    const { sys_id: sysId } = insert();
    await ticketing.ticketLinks.linkTicket(
      { anomalyId, ticket_id: sysId },
      ANN,
    );
    proxy.fail(({ method }) => method === 'PATCH', {
      when: 'after',
      what: 'cut',
    });
    await ticketing.worker.drain();
    ticketing.advance(2_000);
    await ticketing.worker.drain();
    expect(
      incident(sysId).description.match(/Backstage Anomaly Linked/g),
    ).toHaveLength(1);
    expect(notesOf(sysId)).toHaveLength(1);
  });

  it('puts the details into the note when the description has no room', async () => {
    const full = 'x'.repeat(3_990);
    const { sys_id: sysId } = insert(full);
    await ticketing.ticketLinks.linkTicket(
      { anomalyId, ticket_id: sysId },
      ANN,
    );
    await ticketing.worker.drain();
    expect(incident(sysId).description).toBe(full);
    expect(notesOf(sysId)[0]).toContain(`**Anomaly ID:** ${anomalyId}`);
  });

  it('refuses a ticket that does not exist or is linked already', async () => {
    await expect(
      ticketing.ticketLinks.linkTicket(
        { anomalyId, ticket_number: 'INC9999999' },
        ANN,
      ),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringMatching(/^Production has no incident INC9999999/),
    });
    await expect(
      ticketing.ticketLinks.linkTicket(
        { anomalyId, ticket_id: '0'.repeat(32) },
        ANN,
      ),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining('0'.repeat(32)),
    });
    // A table without numbers must not give just any record.
    await expect(
      ticketing.ticketLinks.linkTicket(
        { anomalyId, ticket_number: 'INC0000001', table: 'sys_user_group' },
        ANN,
      ),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('sys_user_group shows no field number'),
    });
    const { sys_id: sysId, number } = insert();
    const link = { anomalyId, ticket_id: sysId };
    await ticketing.ticketLinks.linkTicket(link, ANN);
    await expect(
      ticketing.ticketLinks.linkTicket(link, ANN),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: `${number} is linked to anomaly ${anomalyId} already`,
    });
    await ticketing.worker.drain();
    expect(notesOf(sysId)).toHaveLength(1);
    await expect(
      ticketing.ticketLinks.linkTicket({ ...link, anomalyId: 999 }, ANN),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('unlinks with a note, and links again', async () => {
    const { sys_id: sysId } = insert();
    const request = { anomalyId, ticket_id: sysId };
    const { id: linkId } = await ticketing.ticketLinks.linkTicket(request, ANN);
    await ticketing.ticketLinks.unlinkTicket({ anomalyId, linkId }, ANN);
    await ticketing.worker.drain();
    expect(await ticketing.ticketLinks.listLinksOf(anomalyId)).toEqual([]);
    expect(notesOf(sysId)[1]).toBe(
      `[2026-01-23 19:51:23 UTC] Backstage Anomaly Unlinked\nAnomaly ${anomalyId}, Ann Lee`,
    );
    const activity = await ticketing.activities.list(anomalyId, {
      page: 1,
      size: 10,
    });
    expect(activity.items.map(({ kind, actor }) => [kind, actor])).toEqual([
      ['ticket_unlinked', ANN.ref],
      ['ticket_linked', ANN.ref],
    ]);
    await expect(
      ticketing.ticketLinks.unlinkTicket({ anomalyId, linkId }, ANN),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      message: `Anomaly ${anomalyId} has no ticket link ${linkId}`,
    });
    await ticketing.ticketLinks.linkTicket(request, ANN);
  });

  it('gives up a ticket that ServiceNow has not made yet when it is unlinked', async () => {
    proxy.fail(() => true, { when: 'before', what: 'cut' });
    await ticketing.creation.createTicket({ anomalyId, title: 'x' }, ANN);
    const [{ id: linkId }] = await ticketing.ticketLinks.listLinksOf(anomalyId);
    await ticketing.ticketLinks.unlinkTicket({ anomalyId, linkId }, ANN);
    ticketing.advance(600_000);
    await ticketing.worker.drain();
    expect(proxy.calls).toHaveLength(1);
    const { items } = await ticketing.deliveryService.list({
      page: 1,
      size: 10,
    });
    expect(items).toMatchObject([{ kind: 'create', status: 'discarded' }]);
  });

  it('reads the state of a ticket when asked, and says when it is gone', async () => {
    const { sys_id: sysId } = insert();
    const { id: linkId } = await ticketing.ticketLinks.linkTicket(
      { anomalyId, ticket_id: sysId },
      ANN,
    );
    simulator.update('incident', sysId, { state: '2', urgency: '1' });
    ticketing.advance(60_000);
    expect(
      await ticketing.ticketLinks.syncLink({ anomalyId, linkId }),
    ).toMatchObject({
      status: 'In Progress',
      state: '2',
      last_synced_at: '2026-01-23T19:52:23.000Z',
    });
    simulator.remove('incident', sysId);
    await expect(
      ticketing.ticketLinks.syncLink({ anomalyId, linkId }),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringMatching(/deleted, or the service account/),
    });
  });
});
