import { mockCredentials } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import {
  createTicketResponse,
  ingestReport,
  listActivityResponse,
  listAnomaliesResponse,
  pendingTicketResponse,
} from 'backstage-plugin-servicenow-ticketing-common';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import type request from 'supertest';
import { createTestDatabases } from './__testUtils__/databases';
import { BASE, startPortal } from './__testUtils__/startPortal';
import { createOpenApiDocument } from './openapi/createOpenApiDocument';

jest.setTimeout(120_000);

const PIPELINE = mockCredentials.service.header();

const readDemo = (name: string) =>
  JSON.parse(
    readFileSync(resolve(__dirname, '../../../demo/dbt', name), 'utf8'),
  );
const firstRun = {
  run_results: readDemo('run_results.json'),
  manifest: readDemo('manifest.json'),
};
const fixedRun = {
  ...firstRun,
  run_results: readDemo('run_results_fixed.json'),
};

const entities: Entity[] = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: 'orders',
      annotations: { 'servicenow-ticketing/dbt-node': 'model.shop.orders' },
    },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: 'mock' },
    spec: { profile: { displayName: 'Ann Keller' } },
  },
];

const databases = createTestDatabases();

async function startPlugin(options: {
  databaseId: string;
  instanceUrl: string;
  allow?: boolean;
  /** Wait after the first try of a delivery. */
  initialBackoff?: JsonObject;
}) {
  return startPortal({
    knex: await databases.createEmpty(options.databaseId),
    allow: options.allow,
    entities,
    config: {
      sources: { warehouse: { adapter: 'dbt', title: 'Warehouse tests' } },
      integrations: {
        demo: {
          instanceUrl: options.instanceUrl,
          auth: {
            username: 'portal_integration',
            password: 'portal_integration',
          },
        },
      },
      delivery: {
        initialBackoff: options.initialBackoff ?? { milliseconds: 50 },
      },
    },
  });
}

