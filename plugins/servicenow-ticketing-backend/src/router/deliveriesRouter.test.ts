import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { createRouterApp } from '../__testUtils__/routerApp';
import type { AuthorizedDeliveryService } from '../services/AuthorizedDeliveryService';
import { createDeliveriesRouter } from './deliveriesRouter';

const asUser = { credentials: mockCredentials.user() };

describe('createDeliveriesRouter', () => {
  const deliveries = {
    list: jest.fn(),
    retry: jest.fn(),
    discard: jest.fn(),
  };
  const app = createRouterApp(({ httpAuth }) =>
    createDeliveriesRouter({
      httpAuth,
      deliveries: deliveries as unknown as AuthorizedDeliveryService,
    }),
  );
  beforeEach(() => jest.resetAllMocks());

  it('lists by status, integration and anomaly', async () => {
    deliveries.list.mockResolvedValue({ items: [] });
    await request(app)
      .get('/deliveries?status=dead&integration_id=1&anomaly_id=824')
      .expect(200, { items: [] });
    expect(deliveries.list).toHaveBeenCalledWith(
      { status: 'dead', integration_id: 1, anomaly_id: 824, page: 1, size: 50 },
      asUser,
    );
    await request(app).get('/deliveries?status=lost').expect(400);
  });

  it.each(['retry', 'discard'] as const)('can %s one', async verb => {
    deliveries[verb].mockResolvedValue({ id: 5 });
    await request(app).post(`/deliveries/5/${verb}`).expect(200, { id: 5 });
    expect(deliveries[verb]).toHaveBeenCalledWith(5, asUser);
    await request(app).post(`/deliveries/all/${verb}`).expect(400);
  });
});
