import type { PreflightCheck } from 'backstage-plugin-servicenow-ticketing-common';
import { accountOf, roleRemedy } from './account';
import {
  failed,
  failedBy,
  ok,
  serviceNowErrorOf,
  warning,
  type Subject,
} from './outcomes';
import type { PreflightOptions } from './types';

/** Access controls are applied after the limit, so that one row may well be hidden from who may read others. */
const SAMPLE_SIZE = 20;
/** The part of the first rows that an account sees which has the role it needs. */
const LEAST_VISIBLE = 0.5;

/** Tables beside the ticket table that the account should read, and what is lost when it does not. */
export const HELPER_TABLES = [
  {
    table: 'sys_user',
    loss: 'Then people cannot be assigned by name, nor stand as caller.',
  },
  { table: 'sys_user_group', loss: 'Then groups cannot be assigned by name.' },
  {
    table: 'sys_journal_field',
    loss: 'Then work notes are looked up in the ticket itself, which is slower.',
  },
];

/** Whether the table of tickets can be read. */
export async function checkTicketTable(
  options: PreflightOptions,
): Promise<PreflightCheck> {
  const { table } = options.settings;
  const subject = subjectOf(table);
  try {
    const { visible, sampled } = await sample(options, table);
    const remedy = roleRemedy(options.settings);
    if (visible === 0 && sampled > 0) {
      return failed(subject, {
        answer: `${table} has rows, but the account may not read them`,
        remedy,
      });
    }
    return visible < sampled * LEAST_VISIBLE
      ? warning(subject, {
          answer: `The account sees only ${visible} of the first ${sampled} rows of ${table}. People cannot find or link the others.`,
          remedy,
        })
      : ok(subject, `${table} can be read`);
  } catch (caught) {
    const error = serviceNowErrorOf(caught);
    // An OAuth client that is too tightly scoped says so itself, and no role helps.
    const isScope = /scope/i.test(error.remedy);
    return failedBy(
      subject,
      error,
      error.kind === 'Access' && !isScope
        ? roleRemedy(options.settings)
        : error.remedy,
    );
  }
}

/** Whether a table can be read that helps, but is not needed. */
export async function checkHelperTable(
  options: PreflightOptions,
  { table, loss }: (typeof HELPER_TABLES)[number],
): Promise<PreflightCheck> {
  const subject = subjectOf(table);
  const remedy = `Give ${accountOf(
    options.settings,
  )} read access to ${table}: the role itil, or an ACL of type record for ${table}.`;
  try {
    const { visible, sampled } = await sample(options, table);
    return visible === 0 && sampled > 0
      ? warning(subject, {
          answer: `${table} has rows, but the account may not read them. ${loss}`,
          remedy,
        })
      : ok(subject, `${table} can be read`);
  } catch (caught) {
    const error = serviceNowErrorOf(caught);
    return warning(subject, {
      answer: `${error.what}. ${loss}`,
      remedy: error.kind === 'Access' ? remedy : error.remedy,
    });
  }
}

function subjectOf(table: string): Subject {
  return {
    name: `Table ${table}`,
    asked: `GET /api/now/table/${table}?sysparm_limit=${SAMPLE_SIZE}`,
  };
}

/** How many of the first rows there are, and how many of these the account may read. */
async function sample(
  { client }: PreflightOptions,
  table: string,
): Promise<{ visible: number; sampled: number }> {
  const { records, totalCount } = await client.query({
    table,
    fields: 'sys_id',
    limit: SAMPLE_SIZE,
  });
  return {
    visible: records.length,
    sampled: Math.min(totalCount ?? records.length, SAMPLE_SIZE),
  };
}
