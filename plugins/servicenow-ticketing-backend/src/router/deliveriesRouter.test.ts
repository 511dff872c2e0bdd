import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import request from 'supertest';
import { createRouterApp } from '../__testUtils__/routerApp';
import type { AuthorizedDeliveryService } from '../services/AuthorizedDeliveryService';
import { createDeliveriesRouter } from './deliveriesRouter';

const asUser = { credentials: mockCredentials.user() };

describe('createDeliveriesRouter', () => {
  const deliveries = {
    list: jest.fn(),
    summarize: jest.fn(),
    getDetails: jest.fn(),
    decideMany: jest.fn(),
    retry: jest.fn(),
    discard: jest.fn(),
  };
  const app = createRouterApp(({ httpAuth, auditor }) =>
    createDeliveriesRouter({
      httpAuth,
      auditor,
      deliveries: deliveries as unknown as AuthorizedDeliveryService,
    }),
  );
  beforeEach(() => jest.resetAllMocks());

  it('lists by status, integration and anomaly', async () => {
    deliveries.list.mockResolvedValue({ items: [] });
    await request(app)
      .get(
        '/deliveries?status=dead,retrying&kind=create&query=INC&integration_id=1&anomaly_id=824',
      )
      .expect(200, { items: [] });
    expect(deliveries.list).toHaveBeenCalledWith(
      {
        status: ['dead', 'retrying'],
        kind: ['create'],
        query: 'INC',
        integration_id: 1,
        anomaly_id: 824,
        page: 1,
        size: 50,
      },
      asUser,
    );
    await request(app).get('/deliveries?status=lost').expect(400);
  });

  it('shows one with its tries, and what waits', async () => {
    deliveries.getDetails.mockResolvedValue({ id: 5 });
    deliveries.summarize.mockResolvedValue({ dead: 1 });
    await request(app).get('/deliveries/5').expect(200, { id: 5 });
    expect(deliveries.getDetails).toHaveBeenCalledWith(5, asUser);
    await request(app).get('/deliveries/summary').expect(200, { dead: 1 });
  });

  it('decides about many, by id or by filter', async () => {
    deliveries.decideMany.mockResolvedValue({ results: [], remaining: 0 });
    const decide = (body: object) =>
      request(app).post('/deliveries/bulk').send(body);
    await decide({ action: 'discard', ids: [5, 6, 5] }).expect(200);
    await decide({ action: 'retry', filter: { integration_id: 1 } }).expect(
      200,
    );
    expect(deliveries.decideMany.mock.calls).toEqual([
      [{ action: 'discard', ids: [5, 6] }, asUser],
      [
        { action: 'retry', filter: { status: ['dead'], integration_id: 1 } },
        asUser,
      ],
    ]);
  });

  it.each([
    [{ action: 'retry' }, /ids.*give either ids or a filter/],
    [{ action: 'retry', ids: [1], filter: {} }, /give either ids or a filter/],
    [{ action: 'retry', filter: { status: ['pending'] } }, /must be dead/],
    [{ action: 'lose', ids: [1] }, /action/],
    [
      { action: 'retry', ids: Array.from({ length: 501 }, (_, id) => id + 1) },
      /at most 500/,
    ],
    [{ action: 'discard', filter: { status: ['delivered'] } }, /status/],
  ])('refuses %j and names what is wrong', async (body, message) => {
    const answer = await request(app).post('/deliveries/bulk').send(body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toMatch(message);
    expect(deliveries.decideMany).not.toHaveBeenCalled();
  });

  it('tells auditors who decided what, and whether it went well', async () => {
    const success = jest.fn();
    const fail = jest.fn();
    const auditor = mockServices.auditor.mock();
    auditor.createEvent.mockResolvedValue({ success, fail });
    const audited = createRouterApp(
      options =>
        createDeliveriesRouter({
          ...options,
          deliveries: deliveries as unknown as AuthorizedDeliveryService,
        }),
      auditor,
    );
    deliveries.retry.mockResolvedValue({ id: 5 });
    await request(audited).post('/deliveries/5/retry').expect(200);
    expect(auditor.createEvent).toHaveBeenCalledWith({
      eventId: 'delivery-retry',
      severityLevel: 'medium',
      meta: { delivery_id: 5 },
      request: expect.anything(),
    });
    expect(success).toHaveBeenCalledTimes(1);
    deliveries.decideMany.mockRejectedValue(new NotAllowedError('no'));
    await request(audited)
      .post('/deliveries/bulk')
      .send({ action: 'discard', ids: [5] })
      .expect(403);
    expect(auditor.createEvent).toHaveBeenLastCalledWith(
      expect.objectContaining({
        eventId: 'deliveries-discard',
        meta: { action: 'discard', ids: [5] },
      }),
    );
    expect(fail).toHaveBeenCalledTimes(1);
  });

  it.each(['retry', 'discard'] as const)('can %s one', async verb => {
    deliveries[verb].mockResolvedValue({ id: 5 });
    await request(app).post(`/deliveries/5/${verb}`).expect(200, { id: 5 });
    expect(deliveries[verb]).toHaveBeenCalledWith(5, asUser);
    await request(app).post(`/deliveries/all/${verb}`).expect(400);
  });
});
