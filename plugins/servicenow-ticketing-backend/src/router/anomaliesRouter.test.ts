import { mockCredentials } from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import request from 'supertest';
import { createRouterApp } from '../__testUtils__/routerApp';
import type { AuthorizedAnomalyService } from '../services/AuthorizedAnomalyService';
import { createAnomaliesRouter } from './anomaliesRouter';

describe('anomaliesRouter', () => {
  const anomalies = {
    list: jest.fn(),
    get: jest.fn(),
    listActivity: jest.fn(),
    update: jest.fn(),
    comment: jest.fn(),
  };
  const app = createRouterApp(({ httpAuth, auditor }) =>
    createAnomaliesRouter({
      httpAuth,
      auditor,
      anomalies: anomalies as unknown as AuthorizedAnomalyService,
    }),
  );
  const caller = { credentials: mockCredentials.user() };

  beforeEach(() => jest.resetAllMocks());

  it('lists with the filters of the query', async () => {
    anomalies.list.mockResolvedValue({ items: [], total: 0 });
    const response = await request(app).get(
      '/anomalies?entity_ref=resource:default/orders&status=Active,Acknowledged&has_ticket=false&sort=-severity&page=2&size=20',
    );
    expect(response.status).toBe(200);
    expect(response.body).toEqual({ items: [], total: 0 });
    expect(anomalies.list).toHaveBeenCalledWith(
      {
        entity_ref: 'resource:default/orders',
        status: ['Active', 'Acknowledged'],
        has_ticket: false,
        sort: '-severity',
        page: 2,
        size: 20,
      },
      caller,
    );
  });

  it('shows one and its timeline', async () => {
    anomalies.get.mockResolvedValue({ id: 7 });
    anomalies.listActivity.mockResolvedValue({ items: [] });
    expect((await request(app).get('/anomalies/7')).body).toEqual({ id: 7 });
    expect(anomalies.get).toHaveBeenCalledWith(7, caller);
    await request(app).get('/anomalies/7/activity?size=5').expect(200);
    expect(anomalies.listActivity).toHaveBeenCalledWith(
      { anomalyId: 7, page: 1, size: 5 },
      caller,
    );
  });

  it('takes decisions and comments', async () => {
    anomalies.update.mockResolvedValue({ id: 7, version: 2 });
    anomalies.comment.mockResolvedValue({ id: 1 });
    await request(app)
      .patch('/anomalies/7')
      .send({ status: 'Archived', resolution: 'Invalid', version: 1 })
      .expect(200, { id: 7, version: 2 });
    expect(anomalies.update).toHaveBeenCalledWith(
      { anomalyId: 7, status: 'Archived', resolution: 'Invalid', version: 1 },
      caller,
    );
    await request(app)
      .post('/anomalies/7/comments')
      .send({ body: ' looking ' })
      .expect(201, { id: 1 });
    expect(anomalies.comment).toHaveBeenCalledWith(
      { anomalyId: 7, body: 'looking' },
      caller,
    );
  });

  it.each([
    ['get', '/anomalies?status=Open', undefined, 'status.0'],
    ['get', '/anomalies?page=0', undefined, 'page'],
    ['get', '/anomalies/seven', undefined, 'anomalyId'],
    ['get', '/anomalies/99999999999', undefined, 'anomalyId'],
    ['patch', '/anomalies/7', { status: 'Archived' }, 'resolution: is needed'],
    ['patch', '/anomalies/7', {}, 'give a status to change'],
    ['patch', '/anomalies/7', { status: 'Active', id: 8 }, 'id'],
    ['post', '/anomalies/7/comments', { body: ' ' }, 'body: must not be empty'],
  ] as const)('refuses %s %s with %j', async (...row) => {
    const [method, path, body, message] = row;
    const response = await request(app)[method](path).send(body);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain(message);
    for (const mock of Object.values(anomalies)) {
      expect(mock).not.toHaveBeenCalled();
    }
  });

  it('passes on what the service refuses, and asks for credentials', async () => {
    anomalies.update.mockRejectedValue(new ConflictError('stale'));
    const refused = await request(app)
      .patch('/anomalies/7')
      .send({ status: 'Active' });
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toBe('stale');
    const unknown = await request(app)
      .get('/anomalies')
      .set('Authorization', mockCredentials.none.header());
    expect(unknown.status).toBe(401);
  });
});
