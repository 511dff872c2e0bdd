import fc from 'fast-check';
import { createManualClock } from '../__testUtils__/manualClock';
import { ServiceNowError, type ServiceNowErrorKind } from '../ServiceNowError';
import type { BreakerStatus } from '../transportTypes';
import { CircuitBreaker, type CallEnd } from './CircuitBreaker';

const failure = (kind: ServiceNowErrorKind, retryAfter?: number) =>
  new ServiceNowError({
    kind,
    what: 'ServiceNow does not answer: the connection was refused',
    remedy: 'Check it.',
    retryable: true,
    retryAfter,
  });

describe('CircuitBreaker', () => {
  let clock: ReturnType<typeof createManualClock>;
  let changes: BreakerStatus[];
  let breaker: CircuitBreaker;

  beforeEach(() => {
    clock = createManualClock();
    changes = [];
    breaker = new CircuitBreaker({
      instanceUrl: 'https://acme.service-now.com',
      now: clock.now,
      onChange: status => changes.push(status),
    });
  });

  const call = (end: CallEnd) => breaker.settle(breaker.enter(), end);
  const fail = (times: number, kind: ServiceNowErrorKind = 'Unreachable') => {
    for (let i = 0; i < times; i++) {
      call(failure(kind));
    }
  };
  const refusal = (): ServiceNowError | undefined => {
    try {
      breaker.check();
      return undefined;
    } catch (error) {
      return error as ServiceNowError;
    }
  };

  it.each(['Unreachable', 'Timeout', 'Server'] as const)(
    'opens after five failures in a row of kind %s, and says since when and until when',
    kind => {
      fail(4, kind);
      expect(breaker.status.state).toBe('closed');
      fail(1, kind);
      expect(breaker.status).toEqual({
        state: 'open',
        since: new Date('2026-01-23T19:51:23Z'),
        retryAt: new Date('2026-01-23T19:51:33Z'),
      });
      expect(() => breaker.enter()).toThrow(
        'Calls to https://acme.service-now.com are held back since 2026-01-23 19:51:23 UTC, because 5 in a row failed (the last one: ServiceNow does not answer: the connection was refused). The portal tries again at 2026-01-23 19:51:33 UTC; if that does not help, check that the instance is up and that the portal may reach it.',
      );
      expect(refusal()).toMatchObject({
        name: 'ServiceNowBreakerOpenError',
        retryable: true,
        retryAfter: 10_000,
      });
    },
  );

  it.each([
    'Credentials',
    'Access',
    'DataPolicy',
    'NotFound',
    'InvalidRequest',
    'RateLimit',
    'Asleep',
    'NotServiceNow',
  ] as const)('takes %s for an answer', kind => {
    fail(4);
    call(failure(kind));
    fail(4);
    expect(breaker.status.state).toBe('closed');
    fail(20, kind);
    expect(breaker.status.state).toBe('closed');
  });

  it('learns nothing from calls that were given up', () => {
    fail(4);
    for (let i = 0; i < 20; i++) {
      call('gave-up');
    }
    expect(breaker.status.state).toBe('closed');
    fail(1);
    expect(breaker.status.state).toBe('open');
  });

  it('lets one call try, and everybody once that is answered', async () => {
    fail(5);
    await clock.advance(10_000);
    const trial = breaker.enter();
    expect(breaker.status).toEqual({ state: 'half-open', since: clock.now() });
    expect(refusal()).toMatchObject({
      kind: 'BreakerOpen',
      retryAfter: 1_000,
      remedy: 'The portal is trying again right now.',
    });
    breaker.settle(trial, 'answered');
    expect(changes.map(({ state }) => state)).toEqual([
      'open',
      'half-open',
      'closed',
    ]);
    fail(4);
    expect(breaker.status.state).toBe('closed');
  });

  it('waits longer after each try that fails, up to two minutes, and from the start after success', async () => {
    fail(5);
    const pauses = [];
    for (let i = 0; i < 6; i++) {
      const pause = refusal()!.retryAfter!;
      pauses.push(pause);
      await clock.advance(pause);
      fail(1);
    }
    expect(pauses).toEqual([10_000, 20_000, 40_000, 80_000, 120_000, 120_000]);
    expect(refusal()!.what).toMatch(
      /held back since 2026-01-23 19:51:23 UTC, because 11 in a row/,
    );
    await clock.advance(120_000);
    call('answered');
    fail(5);
    expect(refusal()!.retryAfter).toBe(10_000);
  });

  it('waits as long as ServiceNow asks', () => {
    fail(4);
    call(failure('Server', 90_000));
    expect(refusal()!.retryAfter).toBe(90_000);
  });

  it('lets another call try when the one that tried was given up', async () => {
    fail(5);
    await clock.advance(10_000);
    call('gave-up');
    expect(breaker.status.state).toBe('open');
    call('answered');
    expect(breaker.status.state).toBe('closed');
  });

  it('does not mind how calls end that began before', async () => {
    const early = [breaker.enter(), breaker.enter()];
    fail(5);
    breaker.settle(early[0], 'answered');
    expect(breaker.status.state).toBe('open');
    await clock.advance(10_000);
    const trial = breaker.enter();
    breaker.settle(early[1], failure('Timeout'));
    expect(breaker.status.state).toBe('half-open');
    breaker.settle(trial, 'answered');
    expect(breaker.status.state).toBe('closed');
  });

  it('has one trial under way at most, and always lets calls through again', () => {
    const step = fc.oneof(
      fc.record({ type: fc.constant('enter' as const) }),
      fc.record({
        type: fc.constant('settle' as const),
        which: fc.nat(),
        end: fc.constantFrom<CallEnd>(
          'answered',
          'gave-up',
          failure('Unreachable'),
          failure('Access'),
        ),
      }),
      fc.record({
        type: fc.constant('wait' as const),
        milliseconds: fc.integer({ min: 1, max: 200_000 }),
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), steps => {
        let time = 0;
        const tested = new CircuitBreaker({
          instanceUrl: 'https://acme.service-now.com',
          now: () => new Date(time),
        });
        const open: { pass: number; isTrial: boolean }[] = [];
        const retryAfters: number[] = [];
        for (const one of steps) {
          if (one.type === 'wait') {
            time += one.milliseconds;
          } else if (one.type === 'settle') {
            const [ended] = open.splice(one.which % (open.length || 1), 1);
            if (ended) {
              tested.settle(ended.pass, one.end);
            }
          } else {
            const isTrial = tested.status.state !== 'closed';
            try {
              open.push({ pass: tested.enter(), isTrial });
            } catch (error) {
              retryAfters.push((error as ServiceNowError).retryAfter!);
            }
          }
          const state = tested.status.state;
          const trials = open.filter(({ isTrial }) => isTrial);
          expect(trials.length).toBeLessThanOrEqual(1);
          expect(state === 'half-open').toBe(trials.length === 1);
        }
        expect(retryAfters.every(wait => wait > 0)).toBe(true);
        open.forEach(({ pass }) => tested.settle(pass, 'gave-up'));
        time += 120_000;
        expect(() => tested.check()).not.toThrow();
      }),
    );
  });
});
