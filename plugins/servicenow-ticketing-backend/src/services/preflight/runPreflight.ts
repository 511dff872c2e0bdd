import type { PreflightCheck } from 'backstage-plugin-servicenow-ticketing-common';
import { checkAssignment } from './checkAssignment';
import { checkChoices, readChoices } from './checkChoices';
import { checkClock } from './checkClock';
import { checkFields } from './checkFields';
import {
  checkHelperTable,
  checkTicketTable,
  HELPER_TABLES,
} from './checkTables';
import { checkWriteAccess } from './checkWriteAccess';
import { notAsked } from './outcomes';
import { probeConnection } from './probeConnection';
import { runWriteCheck } from './runWriteCheck';
import type { PreflightOptions } from './types';

export type { PreflightOptions } from './types';

/**
 * Finds out whether an instance can do its job, by reading only, unless the write check is asked for. When it cannot
 * be reached, or refuses the account, the checks that build on that are skipped.
 * @internal
 */
export async function runPreflight(
  options: PreflightOptions,
): Promise<PreflightCheck[]> {
  const { settings, writeCheck } = options;
  const probe = await probeConnection(options);
  if (probe.checks.some(({ outcome }) => outcome !== 'ok')) {
    return [
      ...probe.checks,
      ...[
        `Table ${settings.table}`,
        'Choices',
        ...HELPER_TABLES.map(({ table }) => `Table ${table}`),
        writeCheck ? 'Write check' : 'Write access',
        'Clock',
      ].map(notAsked),
    ];
  }
  const [table, choices, fields, assignment, ...helpers] = await Promise.all([
    checkTicketTable(options),
    readChoices(options),
    checkFields(options),
    checkAssignment(options),
    ...HELPER_TABLES.map(helper => checkHelperTable(options, helper)),
  ]);
  return [
    ...probe.checks,
    table,
    ...(writeCheck
      ? await runWriteCheck(options, Array.isArray(choices) ? choices : [])
      : [await checkWriteAccess(options)]),
    fields,
    ...checkChoices(options, choices),
    ...assignment,
    ...helpers,
    checkClock(options, probe.rows?.date),
  ];
}
