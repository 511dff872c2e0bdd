import type { PreflightCheck } from 'backstage-plugin-servicenow-ticketing-common';
import type { ReferenceTable } from '../../domain/referenceFields';
import { lookUp } from '../../servicenow/lookups';
import {
  failed,
  ok,
  reasonOf,
  skipped,
  warning,
  type Subject,
} from './outcomes';
import type { PreflightOptions } from './types';

/** A group or person that the mapping assigns tickets to. */
interface Assignee {
  noun: 'group' | 'user';
  /** Where it is configured. */
  key: string;
  /** Name or sys_id. */
  name: string | undefined;
  table: ReferenceTable;
}

interface Found {
  checks: PreflightCheck[];
  sysId?: string;
}

/** Whether the configured group and person exist, once, and belong together. */
export async function checkAssignment(
  options: PreflightOptions,
): Promise<PreflightCheck[]> {
  const { assignmentGroup, assignedTo } = options.settings.mapping;
  const [group, person] = await Promise.all([
    find(options, {
      noun: 'group',
      key: 'mapping.assignment_group',
      name: assignmentGroup,
      table: 'sys_user_group',
    }),
    find(options, {
      noun: 'user',
      key: 'mapping.assigned_to',
      name: assignedTo,
      table: 'sys_user',
    }),
  ]);
  const membership =
    group.sysId && person.sysId
      ? [
          await checkMembership(options, {
            group: group.sysId,
            person: person.sysId,
          }),
        ]
      : [];
  return [...group.checks, ...person.checks, ...membership];
}

async function find(
  { client }: PreflightOptions,
  { noun, key, name, table }: Assignee,
): Promise<Found> {
  if (name === undefined) {
    return { checks: [] };
  }
  const subject: Subject = {
    name: `Assignment ${noun}`,
    asked: `GET /api/now/table/${table} for "${name}"`,
  };
  try {
    const found = await lookUp(client, { table, name });
    return found.sysId === undefined
      ? {
          checks: [
            failed(subject, {
              answer: `ServiceNow shows ${found.problem}`,
              remedy: `Set ${key} to the ${
                noun === 'user' ? 'user name' : 'name'
              } or sys_id of one active ${noun} that the account may see.`,
            }),
          ],
        }
      : {
          checks: [ok(subject, `There is a ${noun} "${name}"`)],
          sysId: found.sysId,
        };
  } catch (error) {
    return {
      checks: [skipped(subject, `Cannot be checked: ${reasonOf(error)}`)],
    };
  }
}

/** A stock business rule refuses a person who is no member of the group. */
async function checkMembership(
  { client, settings }: PreflightOptions,
  { group, person }: { group: string; person: string },
): Promise<PreflightCheck> {
  const { assignmentGroup, assignedTo } = settings.mapping;
  const subject: Subject = {
    name: 'Assignment',
    asked: 'GET /api/now/table/sys_user_grmember for both',
  };
  try {
    const { records } = await client.query({
      table: 'sys_user_grmember',
      query: {
        where: [
          ['group', '=', group],
          ['user', '=', person],
        ],
      },
      fields: 'sys_id',
      limit: 1,
    });
    return records.length > 0
      ? ok(subject, `"${assignedTo}" is a member of "${assignmentGroup}"`)
      : warning(subject, {
          answer: `"${assignedTo}" is not a member of "${assignmentGroup}", as far as the account can see. A business rule of ServiceNow refuses such tickets.`,
          remedy: `Add "${assignedTo}" to the group in ServiceNow, or leave mapping.assigned_to out.`,
        });
  } catch (error) {
    return skipped(subject, `Cannot be checked: ${reasonOf(error)}`);
  }
}
