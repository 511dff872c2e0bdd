import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ConflictError, NotAllowedError } from '@backstage/errors';
import request from 'supertest';
import { createRouterApp } from '../__testUtils__/routerApp';
import type { AuthorizedIntegrationService } from '../services/AuthorizedIntegrationService';
import { createIntegrationsRouter } from './integrationsRouter';

const asUser = { credentials: mockCredentials.user() };
const auth = { type: 'basic', username: 'portal', password: 'hunter2' };
const draft = { instance_url: 'https://acme.service-now.com', auth };
const definition = { ...draft, name: 'production' };

describe('createIntegrationsRouter', () => {
  const integrations = {
    list: jest.fn(),
    get: jest.fn(),
    getOptions: jest.fn(),
    getYaml: jest.fn(),
    create: jest.fn(),
    update: jest.fn(),
    disconnect: jest.fn(),
    test: jest.fn(),
    testDefinition: jest.fn(),
    listChoices: jest.fn(),
    preview: jest.fn(),
    listCalls: jest.fn(),
  };
  const event = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock();
  const app = createRouterApp(({ httpAuth }) =>
    createIntegrationsRouter({
      httpAuth,
      auditor,
      integrations: integrations as unknown as AuthorizedIntegrationService,
    }),
  );
  beforeEach(() => {
    jest.resetAllMocks();
    auditor.createEvent.mockResolvedValue(event);
  });
  const audited = () =>
    auditor.createEvent.mock.calls.map(([{ eventId, meta }]) => ({
      eventId,
      meta,
    }));

  it('lists and shows', async () => {
    integrations.list.mockResolvedValue([{ id: 1 }]);
    integrations.get.mockResolvedValue({ id: 1 });
    integrations.getOptions.mockResolvedValue({ can_connect: true });
    integrations.getYaml.mockResolvedValue('a: 1\n');
    expect((await request(app).get('/integrations')).body).toEqual({
      items: [{ id: 1 }],
      total: 1,
      page: 1,
      size: 1,
      pages: 1,
    });
    expect((await request(app).get('/integrations/1')).body).toEqual({ id: 1 });
    expect((await request(app).get('/integrations/options')).body).toEqual({
      can_connect: true,
    });
    const yaml = await request(app).get('/integrations/1/yaml');
    expect([yaml.type, yaml.text ?? yaml.body.toString()]).toEqual([
      'text/yaml',
      'a: 1\n',
    ]);
    expect(audited()).toEqual([]);
  });

  it('answers an empty list when nothing is connected', async () => {
    integrations.list.mockResolvedValue([]);
    expect((await request(app).get('/integrations')).body).toMatchObject({
      items: [],
      total: 0,
      pages: 0,
    });
  });

  it('connects, changes and disconnects, and tells auditors without secrets', async () => {
    integrations.create.mockResolvedValue({ id: 1 });
    integrations.update.mockResolvedValue({ id: 1, title: 'New' });
    await request(app)
      .post('/integrations')
      .send({ definition, save_anyway: true })
      .expect(201, { id: 1 });
    expect(integrations.create).toHaveBeenCalledWith(
      {
        definition: expect.objectContaining({
          name: 'production',
          table: 'incident',
        }),
        save_anyway: true,
      },
      asUser,
    );
    await request(app)
      .put('/integrations/1')
      .send({ definition: draft })
      .expect(200, { id: 1, title: 'New' });
    await request(app).delete('/integrations/1').expect(204);
    expect(integrations.disconnect).toHaveBeenCalledWith(1, asUser);

    const about = { instance_url: draft.instance_url, auth_type: 'basic' };
    expect(audited()).toEqual([
      {
        eventId: 'integration-connect',
        meta: { name: 'production', ...about },
      },
      { eventId: 'integration-update', meta: { id: 1, ...about } },
      { eventId: 'integration-disconnect', meta: { id: 1 } },
    ]);
    expect(event.success).toHaveBeenCalledTimes(3);
  });

  it('tests what is stored and what is not', async () => {
    integrations.test.mockResolvedValue({ ok: true });
    integrations.testDefinition.mockResolvedValue({ ok: false });
    await request(app).post('/integrations/1/test').expect(200, { ok: true });
    expect(integrations.test).toHaveBeenCalledWith(
      1,
      { write_check: false },
      asUser,
    );
    await request(app)
      .post('/integrations/test')
      .send({ definition: draft, integration_id: 1, write_check: true })
      .expect(200, { ok: false });
    expect(integrations.testDefinition).toHaveBeenCalledWith(
      expect.objectContaining({ integration_id: 1, write_check: true }),
      asUser,
    );
  });

  it('lists choices and calls, and previews', async () => {
    integrations.listChoices.mockResolvedValue({ choices: [] });
    integrations.listCalls.mockResolvedValue({ items: [] });
    integrations.preview.mockResolvedValue({ fields: [] });
    await request(app)
      .get('/integrations/1/choices?field=state&table=problem')
      .expect(200, { choices: [] });
    expect(integrations.listChoices).toHaveBeenCalledWith(
      { integrationId: 1, field: 'state', table: 'problem' },
      asUser,
    );
    await request(app)
      .get('/integrations/1/calls?outcome=failed')
      .expect(200, { items: [] });
    expect(integrations.listCalls).toHaveBeenCalledWith(
      1,
      { outcome: 'failed', page: 1, size: 50 },
      asUser,
    );
    await request(app)
      .post('/integrations/1/preview')
      .send({ mapping: {}, anomaly_id: 7 })
      .expect(200, { fields: [] });
  });

  it('does not take the ticket routes for an integration', async () => {
    await request(app)
      .get('/integrations/ticketing/form-specification')
      .expect(404);
    expect(integrations.get).not.toHaveBeenCalled();
  });

  it('refuses what is wrong without repeating it', async () => {
    const { body } = await request(app)
      .post('/integrations')
      .send({
        definition: { ...definition, auth: { ...auth, passwd: 'hunter2' } },
      })
      .expect(400);
    expect(body.error.message).toBe(
      'Invalid request: definition.auth.passwd: is not known. Did you mean password?',
    );
    expect(integrations.create).not.toHaveBeenCalled();
  });

  it('answers what the service refuses, and tells auditors', async () => {
    const refusal = new NotAllowedError('no');
    integrations.test.mockRejectedValue(refusal);
    await request(app).post('/integrations/1/test').expect(403);
    integrations.disconnect.mockRejectedValue(new ConflictError('no'));
    await request(app).delete('/integrations/1').expect(409);
    expect(event.fail).toHaveBeenCalledWith({ error: refusal });
    expect(event.success).not.toHaveBeenCalled();
  });
});
