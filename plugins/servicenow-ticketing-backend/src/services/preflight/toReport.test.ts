import {
  preflightReport,
  type PreflightCheck,
} from 'backstage-plugin-servicenow-ticketing-common';
import { toHealth, toReport } from './toReport';

const aCheck = (
  outcome: PreflightCheck['outcome'],
  answer = 'fine',
  remedy: string | null = null,
): PreflightCheck => ({ name: 'Any', asked: 'GET', outcome, answer, remedy });
const report = (...checks: PreflightCheck[]) =>
  preflightReport.strict().parse(
    toReport(checks, {
      integrationId: 1,
      settings: { title: 'Production', instanceUrl: 'https://acme' },
      checkedAt: new Date('2026-01-01T00:00:00Z'),
    }),
  );
const CLOCK = aCheck('warning', 'The clocks differ', 'Use NTP.');
const ROLE = aCheck('failed', 'incident cannot be read', 'Add the role itil.');

describe('toReport and toHealth', () => {
  it('say that all is well', () => {
    const fine = report(aCheck('ok'), aCheck('skipped'));
    expect(fine).toMatchObject({
      integration_id: 1,
      ok: true,
      message: 'Production is connected to https://acme',
    });
    expect(toHealth(fine)).toEqual({
      status: 'connected',
      message: 'ServiceNow is connected',
      checked_at: '2026-01-01T00:00:00.000Z',
    });
  });

  it('say what could be better', () => {
    const warned = report(aCheck('ok'), CLOCK, CLOCK);
    expect(warned).toMatchObject({
      ok: true,
      message: 'Production is connected to https://acme, with 2 warnings',
    });
    expect(toHealth(warned)).toMatchObject({
      status: 'warning',
      message:
        'ServiceNow is connected, but: The clocks differ. Use NTP (and 1 more)',
    });
  });

  it('say first what must be repaired', () => {
    const broken = report(CLOCK, ROLE);
    expect(broken).toMatchObject({
      ok: false,
      message: 'Production cannot be used yet: incident cannot be read',
    });
    expect(toHealth(broken)).toMatchObject({
      status: 'failed',
      message: 'incident cannot be read. Add the role itil',
    });
  });

  it('fit into one line', () => {
    const long = report(aCheck('failed', 'x'.repeat(500), 'y'), ROLE);
    const { message } = toHealth(long);
    expect(message.length).toBeLessThanOrEqual(240);
    expect(message).toMatch(/x… \(and 1 more\)$/);
  });
});
