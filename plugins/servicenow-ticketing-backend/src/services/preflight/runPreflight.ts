import type { PreflightCheck } from 'backstage-plugin-servicenow-ticketing-common';
import type { IntegrationSettings } from '../../domain/integrationSettings';
import type { ServiceNowClient } from '../../servicenow/ServiceNowClient';
import {
  isServiceNowError,
  ServiceNowError,
} from '../../servicenow/ServiceNowError';
import type { TableRows } from '../../servicenow/TableApi';
import { checkChoices } from './checkChoices';
import { checkClock } from './checkClock';

/** Tables beside the ticket table that the account should read, and what is lost when it does not. */
const HELPER_TABLES = [
  {
    table: 'sys_user',
    loss: 'Then people cannot be assigned by name.',
  },
  {
    table: 'sys_user_group',
    loss: 'Then groups cannot be assigned by name.',
  },
  {
    table: 'sys_journal_field',
    loss: 'Then work notes are looked up in the ticket itself, which is slower.',
  },
];

/** What the preflight asks, and of whom. @internal */
export interface PreflightOptions {
  client: ServiceNowClient;
  settings: IntegrationSettings;
  now: () => Date;
}

/**
 * Finds out whether an instance can do its job, by reading only. When it cannot be reached, or refuses the account,
 * the checks that build on that are skipped.
 * @internal
 */
export async function runPreflight(
  options: PreflightOptions,
): Promise<PreflightCheck[]> {
  const { settings } = options;
  const probe = await probeConnection(options);
  const connected = probe.checks.every(({ outcome }) => outcome === 'ok');
  if (!connected) {
    return [
      ...probe.checks,
      ...[
        `Table ${settings.table}`,
        'Choices',
        ...HELPER_TABLES.map(({ table }) => `Table ${table}`),
        'Clock',
      ].map(skipped),
    ];
  }
  const [table, choices, ...helpers] = await Promise.all([
    checkTable(options),
    checkChoices(options),
    ...HELPER_TABLES.map(helper => checkHelper(options, helper)),
  ]);
  return [
    ...probe.checks,
    table,
    ...choices,
    ...helpers,
    checkClock(options, probe.rows?.date),
  ];
}

/** One call answers three questions: is somebody there, is it ServiceNow, does it know the account. */
async function probeConnection({
  client,
}: PreflightOptions): Promise<{ checks: PreflightCheck[]; rows?: TableRows }> {
  const asked = `GET ${client.instanceUrl}/api/now/table/incident?sysparm_limit=1`;
  const ok = (name: string, answer: string): PreflightCheck => ({
    name,
    outcome: 'ok',
    asked,
    answer,
    remedy: null,
  });
  const reached = ok('Reachable', `${client.instanceUrl} answers`);
  const genuine = ok('ServiceNow', "It answers as ServiceNow's REST API does");
  const known = ok('Signed in', 'The service account is known');
  try {
    const rows = await client.query({
      table: 'incident',
      fields: 'sys_id',
      limit: 1,
    });
    return { checks: [reached, genuine, known], rows };
  } catch (error) {
    if (!isServiceNowError(error)) {
      throw error;
    }
    const fail = (name: string) => failed({ name, asked }, error);
    switch (error.kind) {
      case 'Unreachable':
      case 'Timeout':
      case 'BreakerOpen':
      case 'Busy':
      case 'Aborted':
        return {
          checks: [
            fail('Reachable'),
            skipped('ServiceNow'),
            skipped('Signed in'),
          ],
        };
      case 'Asleep':
      case 'NotServiceNow':
        return {
          checks: [reached, fail('ServiceNow'), skipped('Signed in')],
        };
      case 'Credentials':
      case 'RateLimit':
      case 'Server':
      case 'BrokenAnswer':
      case 'InvalidRequest':
        return { checks: [reached, genuine, fail('Signed in')] };
      case 'NotConfigured':
      case 'Access':
      case 'NotFound':
      case 'UnknownTable':
      case 'UnknownField':
      case 'InvalidValue':
      case 'DataPolicy':
      case 'BusinessRule':
        // The account is known; whether it may read its own table is the next question.
        return { checks: [reached, genuine, known] };
    }
  }
}

async function checkTable({
  client,
  settings,
}: PreflightOptions): Promise<PreflightCheck> {
  const { table } = settings;
  const name = `Table ${table}`;
  const asked = `GET /api/now/table/${table}?sysparm_limit=1`;
  try {
    const { records, totalCount } = await client.query({
      table,
      fields: 'sys_id,number',
      limit: 1,
    });
    if (records.length === 0 && (totalCount ?? 0) > 0) {
      return {
        name,
        outcome: 'failed',
        asked,
        answer: `${table} has rows, but the account may not read them`,
        remedy: `Add the role itil to the service account, or whatever role the ACLs of ${table} ask for.`,
      };
    }
    return {
      name,
      outcome: 'ok',
      asked,
      answer: `${table} can be read`,
      remedy: null,
    };
  } catch (error) {
    return failed({ name, asked }, error);
  }
}

async function checkHelper(
  { client }: PreflightOptions,
  helper: { table: string; loss: string },
): Promise<PreflightCheck> {
  const { table, loss } = helper;
  const check = {
    name: `Table ${table}`,
    asked: `GET /api/now/table/${table}?sysparm_limit=1`,
  };
  try {
    const { records, totalCount } = await client.query({
      table,
      fields: 'sys_id',
      limit: 1,
    });
    const hidden = records.length === 0 && (totalCount ?? 0) > 0;
    return {
      ...check,
      outcome: hidden ? 'warning' : 'ok',
      answer: hidden
        ? `${table} has rows, but the account may not read them. ${loss}`
        : `${table} can be read`,
      remedy: hidden ? readAccess(table) : null,
    };
  } catch (error) {
    return {
      ...failed(check, error),
      outcome: 'warning',
      answer: `${(error as Error).message} ${loss}`,
      remedy: readAccess(table),
    };
  }
}

function failed(
  check: { name: string; asked: string },
  error: unknown,
): PreflightCheck {
  if (!(error instanceof ServiceNowError)) {
    throw error;
  }
  return {
    ...check,
    outcome: 'failed',
    answer: `${error.what}.`,
    remedy: error.remedy,
  };
}

function skipped(name: string): PreflightCheck {
  return {
    name,
    outcome: 'skipped',
    asked: 'Nothing',
    answer: 'Not asked, because an earlier check failed',
    remedy: null,
  };
}

function readAccess(table: string): string {
  return `Give the service account read access to ${table}.`;
}
