import { Agent } from 'node:http';
import {
  createAnsweringServer,
  CUT,
  DOWN,
  json,
  OK,
  type Answer,
} from './__testUtils__/answeringServer';
import { createManualClock } from './__testUtils__/manualClock';
import type { AuthHeaders } from './auth/Authenticator';
import { basicAuth } from './auth/basic';
import type { ServiceNowError } from './ServiceNowError';
import {
  HttpTransport,
  type BreakerStatus,
  type ObservedCall,
  type ServiceNowRequest,
  type TransportOptions,
} from './transport';

const REFUSED = json(401, { error: { message: 'User Not Authenticated' } });
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('HttpTransport', () => {
  let server: Awaited<ReturnType<typeof createAnsweringServer>>;
  let clock: ReturnType<typeof createManualClock>;
  let transport: HttpTransport;
  let observed: ObservedCall[];
  let changes: BreakerStatus[];

  const create = (options: Partial<TransportOptions> = {}) => {
    transport?.close();
    transport = new HttpTransport({
      instanceUrl: server.url,
      auth: basicAuth({ username: 'portal', password: 'pä:ss' }),
      agent: new Agent({ keepAlive: true }),
      timeout: 30_000,
      limits: { concurrency: 4 },
      onCall: call => observed.push(call),
      onBreakerChange: status => changes.push(status),
      now: clock.now,
      sleep: clock.skip,
      ...options,
    });
  };

  beforeEach(async () => {
    observed = [];
    changes = [];
    clock = createManualClock();
    server = await createAnsweringServer();
    create();
  });
  afterEach(async () => {
    jest.useRealTimers();
    transport.close();
    await server.stop();
  });

  const send = (request: Partial<ServiceNowRequest> = {}) =>
    transport.send({
      method: 'GET',
      path: '/api/now/table/incident',
      ...request,
    });
  const failureOf = (sent: Promise<unknown>): Promise<ServiceNowError> =>
    sent.then(
      () => {
        throw new Error('It was answered');
      },
      error => error,
    );

  it('signs calls, asks for JSON, says who calls, and keeps the connection', async () => {
    const first = await send({ parameters: { sysparm_query: 'a=b c^d=é' } });
    await send({ method: 'POST', body: { short_description: 'x' } });
    expect(first).toMatchObject({
      body: { result: [] },
      totalCount: 12,
      date: expect.any(Date),
    });
    const { url, headers } = server.seen[0];
    expect(headers).toMatchObject({
      accept: 'application/json',
      authorization: `Basic ${Buffer.from('portal:pä:ss').toString('base64')}`,
      'user-agent': expect.stringMatching(
        /^backstage-plugin-servicenow-ticketing\/\d+\.\d+\.\d+/,
      ),
      'x-request-id': expect.stringMatching(UUID),
    });
    expect(new URL(url!, 'http://x').searchParams.get('sysparm_query')).toBe(
      'a=b c^d=é',
    );
    expect(server.sockets.size).toBe(1);
  });

  it('tells of every try, with the request id that the error has, too', async () => {
    server.answer(DOWN, CUT, json(404, { error: { message: 'None' } }));
    const error = await failureOf(send({ parameters: { a: '1' } }));
    expect(observed).toHaveLength(3);
    expect(observed[0]).toEqual({
      method: 'GET',
      path: '/api/now/table/incident?a=1',
      status: 503,
      requestId: error.requestId,
      startedAt: new Date('2026-01-23T19:51:23Z'),
      durationMs: expect.any(Number),
      requestBody: undefined,
      responseBody: '{"error":{"message":"down"}}',
      error: expect.stringContaining('status 503'),
    });
    expect(observed[1]).toMatchObject({
      error: expect.stringContaining('the connection was cut'),
    });
    expect(observed[1].status).toBeUndefined();
    expect(observed[2]).toMatchObject({ status: 404, error: error.message });
    const ids = server.seen.map(({ headers }) => headers['x-request-id']);
    expect(new Set(ids)).toEqual(new Set([error.requestId]));

    await send({ method: 'PATCH', body: { state: '2' } });
    expect(observed[3]).toMatchObject({
      method: 'PATCH',
      status: 200,
      requestBody: '{"state":"2"}',
      responseBody: '{"result":[]}',
    });
    expect(observed[3].error).toBeUndefined();
    expect(observed[3].requestId).not.toBe(error.requestId);
  });

  it('tries reads again, with growing waits, and then tells', async () => {
    server.answer(DOWN, json(200, '{"result":[{'), OK);
    await expect(send()).resolves.toMatchObject({ totalCount: 12 });
    expect(clock.waits).toEqual([250, 500]);

    server.answer(DOWN, DOWN, DOWN, OK);
    await expect(send()).rejects.toMatchObject({
      name: 'ServiceNowServerError',
      status: 503,
    });
    expect(server.seen).toHaveLength(6);
  });

  it.each(['POST', 'PATCH'] as const)('never repeats a %s', async method => {
    server.answer(DOWN);
    await expect(send({ method, body: {} })).rejects.toMatchObject({
      retryable: true,
    });
    server.answer(CUT);
    await expect(send({ method, body: {} })).rejects.toMatchObject({
      name: 'ServiceNowUnreachableError',
      message: expect.stringContaining('the connection was cut'),
    });
    expect(server.seen).toHaveLength(2);
  });

  describe('when ServiceNow limits how often it may be asked', () => {
    const limited = (headers: Record<string, string>) => json(429, {}, headers);

    it('waits as asked before a read, unless somebody would wait too long', async () => {
      server.answer(limited({ 'Retry-After': '1' }), OK);
      await send();
      expect(clock.waits).toEqual([1_000]);

      server.answer(limited({ 'Retry-After': '60' }));
      await expect(send()).rejects.toMatchObject({
        name: 'ServiceNowRateLimitError',
        retryAfter: 60_000,
      });
      expect(server.seen).toHaveLength(3);
    });

    it('asks nothing at all until it may, whoever asks', async () => {
      create({ sleep: clock.sleep });
      server.answer(limited({ 'Retry-After': '20' }));
      await failureOf(send({ method: 'POST', body: {} }));
      const waiting = [send(), send({ method: 'PATCH', body: {} })];
      await clock.advance(19_999);
      expect(server.seen).toHaveLength(1);
      await clock.advance(1);
      await Promise.all(waiting);
      expect(server.seen).toHaveLength(3);
    });

    it('fails at once where the pause is longer than a call may take', async () => {
      server.answer(limited({ 'Retry-After': '900' }));
      await failureOf(send());
      await clock.advance(100_000);
      const error = await failureOf(send({ method: 'POST', body: {} }));
      expect(error).toMatchObject({
        name: 'ServiceNowRateLimitError',
        retryable: true,
        retryAfter: 800_000,
        requestId: expect.stringMatching(UUID),
      });
      expect(server.seen).toHaveLength(1);
    });

    it("reads when the limit is reset by ServiceNow's own clock, and believes in an hour at most", async () => {
      const date = 'Mon, 01 Jan 2035 00:00:00 GMT';
      const seconds = Date.parse(date) / 1000;
      const reset = (after: number) =>
        limited({ 'X-RateLimit-Reset': String(seconds + after), Date: date });
      server.answer(reset(90));
      expect(await failureOf(send())).toMatchObject({ retryAfter: 90_000 });
      await clock.advance(90_000);
      server.answer(reset(1_000_000));
      expect(await failureOf(send())).toMatchObject({ retryAfter: 3_600_000 });
    });
  });

  it('makes no more calls at once than it may', async () => {
    create({ limits: { concurrency: 2 } });
    const held: (() => void)[] = [];
    const hold: Answer = (res, req) => held.push(() => OK(res, req));
    server.answer(...Array(10).fill(hold));
    const calls = Array.from({ length: 10 }, () => send());
    while (held.length < 2) {
      await server.arrival();
    }
    let most = 2;
    for (let sent = 2; sent < 10; sent++) {
      const arrival = server.arrival();
      held.shift()!();
      await arrival;
      most = Math.max(most, held.length);
    }
    held.forEach(answer => answer());
    await Promise.all(calls);
    expect(most).toBe(2);
    expect(server.seen).toHaveLength(10);
  });

  it('makes no more calls a minute than it may', async () => {
    create({ limits: { concurrency: 4, requestsPerMinute: 6 } });
    await send();
    await send();
    await send();
    expect(clock.waits).toEqual([12_000, 12_000]);
  });

  describe('when ServiceNow is down', () => {
    const fail = async (times: number) => {
      server.answer(...Array(times).fill(DOWN));
      for (let i = 0; i < times; i++) {
        await failureOf(send({ method: 'POST', body: {} }));
      }
    };

    it('stops asking after five failures, and asks again with one call', async () => {
      expect(transport.breaker).toEqual({
        state: 'closed',
        since: clock.now(),
      });
      await fail(5);
      const error = await failureOf(send());
      expect(error).toMatchObject({
        name: 'ServiceNowBreakerOpenError',
        retryAfter: 10_000,
        requestId: expect.stringMatching(UUID),
      });
      expect(error.message).toMatch(
        /since 2026-01-23 19:51:23 UTC.*tries again at 2026-01-23 19:51:33 UTC/,
      );
      expect(server.seen).toHaveLength(5);
      expect(transport.breaker.state).toBe('open');

      await clock.advance(10_000);
      let answer = () => {};
      server.answer((res, req) => {
        answer = () => OK(res, req);
      });
      const arrival = server.arrival();
      const trial = send();
      await arrival;
      expect(transport.breaker.state).toBe('half-open');
      expect(await failureOf(send())).toMatchObject({ kind: 'BreakerOpen' });
      answer();
      await trial;
      await Promise.all([send(), send(), send()]);
      expect(changes.map(({ state }) => state)).toEqual([
        'open',
        'half-open',
        'closed',
      ]);
    });

    it('tells what went wrong, not that it stopped asking in the middle of it', async () => {
      await fail(4);
      server.answer(DOWN);
      expect(await failureOf(send())).toMatchObject({ kind: 'Server' });
      expect(server.seen).toHaveLength(5);
    });

    it('does not stop because of refusals', async () => {
      server.answer(...Array(20).fill(json(403, { error: { message: 'No' } })));
      for (let i = 0; i < 20; i++) {
        expect(await failureOf(send())).toMatchObject({ kind: 'Access' });
      }
      expect(transport.breaker.state).toBe('closed');
    });
  });

  describe('when credentials are refused', () => {
    const renewing = (renewals: boolean[]) => {
      let token = 1;
      const refused: AuthHeaders[] = [];
      create({
        auth: {
          headers: async () => ({ Authorization: `Bearer ${token}` }),
          renew: async headers => {
            refused.push(headers);
            token += 1;
            return renewals.shift() ?? false;
          },
        },
      });
      return refused;
    };

    it('renews them once and repeats the call, even one that writes', async () => {
      const refused = renewing([true]);
      server.answer(REFUSED, OK);
      await send({ method: 'POST', body: {} });
      expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
        'Bearer 1',
        'Bearer 2',
      ]);
      expect(refused).toEqual([{ Authorization: 'Bearer 1' }]);
      expect(observed.map(({ status }) => status)).toEqual([401, 200]);
    });

    it('tries no third time', async () => {
      renewing([true, true]);
      server.answer(REFUSED, REFUSED, OK);
      expect(await failureOf(send())).toMatchObject({ kind: 'Credentials' });
      expect(server.seen).toHaveLength(2);
    });

    it('does not repeat where there is nothing to renew', async () => {
      renewing([false]);
      server.answer(REFUSED, OK);
      expect(await failureOf(send())).toMatchObject({ kind: 'Credentials' });
      create();
      server.answer(REFUSED, OK);
      expect(await failureOf(send())).toMatchObject({ kind: 'Credentials' });
      expect(server.seen).toHaveLength(2);
    });
  });

  describe('with a deadline', () => {
    /** Only timers stand still: connections go on. */
    const holdTimers = () =>
      jest.useFakeTimers({
        doNotFake: [
          'Date',
          'hrtime',
          'nextTick',
          'performance',
          'queueMicrotask',
          'setImmediate',
          'clearImmediate',
        ],
      });

    it.each<[string, Answer]>([
      ['never answers', () => {}],
      [
        'stops in the middle of its answer',
        res => res.writeHead(200).write('{"result":['),
      ],
    ])('gives up when ServiceNow %s', async (_, answer) => {
      holdTimers();
      server.answer(answer);
      const arrival = server.arrival();
      const error = failureOf(send());
      await arrival;
      jest.advanceTimersByTime(30_000);
      expect(await error).toMatchObject({
        name: 'ServiceNowTimeoutError',
        message: expect.stringContaining('took longer than 30 s'),
      });
      expect(server.seen).toHaveLength(1);
    });

    it('counts the time that a call waits for its turn', async () => {
      holdTimers();
      create({ limits: { concurrency: 1 } });
      server.answer(() => {});
      const arrival = server.arrival();
      const hanging = failureOf(send());
      await arrival;
      const waiting = failureOf(send());
      jest.advanceTimersByTime(30_000);
      // Whose turn comes in the last moment is sent no more.
      expect(await waiting).toMatchObject({ name: 'ServiceNowBusyError' });
      expect(await hanging).toMatchObject({ name: 'ServiceNowTimeoutError' });
      expect(server.seen).toHaveLength(1);
    });

    it('waits for no retry that would come too late', async () => {
      create({ timeout: 200 });
      server.answer(DOWN, OK);
      expect(await failureOf(send())).toMatchObject({ kind: 'Server' });
      expect(server.seen).toHaveLength(1);
    });
  });

  it('stops when the caller does', async () => {
    const controller = new AbortController();
    server.answer(() => controller.abort());
    const error = await failureOf(send({ signal: controller.signal }));
    expect(error).toMatchObject({ name: 'ServiceNowAbortedError' });
    for (let i = 0; i < 10; i++) {
      await failureOf(send({ signal: controller.signal }));
    }
    expect(server.seen).toHaveLength(1);
    expect(transport.breaker.state).toBe('closed');
  });

  it('lets nothing through once it is closed', async () => {
    transport.close();
    expect(await failureOf(send())).toMatchObject({ kind: 'Aborted' });
    expect(server.seen).toHaveLength(0);
  });

  it('sends no address that instances cut', async () => {
    const error = await failureOf(
      send({ parameters: { sysparm_query: `a=${'x'.repeat(8_000)}` } }),
    );
    expect(error).toMatchObject({
      name: 'ServiceNowInvalidRequestError',
      retryable: false,
      message: expect.stringMatching(/at most 8000\. Search for a shorter/),
    });
    expect(server.seen).toHaveLength(0);
  });

  it('does not follow redirects with its credentials', async () => {
    server.answer(res => res.writeHead(302, { Location: '/login.do' }).end());
    expect(await failureOf(send())).toMatchObject({
      name: 'ServiceNowNotServiceNowError',
    });
    expect(server.seen).toHaveLength(1);
  });

  it('keeps credentials and bodies out of its errors', async () => {
    server.answer(DOWN);
    const error = await failureOf(
      send({ method: 'POST', body: { description: 'private words' } }),
    );
    const text = `${error.stack} ${JSON.stringify(error)}`;
    expect(text).not.toMatch(/private words|pä:ss|Basic/);
  });
});
