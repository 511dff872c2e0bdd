import { fromStored, toStored } from '../engine/dateTime';
import type { Row } from '../engine/types';
import {
  CALLERS,
  DEMO_INCIDENTS,
  DemoIncident,
  KNOWN_INCIDENT_IDS,
} from './incidents';
import { DAY, HOUR, later, number } from './moments';
import { Seeder } from './Seeder';

/** The first third of the incidents are history; the others are of the last weeks. */
const OLD_INCIDENTS = 20;
const OLD_YEAR = fromStored('2023-04-03 09:12:00');

const PRIORITIES: Record<string, string> = {
  '1/1': '1',
  '1/2': '2',
  '2/1': '2',
  '1/3': '3',
  '2/2': '3',
  '3/1': '3',
  '2/3': '4',
  '3/2': '4',
  '3/3': '5',
};

/** States of recent incidents in turn: most are being worked on. */
const RECENT_STATES = ['2', '1', '2', '6', '2', '3', '7', '1', '6', '8'];

function openedAt(seeder: Seeder, position: number, count: number): string {
  if (position < OLD_INCIDENTS) {
    return toStored(
      OLD_YEAR + position * 9 * DAY * 60_000 + position * 3_700_000,
    );
  }
  // From some six weeks ago to this morning, a little irregular.
  const remaining = count - position;
  return seeder.ago(
    remaining * 26 * HOUR -
      ((position * 37) % 17) * HOUR +
      ((position * 13) % 60),
  );
}

/** Incidents close by themselves some days after they are resolved: the latest ones cannot have been. */
function recentState(seeder: Seeder, position: number, opened: string): string {
  const state = RECENT_STATES[position % RECENT_STATES.length];
  return state === '7' && later(opened, 6 * DAY) > seeder.ago(0) ? '6' : state;
}

function resolution(state: string, opened: string, assignee: string): Row {
  if (state === '8') {
    const closed = later(opened, 3 * HOUR);
    return { closed_at: closed, closed_by: assignee, active: 'false' };
  }
  if (state !== '6' && state !== '7') {
    return {};
  }
  const resolved = later(opened, 7 * HOUR + 20);
  return {
    resolved_at: resolved,
    resolved_by: assignee,
    close_code: 'Solution provided',
    close_notes: 'Fixed and confirmed with the caller.',
    ...(state === '7'
      ? {
          closed_at: later(resolved, 5 * DAY),
          closed_by: assignee,
          active: 'false',
        }
      : {}),
  };
}

function note(
  seeder: Seeder,
  id: string,
  entry: { element: string; value: string; by: string; at: string },
) {
  seeder.add('sys_journal_field', `${id}:${entry.element}:${entry.at}`, {
    name: 'incident',
    element_id: id,
    element: entry.element,
    value: entry.value,
    sys_created_by: entry.by,
    sys_created_on: entry.at,
  });
}

function addIncident(seeder: Seeder, incident: DemoIncident, position: number) {
  const recent = position >= OLD_INCIDENTS;
  const opened = openedAt(seeder, position, DEMO_INCIDENTS.length);
  const state = recent ? recentState(seeder, position, opened) : '7';
  const caller = CALLERS[position % CALLERS.length];
  const assignee = seeder.id('sys_user', incident.assignee);
  const isNew = state === '1';
  const ending = resolution(state, opened, assignee);
  const updated =
    ending.closed_at ??
    ending.resolved_at ??
    (isNew ? opened : later(opened, 95));
  const name = number('INC', position);
  const id = seeder.add('incident', name, {
    sys_id: KNOWN_INCIDENT_IDS[name] ?? '',
    number: name,
    task_effective_number: name,
    short_description: incident.title,
    description: `${incident.title}.\n\nReported by ${caller} through the service desk.`,
    category: incident.category,
    subcategory: incident.subcategory ?? '',
    impact: String(incident.impact),
    urgency: String(incident.urgency),
    priority: PRIORITIES[`${incident.impact}/${incident.urgency}`],
    state,
    incident_state: state,
    hold_reason: state === '3' ? '4' : '',
    contact_type: position % 3 === 0 ? 'phone' : 'self-service',
    caller_id: seeder.id('sys_user', caller),
    opened_by: seeder.id('sys_user', 'luke.wilson'),
    assignment_group: seeder.id('sys_user_group', incident.group),
    assigned_to: isNew ? '' : assignee,
    cmdb_ci: seeder.id('cmdb_ci', incident.item),
    business_service: seeder.id('cmdb_ci_service', incident.item),
    company: seeder.id('core_company', 'ACME North America'),
    opened_at: opened,
    sys_created_on: opened,
    sys_created_by: 'luke.wilson',
    sys_updated_on: updated,
    sys_updated_by: isNew ? 'luke.wilson' : incident.assignee,
    sys_mod_count: isNew ? '0' : String(2 + (position % 4)),
    ...ending,
  });
  if (!isNew) {
    note(seeder, id, {
      element: 'work_notes',
      value: 'Looking into it.',
      by: incident.assignee,
      at: later(opened, 25),
    });
    note(seeder, id, {
      element: 'comments',
      value: 'We are working on it and will keep you posted.',
      by: incident.assignee,
      at: later(opened, 95),
    });
  }
}

/** Incidents of the past and of the last weeks, with their journals. @internal */
export function seedIncidents(seeder: Seeder): void {
  DEMO_INCIDENTS.forEach((incident, position) =>
    addIncident(seeder, incident, position),
  );
}
