import { useSimulator } from '../__testUtils__/client';

const encode = (value: unknown) =>
  Buffer.from(JSON.stringify(value)).toString('base64');
const decode = (body: string) =>
  JSON.parse(Buffer.from(body, 'base64').toString('utf8'));
const JSON_HEADERS = [
  { name: 'Content-Type', value: 'application/json' },
  { name: 'Accept', value: 'application/json' },
];

describe('Batch API', () => {
  const { call, post, simulator } = useSimulator();

  it('runs its requests in order, as who sent them', async () => {
    const { status, json } = await post(
      '/api/now/v1/batch',
      {
        batch_request_id: '7',
        rest_requests: [
          {
            id: 'a',
            method: 'POST',
            url: '/api/now/table/incident',
            headers: JSON_HEADERS,
            body: encode({ correlation_id: 'batched' }),
          },
          {
            id: 'b',
            method: 'GET',
            url: `${
              simulator().url
            }/api/now/table/incident?sysparm_query=correlation_id=batched^descriptionNOT LIKEno such text`,
            headers: JSON_HEADERS,
            exclude_response_headers: true,
          },
          { id: 'c', method: 'DELETE', url: '/api/now/table/incident/nope' },
          {
            id: 'd',
            method: 'POST',
            url: '/api/now/v1/batch',
            body: encode({ rest_requests: [] }),
          },
        ],
      },
      { user: 'itil' },
    );
    expect(status).toBe(200);
    expect(json.batch_request_id).toBe('7');
    const [a, b, c] = json.serviced_requests;
    expect(a).toMatchObject({
      id: 'a',
      status_code: 201,
      status_text: 'Created',
    });
    expect(a.headers).toContainEqual({
      name: 'content-type',
      value: 'application/json;charset=UTF-8',
    });
    expect(b.headers).toEqual([]);
    expect(decode(b.body).result).toEqual([decode(a.body).result]);
    expect(decode(b.body).result[0].sys_created_by).toBe('itil');
    expect([c.status_code, decode(c.body).error.message]).toEqual([
      404,
      'No Record found',
    ]);
    expect(json.unserviced_requests).toEqual(['d']);
    expect(
      simulator().records('incident', 'correlation_id=batched'),
    ).toHaveLength(1);
  });

  it('takes addresses that are too long outside of a batch', async () => {
    const query = `${'nope=nope^'.repeat(2500)}number=INC0000001`;
    const url = `/api/now/table/incident?sysparm_query=${query}&sysparm_fields=number`;
    const alone = await call(url);
    expect([alone.status, alone.headers.get('content-type')]).toEqual([
      414,
      'text/html;charset=UTF-8',
    ]);
    const { json } = await post('/api/now/v1/batch', {
      rest_requests: [{ id: 'long', method: 'GET', url }],
    });
    expect(decode(json.serviced_requests[0].body).result).toEqual([
      { number: 'INC0000001' },
    ]);
  });

  it('refuses a payload without requests', async () => {
    expect((await post('/api/now/v1/batch', {})).status).toBe(400);
  });
});
