import { ServiceNowError } from '../ServiceNowError';
import { isFresh, TokenSource, type AccessToken } from './TokenSource';

const MINUTE = 60_000;

/** A source with a clock that stands still, and tokens t1, t2, ... that live half an hour. */
function setUp() {
  let time = Date.parse('2026-01-23T19:51:23Z');
  const now = () => new Date(time);
  const waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const refused: (string | undefined)[] = [];
  let issued = 0;
  const issue = (not?: string) => {
    refused.push(not);
    return new Promise<AccessToken>((resolve, reject) => {
      waiting.push({
        resolve: () =>
          resolve({
            accessToken: `t${++issued}`,
            issuedAt: now(),
            expiresAt: new Date(time + 30 * MINUTE),
          }),
        reject,
      });
    });
  };
  const source = new TokenSource({ issue, now });
  const bearer = async (signal?: AbortSignal) =>
    (await source.headers(signal)).Authorization;
  return {
    source,
    bearer,
    refused,
    asked: () => refused.length,
    /** Lets the request for a token that is under way succeed. */
    grant: () => waiting.shift()!.resolve(),
    fail: (error: Error) => waiting.shift()!.reject(error),
    advance: (milliseconds: number) => {
      time += milliseconds;
    },
    /** Gets a token, for which there is a request. */
    async first() {
      const headers = source.headers();
      waiting.shift()!.resolve();
      return headers;
    },
  };
}

const failure = (kind: 'RateLimit' | 'Server', retryAfter?: number) =>
  new ServiceNowError({
    kind,
    what: 'No',
    remedy: 'Wait.',
    retryable: true,
    retryAfter,
  });

describe('TokenSource', () => {
  it('asks once for twenty callers', async () => {
    const { bearer, grant, asked } = setUp();
    const all = Promise.all(Array.from({ length: 20 }, () => bearer()));
    grant();
    expect(new Set(await all)).toEqual(new Set(['Bearer t1']));
    await expect(bearer()).resolves.toBe('Bearer t1');
    expect(asked()).toBe(1);
  });

  it('replaces a token a minute before its end, once', async () => {
    const { first, bearer, grant, asked, advance } = setUp();
    await first();
    advance(29 * MINUTE - 1);
    await expect(bearer()).resolves.toBe('Bearer t1');
    expect(asked()).toBe(1);
    advance(1);
    const all = Promise.all([bearer(), bearer(), bearer()]);
    grant();
    await expect(all).resolves.toEqual(Array(3).fill('Bearer t2'));
    expect(asked()).toBe(2);
  });

  it('discards a token that was refused, and only that one', async () => {
    const { source, first, bearer, grant, refused } = setUp();
    const refusedHeaders = await first();
    await expect(source.renew(refusedHeaders)).resolves.toBe(true);
    const next = bearer();
    grant();
    await expect(next).resolves.toBe('Bearer t2');
    // Another call that had t1 hears of its refusal later.
    await expect(source.renew(refusedHeaders)).resolves.toBe(true);
    await expect(bearer()).resolves.toBe('Bearer t2');
    expect(refused).toEqual([undefined, 't1']);
  });

  it('fails for all who wait, and asks again for the next', async () => {
    const { bearer, fail, grant, asked } = setUp();
    const all = Promise.allSettled([bearer(), bearer()]);
    fail(failure('Server'));
    expect((await all).map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    const next = bearer();
    grant();
    await expect(next).resolves.toBe('Bearer t1');
    expect(asked()).toBe(2);
  });

  it('does not ask while ServiceNow wants to be left alone', async () => {
    const { bearer, fail, grant, asked, advance } = setUp();
    const limited = bearer();
    fail(failure('RateLimit', 10_000));
    await expect(limited).rejects.toMatchObject({ kind: 'RateLimit' });
    advance(9_999);
    await expect(bearer()).rejects.toMatchObject({ kind: 'RateLimit' });
    expect(asked()).toBe(1);
    advance(1);
    const next = bearer();
    grant();
    await expect(next).resolves.toBe('Bearer t1');
  });

  it('lets a caller go who does not want to wait, and gets the token for the others', async () => {
    const { bearer, grant, asked } = setUp();
    const impatient = new AbortController();
    const [gone, waits] = [bearer(impatient.signal), bearer()];
    impatient.abort();
    await expect(gone).rejects.toMatchObject({ kind: 'Timeout' });
    await expect(bearer(impatient.signal)).rejects.toMatchObject({
      kind: 'Timeout',
    });
    grant();
    await expect(waits).resolves.toBe('Bearer t1');
    expect(asked()).toBe(1);
  });
});

describe('isFresh', () => {
  const at = (seconds: number) => new Date(seconds * 1000);

  it.each([
    { life: [0, 1800], now: 1000, fresh: true, what: 'long before its end' },
    { life: [0, 1800], now: 1740, fresh: false, what: 'a minute before it' },
    { life: [0, 30], now: 26, fresh: true, what: 'most of a short life' },
    { life: [0, 30], now: 27, fresh: false, what: 'the rest of a short life' },
    // The clock was set back.
    { life: [500, 2300], now: 100, fresh: false, what: 'one of the future' },
  ])('is $fresh for $what', ({ life: [issued, expires], now, fresh }) => {
    const token = {
      accessToken: 't',
      issuedAt: at(issued),
      expiresAt: at(expires),
    };
    expect(isFresh(token, at(now))).toBe(fresh);
  });
});
