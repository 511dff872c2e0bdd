import { stableSysId } from '../engine/sysId';
import { seedAttachments } from './attachments';
import {
  DEMO_ITEMS,
  DEMO_RELATIONS,
  RELATION_TYPES,
} from './configurationItems';
import { DAY, HOUR, later, number } from './moments';
import { DEMO_CHANGES, DEMO_PROBLEMS } from './problemsAndChanges';
import { Seeder } from './Seeder';
import { STANDARD_CHANGES } from './standardChanges';
import { seedIncidents } from './seedIncidents';

function addProblem(seeder: Seeder, position: number) {
  const [title, state, group, sysId = ''] = DEMO_PROBLEMS[position];
  const opened = seeder.ago((DEMO_PROBLEMS.length - position) * 11 * DAY);
  const name = number('PRB', position);
  const closed = state === '107';
  seeder.add('problem', name, {
    sys_id: sysId,
    number: name,
    task_effective_number: name,
    short_description: title,
    description: title,
    state,
    problem_state: state,
    impact: '2',
    urgency: '2',
    priority: '3',
    active: closed ? 'false' : 'true',
    closed_at: closed ? later(opened, 6 * DAY) : '',
    resolution_code: closed || state === '106' ? 'fix_applied' : '',
    assignment_group: seeder.id('sys_user_group', group),
    opened_by: seeder.id('sys_user', 'problem.admin'),
    opened_at: opened,
    sys_created_on: opened,
  });
}

function addChange(seeder: Seeder, position: number) {
  const [title, type, state, group, sysId = ''] = DEMO_CHANGES[position];
  const opened = seeder.ago((DEMO_CHANGES.length - position) * 5 * DAY);
  const name = number('CHG', position);
  const closed = state === '3' || state === '4';
  seeder.add('change_request', name, {
    sys_id: sysId,
    number: name,
    task_effective_number: name,
    short_description: title,
    description: title,
    justification: 'Agreed with the owners of the service.',
    implementation_plan: 'See the run book of the group.',
    backout_plan: 'Restore the previous version.',
    test_plan: 'Check the service after the change.',
    type,
    state,
    active: closed ? 'false' : 'true',
    close_code: closed ? 'successful' : '',
    close_notes: closed ? 'Done as planned.' : '',
    closed_at: closed ? later(opened, 9 * DAY) : '',
    start_date: later(opened, 7 * DAY),
    end_date: later(opened, 7 * DAY + 4 * HOUR),
    assignment_group: seeder.id('sys_user_group', group),
    cmdb_ci: seeder.id(
      'cmdb_ci',
      group === 'Database' ? 'ORA-FIN-01' : undefined,
    ),
    requested_by: seeder.id('sys_user', 'david.loo'),
    opened_by: seeder.id('sys_user', 'change.manager'),
    opened_at: opened,
    sys_created_on: opened,
  });
}

/** Templates of changes that need no approval each time. */
function seedStandardChanges(seeder: Seeder) {
  for (const [name, values] of STANDARD_CHANGES) {
    seeder.add('std_change_producer_version', name, {
      name: `${name} - 1`,
      version: '1',
      std_change_template: Object.entries(values)
        .map(([field, value]) => `${field}=${value}`)
        .join('^'),
    });
  }
}

/** Configuration items, incidents with their journals, problems and changes. @internal */
export function seedWork(seeder: Seeder): void {
  for (const item of DEMO_ITEMS) {
    seeder.add(item.table, item.name, {
      sys_id: item.sysId ?? '',
      name: item.name,
      short_description: item.description,
      support_group: seeder.id('sys_user_group', item.supportGroup),
      company: seeder.id('core_company', 'ACME North America'),
      serial_number: `SN-${stableSysId(item.name).slice(0, 10).toUpperCase()}`,
      ...item.extras,
    });
  }
  for (const type of RELATION_TYPES) {
    const [parentDescriptor, childDescriptor] = type.split('::');
    seeder.add('cmdb_rel_type', type, {
      name: type,
      sys_name: type,
      parent_descriptor: parentDescriptor,
      child_descriptor: childDescriptor,
    });
  }
  for (const [parent, child, type] of DEMO_RELATIONS) {
    seeder.add('cmdb_rel_ci', `${parent}>${child}`, {
      parent: seeder.id('cmdb_ci', parent),
      child: seeder.id('cmdb_ci', child),
      type: seeder.id('cmdb_rel_type', type),
    });
  }
  seedIncidents(seeder);
  seedStandardChanges(seeder);
  seedAttachments(seeder);
  DEMO_PROBLEMS.forEach((_, position) => addProblem(seeder, position));
  DEMO_CHANGES.forEach((_, position) => addChange(seeder, position));
}
