import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { createRouterApp } from '../__testUtils__/routerApp';
import type { AuthorizedLinkedTicketService } from '../services/AuthorizedLinkedTicketService';
import { createLinkedTicketsRouter } from './linkedTicketsRouter';

const asUser = { credentials: mockCredentials.user() };

describe('createLinkedTicketsRouter', () => {
  const linkedTickets = {
    list: jest.fn(),
    get: jest.fn(),
    discussion: jest.fn(),
    related: jest.fn(),
    act: jest.fn(),
    listSimilar: jest.fn(),
  };
  const app = createRouterApp(({ httpAuth }) =>
    createLinkedTicketsRouter({
      httpAuth,
      linkedTickets: linkedTickets as unknown as AuthorizedLinkedTicketService,
    }),
  );
  beforeEach(() => jest.resetAllMocks());

  it('lists by filter', async () => {
    linkedTickets.list.mockResolvedValue({ items: [] });
    await request(app)
      .get('/tickets?phase=open,waiting&mine=true&query=orders&size=5')
      .expect(200);
    expect(linkedTickets.list).toHaveBeenCalledWith(
      {
        phase: ['open', 'waiting'],
        mine: true,
        query: 'orders',
        page: 1,
        size: 5,
      },
      asUser,
    );
    await request(app).get('/tickets?phase=lost').expect(400);
  });

  it('acts: 200 when it is done, 202 when it waits', async () => {
    const response = { message: 'x' };
    linkedTickets.act.mockResolvedValueOnce({ outcome: 'done', response });
    await request(app)
      .post('/tickets/5/actions')
      .set('Idempotency-Key', 'k1')
      .send({ action: 'change_priority', impact: 1, urgency: '2' })
      .expect(200, response);
    expect(linkedTickets.act).toHaveBeenCalledWith(
      {
        action: 'change_priority',
        impact: '1',
        urgency: '2',
        linkId: 5,
        idempotencyKey: 'k1',
      },
      asUser,
    );
    linkedTickets.act.mockResolvedValueOnce({ outcome: 'pending', response });
    await request(app)
      .post('/tickets/5/actions')
      .send({ action: 'acknowledge' })
      .expect(202, response);
  });

  it.each([
    [{ action: 'close' }, 'action'],
    [{ action: 'add_work_note', note: ' ' }, 'note: must not be empty'],
    [{ action: 'resolve', close_notes: '' }, 'close_notes: must not be empty'],
    [{ action: 'change_priority', impact: 'x', urgency: 1 }, 'impact: must be'],
    [{ action: 'acknowledge', note: 'x' }, 'note'],
  ])('refuses %j', async (body, message) => {
    const response = await request(app).post('/tickets/5/actions').send(body);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain(message);
    expect(linkedTickets.act).not.toHaveBeenCalled();
  });

  it('reads one ticket and what is around it', async () => {
    linkedTickets.get.mockResolvedValue({});
    linkedTickets.discussion.mockResolvedValue({});
    linkedTickets.related.mockResolvedValue({});
    linkedTickets.listSimilar.mockResolvedValue({});
    await request(app).get('/tickets/5').expect(200);
    await request(app).get('/tickets/5/discussion?page=2').expect(200);
    await request(app).get('/tickets/5/related').expect(200);
    await request(app)
      .get('/anomalies/7/similar-tickets?integration_id=2')
      .expect(200);
    expect(linkedTickets.discussion).toHaveBeenCalledWith(
      5,
      { page: 2, size: 50 },
      asUser,
    );
    expect(linkedTickets.listSimilar).toHaveBeenCalledWith(
      { anomalyId: 7, integrationId: 2 },
      asUser,
    );
    await request(app).get('/tickets/INC1').expect(400);
  });
});
