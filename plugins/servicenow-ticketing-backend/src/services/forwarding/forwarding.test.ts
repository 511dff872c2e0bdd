import { mockCredentials } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  listActivityResponse,
  listAnomaliesResponse,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { JsonObject } from '@backstage/types';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestDatabases } from '../../__testUtils__/databases';
import { BASE, startPortal } from '../../__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const PIPELINE = mockCredentials.service.header();
const ORDERS: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'orders', namespace: 'default' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/sales' }],
};
const DEADLINE_MS = 30_000;

interface Item {
  check_key: string;
  outcome?: 'fail' | 'pass';
  dataset?: string;
  [key: string]: unknown;
}

describe.each(databases.ids)('forwarding, on %s', databaseId => {
  let simulator: Simulator;
  let plugin: Awaited<ReturnType<typeof startPortal>>;
  let run: number;

  beforeAll(async () => {
    simulator = await createSimulator({ port: 0 });
  });
  beforeEach(() => {
    simulator.reset();
    run = 0;
  });
  afterEach(() => plugin.stop());
  afterAll(() => simulator.stop());

  const start = async (sync: JsonObject) => {
    plugin = await startPortal({
      knex: await databases.createEmpty(databaseId),
      entities: [ORDERS],
      config: {
        integrations: {
          demo: {
            instanceUrl: simulator.url,
            auth: {
              username: 'portal_integration',
              password: 'portal_integration',
            },
            sync,
          },
        },
        delivery: { initialBackoff: { milliseconds: 50 } },
      },
    });
  };
  const report = async (...items: Item[]) => {
    run += 1;
    await plugin.portal
      .post(`${BASE}/anomalies/batch`)
      .set('Authorization', PIPELINE)
      .send({
        source: 'warehouse',
        run: {
          id: `r${run}`,
          observed_at: new Date(
            Date.now() - 60_000 + run * 1_000,
          ).toISOString(),
        },
        items: items.map(({ dataset = 'orders', ...item }) => ({
          outcome: 'fail',
          dataset: { platform: 'postgres', fqn: `shop.public.${dataset}` },
          type: 'record',
          severity: 'high',
          title: item.check_key,
          message: `What ${item.check_key} found: ann@example.com`,
          ...item,
        })),
      })
      .expect(202);
  };
  /** Waits until nothing that may be delivered now is left. */
  const settle = async () => {
    const end = Date.now() + DEADLINE_MS;
    for (;;) {
      const open = await plugin
        .knex('deliveries')
        .whereIn('status', ['pending', 'retrying', 'delivering'])
        .where(due =>
          due
            .whereNull('next_attempt_at')
            .orWhere('next_attempt_at', '<', new Date(Date.now() + 60_000)),
        );
      if (open.length === 0) {
        return;
      }
      if (Date.now() > end) {
        throw new Error(`Not delivered: ${JSON.stringify(open)}`);
      }
      await new Promise(resolve => {
        setTimeout(resolve, 50);
      });
    }
  };
  const tickets = () =>
    simulator.records('incident', 'correlation_idSTARTSWITHanomaly-');
  const notesOf = (sysId: string) =>
    simulator
      .records('sys_journal_field', `element_id=${sysId}^element=work_notes`)
      .map(row => row.value);
  const list = async () => {
    const answer = await plugin.portal
      .get(`${BASE}/anomalies`)
      .query({ size: 100, status: 'Active,Acknowledged,Archived' })
      .expect(200);
    return listAnomaliesResponse.parse(answer.body).items;
  };
  const find = async (checkKey: string) =>
    (await list()).find(anomaly => anomaly.check_key === checkKey)!;
  const patch = (id: number, body: object) =>
    plugin.portal.patch(`${BASE}/anomalies/${id}`).send(body).expect(200);
  const create = (id: number) =>
    plugin.portal
      .post(`${BASE}/integrations/ticketing/anomalies/${id}/tickets`)
      .send({ title: 'Orders are wrong' });

  it('always after forwarding: makes nothing without a person, and then tells all', async () => {
    await start({});
    await report({ check_key: 'a' });
    await settle();
    expect(tickets()).toEqual([]);
    const { id } = await find('a');
    await create(id).expect(201);
    await patch(id, { status: 'Acknowledged' });
    await report({ check_key: 'a', outcome: 'pass' });
    await settle();
    const [ticket] = tickets();
    expect(ticket.state).toBe('6');
    expect(notesOf(ticket.sys_id)).toHaveLength(2);
    await report({ check_key: 'a' });
    await settle();
    expect(tickets().map(({ state }) => state)).toEqual(['2']);
  });

  it('only on forwarding: the ticket is a snapshot', async () => {
    await start({ forwarding: 'only-on-forwarding' });
    await report({ check_key: 'a' });
    const { id } = await find('a');
    await create(id).expect(201);
    const [before] = tickets();
    await patch(id, { status: 'Acknowledged', comment: 'on it' });
    await report({ check_key: 'a', severity: 'critical' });
    await report({ check_key: 'a', outcome: 'pass' });
    await settle();
    expect(tickets()).toEqual([before]);
    expect(notesOf(before.sys_id)).toEqual([]);
  });

  it('always: every new anomaly gets a ticket, those of one dataset share it, and the rule is named', async () => {
    await start({
      forwarding: 'always',
      rules: [
        {
          name: 'Sales',
          action: 'forward',
          when: { owners: ['sales'] },
          assignmentGroup: 'Database',
        },
      ],
    });
    await report(
      { check_key: 'a', entity_ref: 'resource:default/orders' },
      {
        check_key: 'b',
        severity: 'critical',
        entity_ref: 'resource:default/orders',
      },
      { check_key: 'c', dataset: 'customers' },
    );
    await settle();
    expect(tickets()).toHaveLength(2);
    const [shared] = tickets().filter(({ short_description: title }) =>
      title.includes('2 anomalies'),
    );
    expect(shared.short_description).toMatch(/orders: 2 anomalies, such as b$/);
    expect(shared.description).toContain('- a (high, anomaly ');
    // What the others found may be samples of the data.
    expect(shared.description).not.toContain('What a found');
    const groups = simulator.records('sys_user_group', 'name=Database');
    expect(shared.assignment_group).toBe(groups[0].sys_id);
    const { id, ticket_links: links } = await find('a');
    expect(links).toMatchObject([
      { ticket_number: shared.number, created_by: 'rule:Sales' },
    ]);
    const activity = await plugin.portal
      .get(`${BASE}/anomalies/${id}/activity`)
      .expect(200);
    expect(listActivityResponse.parse(activity.body).items[0]).toMatchObject({
      kind: 'ticket_linked',
      actor_name: 'Rule "Sales"',
    });

    // Another one of the dataset joins the ticket while it is open, with one note.
    await report(
      { check_key: 'd', entity_ref: 'resource:default/orders' },
      { check_key: 'e', entity_ref: 'resource:default/orders' },
    );
    await settle();
    expect(tickets()).toHaveLength(2);
    expect((await find('d')).ticket_links).toMatchObject([
      { ticket_number: shared.number, origin: 'linked' },
    ]);
    expect(
      notesOf(shared.sys_id).filter(note => note.includes('Anomaly Linked')),
    ).toHaveLength(1);

    // All of them pass: one note, and the ticket is resolved.
    await report(
      ...['a', 'b', 'd', 'e'].map(check_key => ({
        check_key,
        outcome: 'pass' as const,
        entity_ref: 'resource:default/orders',
      })),
    );
    await settle();
    expect(notesOf(shared.sys_id)).toHaveLength(2);
    expect(
      tickets().find(({ sys_id: sysId }) => sysId === shared.sys_id)?.state,
    ).toBe('6');

    // What is new now gets a ticket of its own.
    await report({ check_key: 'f', entity_ref: 'resource:default/orders' });
    await settle();
    expect(tickets()).toHaveLength(3);
  });

  it('always: makes no ticket of what a rule excludes, until no rule does', async () => {
    await start({
      forwarding: 'always',
      groupBy: 'none',
      rules: [
        { name: 'Sandbox', action: 'ignore', when: { datasets: ['*.tmp_*'] } },
        {
          name: 'Keeps failing',
          action: 'forward',
          when: { minOccurrences: 2 },
        },
        { name: 'Rest', action: 'ignore' },
      ],
    });
    const items = [
      { check_key: 'a' },
      { check_key: 'b', dataset: 'tmp_orders' },
    ];
    await report(...items);
    await settle();
    expect(tickets()).toEqual([]);
    await report(...items);
    await settle();
    expect(tickets()).toHaveLength(1);
    const { id, ticket_links: links } = await find('a');
    expect(links).toHaveLength(1);

    // One that was unlinked does not come back with each run.
    await plugin.portal
      .delete(`${BASE}/anomalies/${id}/ticket-links/${links[0].id}`)
      .expect(204);
    await report(...items);
    await settle();
    expect(tickets()).toHaveLength(1);
  });

  it('always: makes so many tickets per hour and no more; the others wait, and say so', async () => {
    await start({
      forwarding: 'always',
      groupBy: 'none',
      maxTicketsPerHour: 2,
    });
    await report(
      ...['a', 'b', 'c', 'd', 'e'].map(check_key => ({ check_key })),
    );
    await settle();
    expect(tickets()).toHaveLength(2);
    const links = (await list()).flatMap(({ ticket_links: all }) => all);
    expect(links).toHaveLength(5);
    const waiting = links.filter(({ ticket_id: ticketId }) => !ticketId);
    expect(waiting).toHaveLength(3);
    for (const { sync } of waiting) {
      expect(sync.message).toMatch(
        /waiting: There are 2 tickets per hour at most.* \(next try in (1|2) h\)|\(next try in 60 min\)/,
      );
    }
    expect(plugin.logged.join('\n')).toMatch(
      /3 of 5 new tickets for demo wait/,
    );
    // What passes again before its turn gets no ticket at all.
    const [late] = (await list()).filter(anomaly =>
      anomaly.ticket_links.some(({ ticket_id: ticketId }) => !ticketId),
    );
    await report({ check_key: late.check_key, outcome: 'pass' });
    await settle();
    expect((await find(late.check_key)).ticket_links).toEqual([]);
    expect(tickets()).toHaveLength(2);

    // A person does not wait.
    await create((await find('e')).id).expect(201);
  });
});
