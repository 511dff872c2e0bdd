import { ServiceNowError, type ServiceNowErrorKind } from '../ServiceNowError';
import { retryDelay } from './retryPolicy';

const error = (kind: ServiceNowErrorKind, retryAfter?: number) =>
  new ServiceNowError({
    kind,
    what: 'x',
    remedy: 'y',
    retryable: true,
    retryAfter,
  });

describe('retryDelay', () => {
  it('lets reads be tried twice more, with growing waits', () => {
    const delays = [0, 1, 2].map(retries =>
      retryDelay(error('Server'), { method: 'GET', retries }),
    );
    expect(delays).toEqual([250, 500, undefined]);
  });

  it.each(['POST', 'PATCH'])('never repeats a %s', method => {
    expect(
      retryDelay(error('Unreachable'), { method, retries: 0 }),
    ).toBeUndefined();
  });

  it.each([
    ['Timeout', undefined],
    ['Credentials', undefined],
    ['Asleep', undefined],
    ['BreakerOpen', undefined],
    ['Busy', undefined],
    ['Aborted', undefined],
    ['BrokenAnswer', 250],
    ['Unreachable', 250],
  ] as const)('decides on %s by whether a second can help', (kind, delay) => {
    expect(retryDelay(error(kind), { method: 'GET', retries: 0 })).toBe(delay);
  });

  it('waits as asked, unless somebody would wait too long', () => {
    const call = { method: 'GET', retries: 0 };
    expect(retryDelay(error('RateLimit', 1_500), call)).toBe(1_500);
    expect(retryDelay(error('RateLimit', 2_001), call)).toBeUndefined();
  });
});
