import { mockCredentials } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import request from 'supertest';
import { createRouterApp } from '../__testUtils__/routerApp';
import type { AuthorizedIntegrationService } from '../services/AuthorizedIntegrationService';
import { createIntegrationsRouter } from './integrationsRouter';

const asUser = { credentials: mockCredentials.user() };

describe('createIntegrationsRouter', () => {
  const integrations = { list: jest.fn(), get: jest.fn(), test: jest.fn() };
  const app = createRouterApp(({ httpAuth }) =>
    createIntegrationsRouter({
      httpAuth,
      integrations: integrations as unknown as AuthorizedIntegrationService,
    }),
  );
  beforeEach(() => jest.resetAllMocks());

  it('lists, shows and tests', async () => {
    integrations.list.mockResolvedValue([{ id: 1 }]);
    integrations.get.mockResolvedValue({ id: 1 });
    integrations.test.mockResolvedValue({ ok: true });
    expect((await request(app).get('/integrations')).body).toEqual({
      items: [{ id: 1 }],
      total: 1,
      page: 1,
      size: 1,
      pages: 1,
    });
    expect((await request(app).get('/integrations/1')).body).toEqual({ id: 1 });
    const report = await request(app).post('/integrations/1/test');
    expect([report.status, report.body]).toEqual([200, { ok: true }]);
    expect(integrations.test).toHaveBeenCalledWith(1, asUser);
  });

  it('answers an empty list when nothing is connected', async () => {
    integrations.list.mockResolvedValue([]);
    expect((await request(app).get('/integrations')).body).toMatchObject({
      items: [],
      total: 0,
      pages: 0,
    });
  });

  it('does not take the ticket routes for an integration', async () => {
    await request(app)
      .get('/integrations/ticketing/form-specification')
      .expect(404);
    expect(integrations.get).not.toHaveBeenCalled();
  });

  it('answers 403 to those who may not', async () => {
    integrations.test.mockRejectedValue(new NotAllowedError('no'));
    await request(app).post('/integrations/1/test').expect(403);
  });
});
