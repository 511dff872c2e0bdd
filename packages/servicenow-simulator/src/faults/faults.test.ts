import { basic, useSimulator } from '../__testUtils__/client';
import { loadErrorBodies } from '../__testUtils__/samples';
import { Fault } from './types';

const INCIDENTS = '/api/now/table/incident';

describe('faults', () => {
  const { call, post, simulator, clock } = useSimulator();
  const errors = loadErrorBodies();
  const fault = (values: Fault) => simulator().addFault(values);
  const made = () =>
    simulator().records('incident', 'short_description=made').length;
  const create = () => post(INCIDENTS, { short_description: 'made' });

  it.each([
    ['unauthorized', 401, 'User Not Authenticated'],
    ['forbidden_acl', 403, 'ACL Exception Insert Failed'],
    ['forbidden_api', 403, 'Failed API level ACL Validation'],
    ['forbidden_scope', 403, 'Access to unscoped api'],
    ['not_found', 404, 'No Record found'],
    ['error_before_commit', 500, 'Transaction cancelled'],
  ] as const)(
    '%s refuses once and changes nothing',
    async (kind, status, sample) => {
      fault({ kind, times: 1 });
      const answer = await create();
      expect([answer.status, answer.json]).toEqual([
        status,
        errors.find(sample),
      ]);
      expect(made()).toBe(0);
      expect((await create()).status).toBe(201);
    },
  );

  it('answers 500 though the record was made', async () => {
    fault({ kind: 'error_after_commit', method: 'POST' });
    const answer = await create();
    expect([answer.status, answer.json]).toEqual([
      500,
      errors.find('Transaction cancelled'),
    ]);
    expect(answer.headers.get('location')).toBeNull();
    expect(made()).toBe(1);
  });

  it('cuts the connection before or after the commit', async () => {
    fault({ kind: 'reset_before_commit', times: 1 });
    await expect(create()).rejects.toThrow('fetch failed');
    expect(made()).toBe(0);
    fault({ kind: 'reset_after_commit', times: 1 });
    await expect(create()).rejects.toThrow('fetch failed');
    expect(made()).toBe(1);
  });

  it('hangs before or after the commit until the client gives up', async () => {
    for (const [kind, count] of [
      ['hang_before_commit', 0],
      ['hang_after_commit', 1],
    ] as const) {
      fault({ kind, times: 1 });
      const hanging = fetch(simulator().url + INCIDENTS, {
        method: 'POST',
        headers: {
          Authorization: basic('admin'),
          'Content-Type': 'application/json',
        },
        body: '{"short_description":"made"}',
        signal: AbortSignal.timeout(150),
      });
      await expect(hanging).rejects.toThrow();
      expect(made()).toBe(count);
    }
  });

  it('tells its client when to come back', async () => {
    fault({ kind: 'rate_limited', retryAfter: 7, times: 1 });
    const limited = await call(INCIDENTS);
    expect([limited.status, limited.json]).toEqual([
      429,
      errors.find('Rate limit exceeded'),
    ]);
    expect(limited.headers.get('retry-after')).toBe('7');
    expect(limited.headers.get('x-ratelimit-limit')).toBe('100');
    expect(limited.headers.get('x-ratelimit-rule')).toMatch(/^[0-9a-f]{32}$/);
    fault({ kind: 'unavailable', retryAfter: 3, times: 1 });
    const unavailable = await call(INCIDENTS);
    expect([
      unavailable.status,
      unavailable.headers.get('retry-after'),
    ]).toEqual([503, '3']);
    fault({ kind: 'bad_gateway', times: 1 });
    expect((await call(INCIDENTS)).status).toBe(502);
  });

  it('lies with status 200', async () => {
    fault({ kind: 'hibernating', times: 1 });
    const asleep = await call(INCIDENTS);
    expect([asleep.status, asleep.headers.get('content-type')]).toEqual([
      200,
      'text/html;charset=UTF-8',
    ]);
    for (const text of [
      '<title>Instance Hibernating page</title>',
      'Your instance is hibernating',
      'Sign in to the site to wake your instance',
      'https://developer.servicenow.com/dev.do#!/home?wu=true',
    ]) {
      expect(asleep.text).toContain(text);
    }
    fault({ kind: 'login_page', times: 1 });
    expect((await call(INCIDENTS)).text).toContain('name="user_password"');
    fault({ kind: 'broken_json', times: 1 });
    const broken = await call(`${INCIDENTS}?sysparm_limit=3`);
    expect([broken.status, broken.json]).toEqual([200, undefined]);
    expect(broken.text).toMatch(
      /^\{"result":\[.*"message":"Transaction cancelled: maximum execution time exceeded"\},"status":"failure"\}$/s,
    );
    fault({ kind: 'truncated', times: 1 });
    await expect(call(`${INCIDENTS}?sysparm_limit=3`)).rejects.toThrow(
      'terminated',
    );
  });

  it('hits only the requests it is meant for, after those it lets pass', async () => {
    fault({
      kind: 'unauthorized',
      path: '/table/sys_user',
      auth: 'basic',
      skip: 1,
      times: 1,
    });
    expect((await call(INCIDENTS)).status).toBe(200);
    const users = () => call('/api/now/table/sys_user?sysparm_limit=1');
    expect([
      (await users()).status,
      (await users()).status,
      (await users()).status,
    ]).toEqual([200, 401, 200]);
  });

  it('draws the same faults for the same seed', async () => {
    const draw = async () => {
      simulator().reset();
      fault({ kind: 'unavailable', probability: 0.5 });
      const statuses = [];
      for (let i = 0; i < 20; i++) {
        statuses.push((await call(`${INCIDENTS}?sysparm_limit=1`)).status);
      }
      return statuses;
    };
    const statuses = await draw();
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
    expect(await draw()).toEqual(statuses);
  });

  it('waits', async () => {
    fault({ kind: 'latency', milliseconds: 120 });
    const started = performance.now();
    await call(INCIDENTS);
    expect(performance.now() - started).toBeGreaterThanOrEqual(115);
  });

  it('ends the life of a token in use', async () => {
    const { json } = await call('/oauth_token.do', {
      method: 'POST',
      user: null,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=password&client_id=simulator-client&client_secret=simulator-secret&username=itil&password=itil',
    });
    const headers = { Authorization: `Bearer ${json.access_token}` };
    const ask = async () =>
      (await call(`${INCIDENTS}?sysparm_limit=1`, { user: null, headers }))
        .status;
    fault({ kind: 'expired_token', skip: 1, times: 1 });
    expect([await ask(), await ask(), await ask()]).toEqual([200, 401, 401]);
    fault({ kind: 'expired_token' });
    expect((await create()).status).toBe(201);
  });

  it('tells a wrong time for some answers', async () => {
    fault({ kind: 'clock_skew', milliseconds: -90_000, times: 1 });
    const dates = [await create(), await create()].map(answer =>
      Date.parse(answer.headers.get('date') ?? ''),
    );
    expect(dates).toEqual([clock.now() - 90_000, clock.now()]);
  });

  it('sets the clock wrong', async () => {
    simulator().setClockOffset(3_600_000);
    const answer = await create();
    expect(answer.headers.get('date')).toBe('Wed, 18 Mar 2026 11:30:00 GMT');
    expect(answer.json.result.sys_created_on).toBe('2026-03-18 11:30:00');
  });

  it('counts requests by the hour', async () => {
    simulator().setRateLimit({ limit: 2 });
    const ask = (user: string) =>
      call(`${INCIDENTS}?sysparm_limit=1`, { user });
    expect([(await ask('itil')).status, (await ask('itil')).status]).toEqual([
      200, 200,
    ]);
    const third = await ask('itil');
    expect([third.status, third.headers.get('retry-after')]).toEqual([
      429,
      '1800',
    ]);
    expect((await ask('admin')).status).toBe(200);
    clock.advance(1_800_000);
    expect((await ask('itil')).status).toBe(200);
  });
});
