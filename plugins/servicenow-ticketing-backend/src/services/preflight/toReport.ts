import type {
  IntegrationHealth,
  PreflightCheck,
  PreflightReport,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { IntegrationSettings } from '../../domain/integrationSettings';

/** Longest message of a list of connections, which has one line for each. */
const MAX_MESSAGE = 240;

/** What the checks say together. @internal */
export function toReport(
  checks: PreflightCheck[],
  context: {
    /** None for a connection that is not stored. */
    integrationId: number | undefined;
    settings: Pick<IntegrationSettings, 'title' | 'instanceUrl'>;
    checkedAt: Date;
  },
): PreflightReport {
  const { title, instanceUrl } = context.settings;
  const failed = checks.filter(({ outcome }) => outcome === 'failed');
  const warnings = checks.filter(({ outcome }) => outcome === 'warning');
  const plural = warnings.length === 1 ? 'warning' : 'warnings';
  return {
    integration_id: context.integrationId ?? null,
    ok: failed.length === 0,
    message:
      failed.length > 0
        ? `${title} cannot be used yet: ${failed[0].answer}`
        : `${title} is connected to ${instanceUrl}${
            warnings.length > 0 ? `, with ${warnings.length} ${plural}` : ''
          }`,
    checked_at: context.checkedAt.toISOString(),
    checks,
  };
}

/** A report in one line: the first thing that is wrong, and what to do about it. @internal */
export function toHealth(report: PreflightReport): IntegrationHealth {
  const failed = report.checks.filter(({ outcome }) => outcome === 'failed');
  const warnings = report.checks.filter(({ outcome }) => outcome === 'warning');
  const checked = { checked_at: report.checked_at };
  if (failed.length > 0) {
    return { status: 'failed', message: lineOf(failed), ...checked };
  }
  return warnings.length > 0
    ? {
        status: 'warning',
        message: `ServiceNow is connected, but: ${lineOf(warnings)}`,
        ...checked,
      }
    : { status: 'connected', message: 'ServiceNow is connected', ...checked };
}

function lineOf([first, ...others]: PreflightCheck[]): string {
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  const text = [first.answer, first.remedy]
    .filter(part => typeof part === 'string')
    .map(part => part.replace(/\.$/, ''))
    .join('. ');
  const room = MAX_MESSAGE - more.length;
  return text.length > room
    ? `${text.slice(0, room - 1).trimEnd()}…${more}`
    : `${text}${more}`;
}
