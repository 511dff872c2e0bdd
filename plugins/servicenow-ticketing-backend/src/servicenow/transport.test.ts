import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { basicAuth } from './auth/basic';
import { HttpTransport, type ServiceNowRequest } from './transport';

type Answer = (res: http.ServerResponse, req: http.IncomingMessage) => void;

const json =
  (
    status: number,
    body: unknown,
    headers: Record<string, string> = {},
  ): Answer =>
  res =>
    res
      .writeHead(status, { 'Content-Type': 'application/json', ...headers })
      .end(typeof body === 'string' ? body : JSON.stringify(body));
const DOWN = json(503, { error: { message: 'down' } });
const OK = json(200, { result: [] }, { 'X-Total-Count': '12' });

describe('HttpTransport', () => {
  let server: http.Server;
  let transport: HttpTransport;
  let answers: Answer[];
  let seen: http.IncomingMessage[];
  let sockets: Set<unknown>;
  let waits: number[];

  beforeEach(async () => {
    answers = [];
    seen = [];
    sockets = new Set();
    waits = [];
    server = http.createServer((req, res) => {
      seen.push(req);
      sockets.add(req.socket);
      req.resume().on('end', () => (answers.shift() ?? OK)(res, req));
    });
    await new Promise<void>(done => {
      server.listen(0, '127.0.0.1', done);
    });
    transport = new HttpTransport({
      instanceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      auth: basicAuth({ username: 'portal', password: 'pä:ss' }),
      timeout: 200,
      sleep: async milliseconds => waits.push(milliseconds),
    });
  });
  afterEach(async () => {
    transport.close();
    server.closeAllConnections();
    await new Promise(done => {
      server.close(done);
    });
  });

  const send = (request: Partial<ServiceNowRequest> = {}) =>
    transport.send({
      method: 'GET',
      path: '/api/now/table/incident',
      ...request,
    });

  it('signs calls, asks for JSON and keeps the connection', async () => {
    const first = await send({ parameters: { sysparm_query: 'a=b c^d=é' } });
    await send({ method: 'POST', body: { short_description: 'x' } });
    expect(first).toMatchObject({
      body: { result: [] },
      totalCount: 12,
      date: expect.any(Date),
    });
    expect(seen[0].headers).toMatchObject({
      accept: 'application/json',
      authorization: `Basic ${Buffer.from('portal:pä:ss').toString('base64')}`,
      'user-agent': 'backstage-plugin-servicenow-ticketing',
    });
    expect(
      new URL(seen[0].url!, 'http://x').searchParams.get('sysparm_query'),
    ).toBe('a=b c^d=é');
    expect(sockets.size).toBe(1);
  });

  it('tries reads again, with growing waits, and then tells', async () => {
    answers = [DOWN, json(200, '{"result":[{'), OK];
    await expect(send()).resolves.toMatchObject({ totalCount: 12 });
    expect(waits).toEqual([250, 500]);

    answers = [DOWN, DOWN, DOWN, OK];
    await expect(send()).rejects.toMatchObject({
      name: 'ServiceNowServerError',
      status: 503,
    });
    expect(seen).toHaveLength(6);
  });

  it('waits as asked before a read, unless somebody would wait too long', async () => {
    const limited = (seconds: string) =>
      json(429, {}, { 'Retry-After': seconds });
    answers = [limited('1'), OK];
    await send();
    expect(waits).toEqual([1_000]);

    answers = [limited('60')];
    await expect(send()).rejects.toMatchObject({
      name: 'ServiceNowRateLimitError',
      retryAfter: 60_000,
    });
    expect(seen).toHaveLength(3);
  });

  it.each(['POST', 'PATCH'] as const)('never repeats a %s', async method => {
    answers = [DOWN];
    await expect(send({ method, body: {} })).rejects.toMatchObject({
      retryable: true,
    });
    answers = [res => res.socket!.destroy()];
    await expect(send({ method, body: {} })).rejects.toMatchObject({
      name: 'ServiceNowUnreachableError',
      message: expect.stringContaining('the connection was cut'),
    });
    expect(seen).toHaveLength(2);
  });

  it('does not repeat a read that was refused', async () => {
    answers = [json(401, { error: { message: 'User Not Authenticated' } })];
    await expect(send()).rejects.toMatchObject({
      name: 'ServiceNowCredentialsError',
    });
    expect(seen).toHaveLength(1);
  });

  it.each<[string, Answer]>([
    ['never answers', () => {}],
    [
      'stops in the middle of its answer',
      res => res.writeHead(200).write('{"result":['),
    ],
  ])('gives up when ServiceNow %s', async (_, answer) => {
    answers = [answer];
    await expect(send()).rejects.toMatchObject({
      name: 'ServiceNowTimeoutError',
    });
  });

  it('stops when the caller does', async () => {
    const controller = new AbortController();
    answers = [() => controller.abort()];
    await expect(send({ signal: controller.signal })).rejects.toMatchObject({
      name: 'ServiceNowTimeoutError',
    });
  });

  it('does not follow redirects with its credentials', async () => {
    answers = [res => res.writeHead(302, { Location: '/login.do' }).end()];
    await expect(send()).rejects.toMatchObject({
      name: 'ServiceNowNotServiceNowError',
    });
    expect(seen).toHaveLength(1);
  });

  it('keeps credentials and bodies out of its errors', async () => {
    answers = [DOWN];
    const error = await send({
      method: 'POST',
      body: { description: 'private words' },
    }).catch(caught => caught);
    const text = `${error.stack} ${JSON.stringify(error)}`;
    expect(text).not.toMatch(/private words|pä:ss|Basic/);
  });
});
