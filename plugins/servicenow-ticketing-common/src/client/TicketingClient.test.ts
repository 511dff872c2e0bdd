import { ResponseError } from '@backstage/errors';
import { TicketingClient } from './TicketingClient';

describe('TicketingClient', () => {
  const answers: Response[] = [];
  const requests: { url: string; init?: RequestInit }[] = [];
  const client = new TicketingClient({
    discoveryApi: {
      getBaseUrl: async pluginId => `http://portal/api/${pluginId}`,
    },
    fetchApi: {
      fetch: async (input, init) => {
        requests.push({ url: String(input), init });
        return answers.shift() ?? Response.error();
      },
    },
  });

  beforeEach(() => {
    answers.length = 0;
    requests.length = 0;
  });

  it('asks for a list with filters as comma separated values and leaves out what is not given', async () => {
    answers.push(Response.json({ items: [] }));
    await client.listAnomalies(
      {
        entity_ref: 'resource:default/orders',
        status: ['Active', 'Acknowledged'],
        has_ticket: false,
        severity: [],
        query: undefined,
      },
      { token: 'secret' },
    );
    const url = new URL(requests[0].url);
    expect(url.pathname).toBe('/api/servicenow-ticketing/anomalies');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      entity_ref: 'resource:default/orders',
      status: 'Active,Acknowledged',
      has_ticket: 'false',
    });
    expect(requests[0].init?.headers).toEqual({
      Authorization: 'Bearer secret',
    });
  });

  it('reports a batch under a key of its own', async () => {
    const report = { delivery_id: 3, created: 1 };
    answers.push(Response.json(report, { status: 202 }));
    const batch = {
      source: 'warehouse-checks',
      items: [
        {
          check_key: 'orders.unique',
          outcome: 'fail' as const,
          dataset: { fqn: 'shop.public.orders' },
        },
      ],
    };
    await expect(
      client.reportAnomalies(batch, { token: 't', idempotencyKey: 'run-1' }),
    ).resolves.toEqual(report);
    expect(requests[0].url).toBe(
      'http://portal/api/servicenow-ticketing/anomalies/batch',
    );
    expect(requests[0].init).toMatchObject({
      method: 'POST',
      body: JSON.stringify(batch),
      headers: {
        Authorization: 'Bearer t',
        'Content-Type': 'application/json',
        'Idempotency-Key': 'run-1',
      },
    });
  });

  it('tells a created ticket from one that ServiceNow has yet to make', async () => {
    answers.push(
      Response.json({ message: 'made' }, { status: 201 }),
      Response.json({ message: 'waits' }, { status: 202 }),
    );
    const create = () =>
      client.createTicket(7, { title: 'x' }, { idempotencyKey: 'k1' });
    await expect(create()).resolves.toMatchObject({ outcome: 'created' });
    await expect(create()).resolves.toMatchObject({ outcome: 'pending' });
    expect(requests[0].init).toMatchObject({
      method: 'POST',
      body: '{"title":"x"}',
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': 'k1',
      },
    });
  });

  it('passes on what the backend says is wrong', async () => {
    answers.push(
      Response.json(
        {
          error: { name: 'InputError', message: 'title: must not be empty' },
          response: { statusCode: 400 },
        },
        { status: 400, statusText: 'Bad Request' },
      ),
    );
    const refused = client.createTicket(7, { title: '' });
    await expect(refused).rejects.toBeInstanceOf(ResponseError);
    await expect(refused).rejects.toMatchObject({
      statusCode: 400,
      cause: { name: 'InputError', message: 'title: must not be empty' },
    });
  });

  it('answers nothing where there is nothing to answer', async () => {
    answers.push(new Response(null, { status: 204 }));
    await expect(
      client.unlinkTicket({ anomalyId: 1, linkId: 2 }),
    ).resolves.toBeUndefined();
    expect(requests[0]).toMatchObject({
      url: 'http://portal/api/servicenow-ticketing/anomalies/1/ticket-links/2',
      init: { method: 'DELETE' },
    });
  });

  it('looks at reports, and has them processed once more', async () => {
    answers.push(
      Response.json({ items: [] }),
      Response.json({ id: 7 }),
      new Response('{"results": ['),
      Response.json({ delivery_id: 7 }),
    );
    await client.ingests.list({ status: 'refused', source: 'warehouse' });
    expect(await client.ingests.get(7)).toEqual({ id: 7 });
    expect(await client.ingests.getDocument(7)).toBe('{"results": [');
    expect(await client.ingests.replay(7)).toEqual({ delivery_id: 7 });
    expect(
      requests.map(({ url, init }) => [
        init?.method,
        url.replace('http://portal/api/servicenow-ticketing', ''),
      ]),
    ).toEqual([
      ['GET', '/ingests?status=refused&source=warehouse'],
      ['GET', '/ingests/7'],
      ['GET', '/ingests/7/document'],
      ['POST', '/ingests/7/replay'],
    ]);
  });
});