describe.each(databases.ids)('the plugin on %s', databaseId => {
  let simulator: Simulator;
  let plugin: Awaited<ReturnType<typeof startPlugin>>;

  beforeAll(async () => {
    simulator = await createSimulator({ port: 0 });
  });
  beforeEach(async () => {
    simulator.reset();
    plugin = await startPlugin({ databaseId, instanceUrl: simulator.url });
  });
  afterEach(() => plugin.stop());
  afterAll(() => simulator.stop());

  const report = async (document: object) => {
    const answer = await plugin.portal
      .post(`${BASE}/ingest/warehouse`)
      .set('Authorization', PIPELINE)
      .send(document)
      .expect(202);
    return ingestReport.parse(answer.body);
  };
  const list = async (query: object) => {
    const answer = await plugin.portal
      .get(`${BASE}/anomalies`)
      .query(query)
      .expect(200);
    return listAnomaliesResponse.parse(answer.body);
  };
  const uniqueOrders = async () => {
    const { items } = await list({ query: 'unique_orders_order_id' });
    expect(items).toHaveLength(1);
    return items[0];
  };
  const create = (anomalyId: number, body: object) =>
    plugin.portal
      .post(`${BASE}/integrations/ticketing/anomalies/${anomalyId}/tickets`)
      .send(body);
  const incident = (number: string) =>
    simulator.records('incident').find(record => record.number === number);
  const notesOf = (sysId: string) =>
    simulator
      .records('sys_journal_field')
      .filter(row => row.element_id === sysId && row.element === 'work_notes')
      .map(row => row.value);
  /** Resolves once everything that is done to the anomaly is in ServiceNow. */
  const untilDelivered = async (anomalyId: number) => {
    for (;;) {
      const { body } = await plugin.portal
        .get(`${BASE}/deliveries`)
        .query({ anomaly_id: anomalyId })
        .expect(200);
      const statuses: string[] = body.items.map(
        (item: { status: string }) => item.status,
      );
      if (statuses.every(status => status === 'delivered')) {
        return;
      }
      expect(statuses).not.toContain('dead');
    }
  };

  it('carries a failed dbt test through its ticket to resolved', async () => {
    const taken = await report(firstRun);
    expect(taken.created).toBeGreaterThan(5);
    const found = await uniqueOrders();
    expect(found).toMatchObject({
      status: 'Active',
      condition: 'failing',
      severity: 'high',
      entity_refs: ['resource:default/orders'],
      source_title: 'Warehouse tests',
      ticket_links: [],
    });

    const created = createTicketResponse.parse(
      (await create(found.id, { title: 'Orders are wrong' }).expect(201)).body,
    );
    const number = created.ticket.ticket_number;
    expect(incident(number)).toMatchObject({
      short_description: 'Orders are wrong',
      state: '1',
    });
    expect(incident(number)?.description).toMatch(
      new RegExp(
        `## Backstage Anomaly Linked \\[.* UTC\\]\n\n\\*\\*Anomaly ID:\\*\\* ${found.id}\n`,
      ),
    );

    await plugin.portal
      .patch(`${BASE}/anomalies/${found.id}`)
      .send({ status: 'Acknowledged', version: found.version })
      .expect(200);
    await plugin.portal
      .post(`${BASE}/anomalies/${found.id}/comments`)
      .send({ body: 'Looking at the loader' })
      .expect(201);
    await plugin.portal
      .patch(`${BASE}/anomalies/${found.id}`)
      .send({
        status: 'Archived',
        resolution: 'Resolved',
        comment: 'Loaded the partition again',
      })
      .expect(200);
    await untilDelivered(found.id);

    expect(incident(number)).toMatchObject({
      state: '6',
      close_code: 'Solution provided',
      close_notes: 'Loaded the partition again',
    });
    const notes = notesOf(created.ticket.ticket_id);
    expect(notes).toHaveLength(3);
    expect(notes[0]).toMatch(
      /^\[.* UTC\] Backstage Anomaly Status: Acknowledged/,
    );
    expect(notes[1]).toMatch(
      /^Comment from Backstage: Looking at the loader\n.*Ann Keller/,
    );
    expect(notes[2]).toMatch(/Anomaly Status: Archived \(Resolved\)/);

    const activity = listActivityResponse.parse(
      (await plugin.portal.get(`${BASE}/anomalies/${found.id}/activity`)).body,
    );
    expect(activity.items.map(({ kind }) => kind)).toEqual([
      'status',
      'comment',
      'status',
      'ticket_created',
      'detected',
    ]);
    expect(activity.items[1].deliveries).toMatchObject([
      { status: 'delivered', ticket_number: number },
    ]);
  });

  it('takes a report once, and resolves only what the next run says passes', async () => {
    const first = await report(firstRun);
    const again = await report(firstRun);
    expect(again).toMatchObject({
      delivery_id: first.delivery_id,
      created: 0,
      updated: 0,
      resolved: 0,
    });
    const next = await report(fixedRun);
    expect(next.resolved).toBeGreaterThan(0);
    const { summary } = await list({});
    expect(summary.active).toBe(first.created + next.created - next.resolved);
    expect(summary.archived).toBe(next.resolved);
  });

  it('takes canonical batches, and events of any kind around reports', async () => {
    const batch = (run: string, outcome: string) => ({
      source: 'scripts',
      run: { id: run },
      items: [
        { check_key: 'rows', outcome, entity_ref: 'resource:default/orders' },
      ],
    });
    const post = (path: string) =>
      plugin.portal.post(`${BASE}${path}`).set('Authorization', PIPELINE);
    const made = await post('/anomalies/batch')
      .send(batch('r1', 'fail'))
      .expect(202);
    expect(ingestReport.parse(made.body)).toMatchObject({
      created: 1,
      unmatched: 0,
      errors: [],
    });
    const passed = await post('/anomalies/batch')
      .send(batch('r2', 'pass'))
      .expect(202);
    expect(passed.body).toMatchObject({ resolved: 1 });

    const attributes = {
      id: '1',
      source: '/dbt',
      type: 'x',
      specversion: '1.0',
    };
    const structured = await post('/ingest/warehouse')
      .type('application/cloudevents+json')
      .send(JSON.stringify({ ...attributes, data: firstRun }))
      .expect(202);
    expect(structured.body.created).toBeGreaterThan(5);
    const binary = await post('/ingest/warehouse')
      .set('ce-id', '1')
      .set('ce-source', '/dbt')
      .set('ce-type', 'x')
      .set('ce-specversion', '1.0')
      .send(fixedRun)
      .expect(202);
    expect(binary.body).toMatchObject({
      delivery_id: structured.body.delivery_id,
      created: 0,
      resolved: 0,
    });
  });

  it('keeps a ticket that ServiceNow cannot make yet, and makes it once it can', async () => {
    await plugin.stop();
    plugin = await startPlugin({
      databaseId,
      instanceUrl: simulator.url,
      // Long enough for the answers to tell of the first try, however busy the machine is.
      initialBackoff: { seconds: 5 },
    });
    await report(firstRun);
    const { id } = await uniqueOrders();
    const { port } = simulator;
    await simulator.stop();

    const pending = pendingTicketResponse.parse(
      (await create(id, { title: 'Orders are wrong' }).expect(202)).body,
    );
    expect(pending).toMatchObject({
      ticket_number: null,
      delivery: { kind: 'create', status: 'retrying', attempts: 1 },
    });
    const { ticket_links: links } = await uniqueOrders();
    expect(links).toMatchObject([
      { ticket_number: null, sync: { waiting: 1 } },
    ]);
    expect(links[0].sync.message).toMatch(/ServiceNow/);

    simulator = await createSimulator({ port });
    await untilDelivered(id);
    const [link] = (await uniqueOrders()).ticket_links;
    expect(incident(link.ticket_number!)).toMatchObject({
      short_description: 'Orders are wrong',
    });
  });

  it('says what is wrong with bad input, and keeps nothing of it', async () => {
    await report(firstRun);
    const { id } = await uniqueOrders();
    const { portal } = plugin;
    const ingest = (source: string) =>
      portal
        .post(`${BASE}/ingest/${source}`)
        .set('Authorization', PIPELINE)
        .set('Content-Type', 'application/json');
    const links = `${BASE}/anomalies/${id}/ticket-links`;
    const before = simulator.records('incident').length;

    const refused: [request.Test, number, RegExp][] = [
      [ingest('warehouse').send('{"results": ['), 400, /not JSON/],
      [ingest('warehouse').send('{"checks": []}'), 400, /dbt|run_results/],
      [ingest('warehouse').send('[1]'), 400, /run_results/],
      [ingest('lakehouse').send('{}'), 404, /lakehouse.*warehouse/],
      [
        portal.post(`${BASE}/ingest/warehouse`).send(firstRun),
        403,
        /user|credentials/i,
      ],
      [
        portal
          .post(`${BASE}/ingest/warehouse`)
          .set('Authorization', mockCredentials.none.header())
          .send(firstRun),
        401,
        /credentials/i,
      ],
      [portal.get(`${BASE}/anomalies/4711`), 404, /4711/],
      [portal.get(`${BASE}/anomalies/one`), 400, /anomaly/i],
      [
        portal.get(`${BASE}/anomalies?status=Open&size=0`),
        400,
        /size: .*; status/,
      ],
      [create(id, { title: '' }), 400, /title: must not be empty/],
      [
        create(id, { title: 'x'.repeat(161) }),
        400,
        /title: must be at most 160/,
      ],
      [
        create(id, { title: 'x', priority: 'urgent' }),
        400,
        /priority: must be one of 1 \(critical\)/,
      ],
      [create(4711, { title: 'x' }), 404, /4711/],
      [
        create(id, { title: 'x', assignment_group: 'Nobody' }),
        400,
        /assignment_group.*Nobody/,
      ],
      [
        portal.post(links).send({ ticket_number: 'INC9999999' }),
        404,
        /INC9999999/,
      ],
      [
        portal.patch(`${BASE}/anomalies/${id}`).send({ status: 'Archived' }),
        400,
        /resolution/,
      ],
      [
        portal
          .patch(`${BASE}/anomalies/${id}`)
          .send({ status: 'Acknowledged', version: 99 }),
        409,
        /changed by somebody else/,
      ],
      [
        portal
          .post(`${BASE}/anomalies/${id}/comments`)
          .set('Content-Type', 'application/json')
          .send('{"body":'),
        400,
        /not JSON/,
      ],
    ];
    for (const [call, status, message] of refused) {
      const { body } = await call.expect(status);
      expect(body.error.message).toMatch(message);
    }

    expect(simulator.records('incident')).toHaveLength(before);
    for (const table of ['tickets', 'ticket_links', 'deliveries']) {
      await expect(plugin.knex(table)).resolves.toEqual([]);
    }
    // What was refused stays, to be looked at.
    await expect(
      plugin.knex('ingest_deliveries').orderBy('id').pluck('status'),
    ).resolves.toEqual(['processed', 'refused', 'refused', 'refused']);
  });

  it('describes every route it has, and lets nobody use one without permission', async () => {
    const denied = await startPlugin({
      databaseId,
      instanceUrl: simulator.url,
      allow: false,
    });
    const { body: document } = await denied.portal
      .get(`${BASE}/openapi.json`)
      .set('Authorization', mockCredentials.none.header())
      .expect(200);
    expect(document.paths).toEqual(
      JSON.parse(JSON.stringify(createOpenApiDocument('http://x').paths)),
    );

    const definition = {
      instance_url: simulator.url,
      auth: { type: 'api-key', api_key: 'x' },
    };
    const bodies: Record<string, object> = {
      createTicket: { title: 'x' },
      linkTicket: { ticket_number: 'INC0010001' },
      addComment: { body: 'x' },
      editComment: { body: 'x' },
      updateAnomaly: { status: 'Acknowledged' },
      updateAnomalies: { ids: [1], status: 'Acknowledged' },
      assignDataset: { key: 'x', entity_refs: ['resource:default/orders'] },
      ingest: firstRun,
      reportAnomalies: { source: 'scripts', items: [] },
      createIntegration: { definition: { ...definition, name: 'x' } },
      updateIntegration: { definition },
      testDefinition: { definition },
      authorizeDefinition: { definition },
      previewMapping: { mapping: {}, anomaly_id: 1 },
      decideDeliveries: { action: 'retry', ids: [1] },
      actOnTicket: { action: 'acknowledge' },
    };
    for (const [path, operations] of Object.entries<
      Record<string, { operationId: string; security?: [] }>
    >(document.paths)) {
      for (const [method, { operationId, security }] of Object.entries(
        operations,
      )) {
        if (security || operationId === 'listPermissions') {
          // Open to browsers that nobody has signed in, or tells callers of themselves; they have tests of their own.
          continue;
        }
        const url = path
          .replace('{ticket_id}', 'a'.repeat(32))
          .replace('{source_id}', 'warehouse')
          .replace('/choices', '/choices?field=state')
          .replace('/references', '/references?table=sys_user')
          .replace('/suggestions', '/suggestions?key=orders')
          .replace(/\{\w+\}/g, '1');
        const call = denied.portal[method as 'get'](BASE + url);
        if (['ingest', 'reportAnomalies'].includes(operationId)) {
          call.set('Authorization', PIPELINE);
        }
        const { status, body } = await call.send(bodies[operationId]);
        expect({ operationId, status, message: body.error?.message }).toEqual({
          operationId,
          status: 403,
          message: expect.stringContaining('servicenow-ticketing.'),
        });
      }
    }
    await denied.stop();
  });
});
