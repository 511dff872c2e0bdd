import type { ServiceNowClient } from '../../servicenow/ServiceNowClient';
import { checkClock } from './checkClock';

describe('checkClock', () => {
  const options = {
    client: { instanceUrl: 'https://acme.service-now.com' } as ServiceNowClient,
    now: () => new Date('2026-01-01T00:00:00Z'),
  };

  it.each([
    ['2025-12-31T23:59:10Z', 'ok'],
    ['2026-01-01T00:02:00Z', 'warning'],
    ['2025-12-31T23:58:00Z', 'warning'],
  ])('finds %s %s', (remote, outcome) => {
    expect(checkClock(options, new Date(remote)).outcome).toBe(outcome);
  });

  it('has nothing to compare without a date', () => {
    expect(checkClock(options, undefined).outcome).toBe('skipped');
  });
});
