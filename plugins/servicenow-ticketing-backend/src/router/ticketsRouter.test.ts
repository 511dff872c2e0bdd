import { mockCredentials } from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import request from 'supertest';
import { createRouterApp } from '../__testUtils__/routerApp';
import type { AuthorizedTicketService } from '../services/AuthorizedTicketService';
import { createTicketsRouter } from './ticketsRouter';

const SYS_ID = '7a62213283aef210f9e89780deaad366';
const asUser = { credentials: mockCredentials.user() };

describe('createTicketsRouter', () => {
  const tickets = {
    formSpecification: jest.fn(),
    search: jest.fn(),
    get: jest.fn(),
    createTicket: jest.fn(),
    searchReferences: jest.fn(),
  };
  const app = createRouterApp(({ httpAuth }) =>
    createTicketsRouter({
      httpAuth,
      tickets: tickets as unknown as AuthorizedTicketService,
    }),
  );
  beforeEach(() => jest.resetAllMocks());

  const create = (
    body: string | object,
    headers: Record<string, string> = {},
  ) =>
    request(app)
      .post('/integrations/ticketing/anomalies/824/tickets')
      .set(headers)
      .send(body);

  it('gives the form for an anomaly', async () => {
    tickets.formSpecification.mockResolvedValue({ fields: [] });
    const response = await request(app).get(
      '/integrations/ticketing/form-specification?integration_id=2&table=problem&anomaly_id=5',
    );
    expect(response.body).toEqual({ fields: [] });
    expect(tickets.formSpecification).toHaveBeenCalledWith(
      { integration_id: 2, table: 'problem', anomaly_id: 5 },
      asUser,
    );
  });

  it('searches', async () => {
    tickets.search.mockResolvedValue({ items: [] });
    await request(app)
      .get('/integrations/ticketing/tickets/search?query=shared+folder&size=5')
      .expect(200);
    expect(tickets.search).toHaveBeenCalledWith(
      { query: 'shared folder', page: 1, size: 5 },
      asUser,
    );
  });

  it('suggests records of the tables that a form refers to, and of no other', async () => {
    tickets.searchReferences.mockResolvedValue({ items: [], warning: null });
    await request(app)
      .get('/integrations/3/references?table=sys_user&query=beth&group=Data')
      .expect(200);
    expect(tickets.searchReferences).toHaveBeenCalledWith(
      {
        integrationId: 3,
        table: 'sys_user',
        query: 'beth',
        group: 'Data',
        size: 10,
      },
      asUser,
    );
    await request(app)
      .get('/integrations/3/references?table=sys_user_has_role')
      .expect(400);
  });

  it('gives one ticket by its sys_id, and tells what is none', async () => {
    tickets.get.mockResolvedValue({ ticket_id: SYS_ID });
    await request(app)
      .get(`/integrations/ticketing/tickets/${SYS_ID.toUpperCase()}`)
      .expect(200);
    expect(tickets.get).toHaveBeenCalledWith({ ticketId: SYS_ID }, asUser);

    const response = await request(app).get(
      '/integrations/ticketing/tickets/INC0010001',
    );
    expect(response.status).toBe(400);
    expect(response.body.error.message).toMatch(
      'ticket_id: must be a sys_id: 32 hexadecimal digits',
    );
  });

  it('answers 201 for a ticket that is made and 202 for one that is pending', async () => {
    const response = { ticket: {} };
    tickets.createTicket.mockResolvedValueOnce({
      outcome: 'created',
      response,
    });
    const created = await create({ title: ' Wrong ', priority: 'Moderate' });
    expect(created.status).toBe(201);
    expect(created.body).toEqual(response);
    expect(tickets.createTicket).toHaveBeenCalledWith(
      { anomalyId: 824, title: 'Wrong', priority: '3' },
      asUser,
    );

    tickets.createTicket.mockResolvedValueOnce({
      outcome: 'pending',
      response,
    });
    const pending = await create({ title: 'x' }, { 'Idempotency-Key': 'k1' });
    expect(pending.status).toBe(202);
    expect(tickets.createTicket).toHaveBeenLastCalledWith(
      { anomalyId: 824, title: 'x', idempotencyKey: 'k1' },
      asUser,
    );
  });

  it.each([
    [{ title: '' }, {}, 'title: must not be empty'],
    [{ title: 'x'.repeat(161) }, {}, 'title: must be at most 160 characters'],
    [{ title: 'x', priority: 'urgent' }, {}, 'priority: must be one of'],
    [
      { title: 'x' },
      { 'Idempotency-Key': 'k'.repeat(256) },
      'idempotency-key: must be at most 255 characters',
    ],
  ])('answers 400 to %j %j', async (body, headers, message) => {
    const response = await create(body, headers as Record<string, string>);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain(message);
    expect(tickets.createTicket).not.toHaveBeenCalled();
  });

  it('answers as the service fails, and wants to know who calls', async () => {
    tickets.createTicket.mockRejectedValue(
      new ServiceUnavailableError('Production: add the role itil'),
    );
    const refused = await create({ title: 'x' });
    expect(refused.status).toBe(503);
    expect(refused.body.error.message).toBe('Production: add the role itil');

    const anonymous = await create(
      { title: 'x' },
      { authorization: mockCredentials.none.header() },
    );
    expect(anonymous.status).toBe(401);
  });
});
