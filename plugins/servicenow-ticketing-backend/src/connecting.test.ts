import {
  createTicketResponse,
  integrationDetails,
  listApiCallsResponse,
  listChoicesResponse,
  listDeliveriesResponse,
  listIntegrationsResponse,
  preflightReport,
  previewMappingResponse,
  type IntegrationDetails,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestAuthority } from './__testUtils__/certificates';
import { createTestDatabases } from './__testUtils__/databases';
import { BASE, startPortal } from './__testUtils__/startPortal';

jest.setTimeout(120_000);

const KEY = Buffer.alloc(32, 'k').toString('base64');
const databases = createTestDatabases();
const account = {
  type: 'basic',
  username: 'portal_integration',
  password: 'portal_integration',
};

describe.each(databases.ids)('connecting in the portal on %s', databaseId => {
  let simulator: Simulator;
  let secure: Simulator;
  let knex: Knex;
  let running: Awaited<ReturnType<typeof startPortal>>;
  const others: { stop(): Promise<void> }[] = [];

  const start = (config: JsonObject = { encryption: { keys: [KEY] } }) =>
    startPortal({
      knex,
      config: { ...config, delivery: { initialBackoff: { milliseconds: 50 } } },
    });

  beforeAll(async () => {
    const server = createTestAuthority().issue({
      commonName: 'instance',
      address: '127.0.0.1',
    });
    [simulator, secure] = await Promise.all([
      createSimulator(),
      createSimulator({ tls: { cert: server.certificate, key: server.key } }),
    ]);
  });
  beforeEach(async () => {
    simulator.reset();
    knex = await databases.createEmpty(databaseId);
    running = await start();
  });
  afterEach(async () => {
    await Promise.all([running, ...others.splice(0)].map(each => each.stop()));
  });
  afterAll(() => Promise.all([simulator.stop(), secure.stop()]));

  const definitionOf = (change: object = {}) => ({
    name: 'production',
    title: 'Production',
    instance_url: simulator.url,
    auth: account,
    ...change,
  });
  const post = (definition: object, more: object = {}) =>
    running.portal.post(`${BASE}/integrations`).send({ definition, ...more });
  const put = (id: number, definition: object, more: object = {}) =>
    running.portal
      .put(`${BASE}/integrations/${id}`)
      .send({ definition, ...more });
  const connect = async (change: object = {}): Promise<IntegrationDetails> =>
    integrationDetails
      .strict()
      .parse((await post(definitionOf(change)).expect(201)).body);
  const list = async () =>
    listIntegrationsResponse.parse(
      (await running.portal.get(`${BASE}/integrations`).expect(200)).body,
    ).items;
  const report = async () => {
    await running.portal
      .post(`${BASE}/anomalies/batch`)
      .set('Authorization', 'Bearer mock-service-token')
      .send({
        source: 'scripts',
        items: [
          {
            check_key: 'rows',
            outcome: 'fail',
            entity_ref: 'resource:default/orders',
          },
        ],
      })
      .expect(202);
    const { body } = await running.portal.get(`${BASE}/anomalies`).expect(200);
    return body.items[0].id as number;
  };
  const createTicket = async (anomalyId: number) =>
    createTicketResponse.parse(
      (
        await running.portal
          .post(`${BASE}/integrations/ticketing/anomalies/${anomalyId}/tickets`)
          .send({ title: 'Orders are wrong' })
          .expect(201)
      ).body,
    );

  it('connects an instance, uses it at once, and shows it without its credentials', async () => {
    expect(await list()).toEqual([]);
    const created = await connect({ description: 'Ours', table: 'incident' });
    expect(created).toMatchObject({
      name: 'production',
      origin: 'portal',
      is_default: true,
      auth_type: 'basic',
      health: { status: expect.stringMatching(/connected|warning/) },
      definition: {
        auth: { type: 'basic', username: 'portal_integration' },
        table: 'incident',
      },
      secrets_set: ['auth.password'],
    });
    expect(await list()).toMatchObject([{ id: created.id, is_default: true }]);

    const ticket = await createTicket(await report());
    expect(
      simulator.records('incident', `number=${ticket.ticket.ticket_number}`),
    ).toMatchObject([{ short_description: 'Orders are wrong' }]);

    const path = `${BASE}/integrations/${created.id}`;
    const { body: calls } = await running.portal.get(`${path}/calls`);
    expect(listApiCallsResponse.parse(calls).items).toContainEqual(
      expect.objectContaining({ method: 'POST', status: 201 }),
    );
    const { body: choices } = await running.portal.get(
      `${path}/choices?field=state`,
    );
    expect(listChoicesResponse.parse(choices).choices_source).toBe(
      'servicenow',
    );
    const { body: preview } = await running.portal
      .post(`${path}/preview`)
      .send({ mapping: {}, anomaly_id: 1 })
      .expect(200);
    expect(previewMappingResponse.parse(preview).fields).toContainEqual(
      expect.objectContaining({ field: 'short_description' }),
    );
    const { body: tested } = await running.portal
      .post(`${path}/test`)
      .send({ write_check: true })
      .expect(200);
    expect(preflightReport.parse(tested)).toMatchObject({
      integration_id: created.id,
      ok: true,
    });
    expect(
      running.audited.map(({ eventId, status }) => [eventId, status]),
    ).toEqual([
      ['integration-connect', 'initiated'],
      ['integration-connect', 'succeeded'],
      ['integration-test', 'initiated'],
      ['integration-test', 'succeeded'],
    ]);
  });

  it('changes an integration; secrets stay unless they would go elsewhere', async () => {
    const { id } = await connect();
    const { password: _, ...withoutPassword } = account;
    const { body: changed } = await put(
      id,
      definitionOf({ title: 'New', auth: withoutPassword }),
    ).expect(200);
    expect(changed).toMatchObject({
      title: 'New',
      secrets_set: ['auth.password'],
    });
    await running.portal
      .post(`${BASE}/integrations/${id}/test`)
      .expect(200)
      .expect(({ body }) => expect(body.ok).toBe(true));

    const refused = await put(
      id,
      definitionOf({ instance_url: secure.url, auth: withoutPassword }),
      { save_anyway: true },
    ).expect(400);
    expect(refused.body.error.message).toMatch(
      /definition\.auth\.password: must be given again, because instance_url was changed/,
    );
    const tested = await running.portal
      .post(`${BASE}/integrations/test`)
      .send({
        definition: { instance_url: secure.url, auth: withoutPassword },
        integration_id: id,
      })
      .expect(400);
    expect(tested.body.error.message).toMatch(/must be given again/);
    expect(secure.requests()).toEqual([]);

    const renamed = await put(id, definitionOf({ name: 'other' })).expect(400);
    expect(renamed.body.error.message).toMatch(
      /definition\.name: cannot be changed from "production"/,
    );
    expect(await list()).toMatchObject([{ title: 'New', name: 'production' }]);
  });

  it('keeps one default, and says which it is', async () => {
    const first = await connect({ name: 'first' });
    const second = await connect({ name: 'second', default: true });
    const defaults = async () =>
      (await list()).filter(each => each.is_default).map(({ id }) => id);
    expect(await defaults()).toEqual([second.id]);
    await put(first.id, definitionOf({ name: 'first', default: true })).expect(
      200,
    );
    expect(await defaults()).toEqual([first.id]);
    const { body } = await running.portal.get(
      `${BASE}/integrations/${second.id}`,
    );
    expect(body.definition.default).toBe(false);
  });

  it('disconnects; what waits is delivered once it is connected again', async () => {
    const { id } = await connect();
    const anomalyId = await report();
    const { ticket } = await createTicket(anomalyId);
    await running.portal.delete(`${BASE}/integrations/${id}`).expect(204);
    expect(await list()).toEqual([]);
    await running.portal.get(`${BASE}/integrations/${id}`).expect(404);
    expect(await knex('integrations').where({ id }).first()).toMatchObject({
      secrets: null,
    });

    await running.portal
      .post(`${BASE}/anomalies/${anomalyId}/comments`)
      .send({ body: 'Still wrong' })
      .expect(201);
    const deliveries = async () =>
      listDeliveriesResponse.parse(
        (await running.portal.get(`${BASE}/deliveries`).expect(200)).body,
      ).items;
    const until = async (status: string) => {
      for (;;) {
        const [newest] = await deliveries();
        if (newest.status === status) {
          return newest;
        }
      }
    };
    const dead = await until('dead');
    expect(dead.last_error).toMatch(
      /not connected any more.*Connect it again under its old name/s,
    );

    expect((await connect()).id).toBe(id);
    await running.portal
      .post(`${BASE}/deliveries/${dead.id}/retry`)
      .expect(200);
    await until('delivered');
    expect(
      simulator
        .records('sys_journal_field')
        .filter(({ element_id: record }) => record === ticket.ticket_id)
        .map(({ value }) => value),
    ).toContainEqual(expect.stringMatching(/Still wrong/));
  });

  it('gives the YAML of an integration, with variables in place of secrets', async () => {
    const { id } = await connect();
    const { text, type } = await running.portal
      .get(`${BASE}/integrations/${id}/yaml`)
      .buffer(true)
      .parse((res, done) => {
        let content = '';
        res.on('data', chunk => {
          content += chunk;
        });
        res.on('end', () => done(null, content));
      })
      .expect(200)
      .then(answer => ({ text: String(answer.body), type: answer.type }));
    expect(type).toBe('text/yaml');
    expect(text).toMatch(/password: \$\{SERVICENOW_PRODUCTION_PASSWORD\}/);
  });

  it('shows what cannot be decrypted any more, and takes its credentials anew', async () => {
    const { id } = await connect();
    const rotated = await start({
      encryption: { keys: [Buffer.alloc(32, 'n').toString('base64')] },
    });
    others.push(rotated);
    const path = `${BASE}/integrations/${id}`;
    const shown = await rotated.portal.get(path).expect(200);
    expect(integrationDetails.strict().parse(shown.body)).toMatchObject({
      title: 'Production',
      instance_url: simulator.url,
      health: { status: 'failed', message: expect.stringMatching(/key back/) },
      secrets_set: [],
    });
    const tested = await rotated.portal.post(`${path}/test`).expect(400);
    expect(tested.body.error.message).toMatch(/production cannot be used/);

    const { password: _, ...withoutPassword } = account;
    const incomplete = await rotated.portal
      .put(path)
      .send({ definition: definitionOf({ auth: withoutPassword }) })
      .expect(400);
    expect(incomplete.body.error.message).toMatch(
      /definition\.auth\.password: is missing/,
    );
    await rotated.portal
      .post(`${BASE}/integrations/test`)
      .send({ definition: definitionOf(), integration_id: id })
      .expect(200);
    await rotated.portal
      .put(path)
      .send({ definition: definitionOf() })
      .expect(200);
    await rotated.portal
      .post(`${path}/test`)
      .expect(200)
      .expect(({ body }) => expect(body.ok).toBe(true));
  });

  it('tests what is not saved, and keeps nothing of it', async () => {
    const { body } = await running.portal
      .post(`${BASE}/integrations/test`)
      .send({
        definition: { instance_url: simulator.url, auth: account },
      })
      .expect(200);
    expect(preflightReport.parse(body)).toMatchObject({
      integration_id: null,
      ok: true,
    });
    expect(await knex('integrations')).toEqual([]);
    expect(await knex('api_calls')).toEqual([]);
  });
});
