import { createHmac } from 'node:crypto';
import { createServer, IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { useSimulator } from '../__testUtils__/client';

describe('webhooks', () => {
  const { patch, post, simulator } = useSimulator();
  const received: { headers: IncomingHttpHeaders; body: string }[] = [];
  let receiver: Server;
  let url: string;

  beforeAll(async () => {
    receiver = createServer((req, res) => {
      let body = '';
      req.on('data', chunk => {
        body += chunk;
      });
      req.on('end', () => {
        received.push({ headers: req.headers, body });
        res.writeHead(202).end();
      });
    });
    await new Promise<void>(resolve => {
      receiver.listen(0, '127.0.0.1', resolve);
    });
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  });
  beforeEach(() => received.splice(0));
  afterAll(() => {
    receiver.close();
    receiver.closeAllConnections();
  });

  it('calls out in order, signed, when records change', async () => {
    simulator().addWebhook({
      url,
      table: 'task',
      secret: 'shared',
      signed: 'timestamp.body',
      headers: { 'X-Token': 't' },
    });
    const { sys_id: id } = (
      await post('/api/now/table/incident', { short_description: 'a' })
    ).json.result;
    await patch(
      `/api/now/table/incident/${id}`,
      { state: '2', work_notes: 'on it' },
      { user: 'itil' },
    );
    await post('/api/now/table/sys_user_group', { name: 'not a task' });
    expect(await simulator().webhookDeliveries()).toEqual([
      expect.objectContaining({ url, status: 202 }),
      expect.objectContaining({ url, status: 202 }),
    ]);
    expect(JSON.parse(received[1].body)).toMatchObject({
      operation: 'update',
      table: 'incident',
      sys_id: id,
      number: 'INC0010001',
      sys_updated_by: 'itil',
      changed: ['state', 'incident_state'],
      journals: [{ element: 'work_notes', value: 'on it' }],
      record: { state: '2' },
    });
    const { headers, body } = received[1];
    expect(headers['x-servicenow-timestamp']).toBe(
      String(Date.parse('2026-03-18T10:30:00Z') / 1000),
    );
    const signature = createHmac('sha256', 'shared')
      .update(`${headers['x-servicenow-timestamp']}.${body}`)
      .digest('hex');
    expect([headers['x-servicenow-signature'], headers['x-token']]).toEqual([
      signature,
      't',
    ]);
  });

  it('says nothing of what its receiver changed itself, nor of other operations', async () => {
    simulator().addWebhook({
      url,
      table: 'incident',
      operations: ['delete'],
      exceptChangedBy: 'portal_integration',
    });
    await post('/api/now/table/incident', {}, { user: 'portal_integration' });
    const { sys_id: id } = (await post('/api/now/table/incident', {})).json
      .result;
    simulator().remove('incident', id);
    await simulator().webhookDeliveries();
    expect(received.map(({ body }) => JSON.parse(body).operation)).toEqual([
      'delete',
    ]);
  });

  it('keeps what went wrong', async () => {
    simulator().addWebhook({ url: 'http://127.0.0.1:1/', table: 'incident' });
    await post('/api/now/table/incident', {});
    const [delivery] = await simulator().webhookDeliveries();
    expect([delivery.status, delivery.error]).toEqual([
      undefined,
      'fetch failed',
    ]);
  });
});
