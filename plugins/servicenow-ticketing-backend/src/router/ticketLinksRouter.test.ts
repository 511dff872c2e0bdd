import { mockCredentials } from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import request from 'supertest';
import { createRouterApp } from '../__testUtils__/routerApp';
import type { AuthorizedTicketService } from '../services/AuthorizedTicketService';
import { createTicketLinksRouter } from './ticketLinksRouter';

const asUser = { credentials: mockCredentials.user() };

describe('createTicketLinksRouter', () => {
  const tickets = {
    listLinks: jest.fn(),
    linkTicket: jest.fn(),
    unlinkTicket: jest.fn(),
    syncLink: jest.fn(),
  };
  const app = createRouterApp(({ httpAuth }) =>
    createTicketLinksRouter({
      httpAuth,
      tickets: tickets as unknown as AuthorizedTicketService,
    }),
  );
  beforeEach(() => jest.resetAllMocks());

  it('lists all links as one page', async () => {
    tickets.listLinks.mockResolvedValue([{ id: 1 }, { id: 2 }]);
    const response = await request(app).get('/anomalies/824/ticket-links');
    expect(response.body).toEqual({
      items: [{ id: 1 }, { id: 2 }],
      total: 2,
      page: 1,
      size: 2,
      pages: 1,
    });
    expect(tickets.listLinks).toHaveBeenCalledWith(824, asUser);
  });

  it('links', async () => {
    tickets.linkTicket.mockResolvedValue({ id: 3 });
    const response = await request(app)
      .post('/anomalies/824/ticket-links')
      .send({ ticket_number: 'INC0010001' });
    expect([response.status, response.body]).toEqual([201, { id: 3 }]);
    expect(tickets.linkTicket).toHaveBeenCalledWith(
      { anomalyId: 824, ticket_number: 'INC0010001' },
      asUser,
    );
  });

  it('answers 400 to a wrong request and 409 to a second link', async () => {
    const wrong = await request(app)
      .post('/anomalies/824/ticket-links')
      .send({});
    expect(wrong.status).toBe(400);
    expect(wrong.body.error.message).toContain(
      'give either ticket_id or ticket_number',
    );
    await request(app).get('/anomalies/first/ticket-links').expect(400);
    tickets.linkTicket.mockRejectedValue(new ConflictError('linked already'));
    await request(app)
      .post('/anomalies/824/ticket-links')
      .send({ ticket_number: 'INC0010001' })
      .expect(409);
  });

  it('unlinks and synchronises one link', async () => {
    tickets.syncLink.mockResolvedValue({ id: 3 });
    const key = { anomalyId: 824, linkId: 3 };
    const synced = await request(app).post(
      '/anomalies/824/ticket-links/3/sync',
    );
    expect([synced.status, synced.body]).toEqual([200, { id: 3 }]);
    expect(tickets.syncLink).toHaveBeenCalledWith(key, asUser);
    await request(app).delete('/anomalies/824/ticket-links/3').expect(204, '');
    expect(tickets.unlinkTicket).toHaveBeenCalledWith(key, asUser);
  });
});
