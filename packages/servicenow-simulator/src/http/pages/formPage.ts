import { ColumnDefinition } from '../../dictionary/types';
import { displayValue } from '../../engine/display';
import type { Instance } from '../../engine/Instance';
import { displayNameOf } from '../../engine/Instance';
import { journalEntries } from '../../engine/journal';
import { Row, SYSTEM_SESSION } from '../../engine/types';
import { Html, markup } from './html';
import { layout } from './layout';

const TASK_FIELDS = [
  'number',
  'state',
  'caller_id',
  'priority',
  'category',
  'impact',
  'subcategory',
  'urgency',
  'business_service',
  'assignment_group',
  'cmdb_ci',
  'assigned_to',
  'contact_type',
  'opened_by',
  'opened_at',
  'sys_updated_on',
  'correlation_id',
  'correlation_display',
  'problem_id',
  'parent_incident',
];
const CLOSING_FIELDS = [
  'close_code',
  'resolved_by',
  'resolved_at',
  'closed_at',
  'close_notes',
];
const LONG_TEXTS = new Set(['description', 'close_notes', 'short_description']);
const HIDDEN_TYPES = new Set([
  'journal_input',
  'journal_list',
  'password',
  'domain_id',
]);

function shownFields(instance: Instance, table: string, row: Row): string[] {
  const columns = instance.dictionary.columns(table);
  if (instance.dictionary.isA(table, 'task')) {
    const closing = CLOSING_FIELDS.filter(
      name => row[name] && !LONG_TEXTS.has(name),
    );
    return [...TASK_FIELDS, ...closing].filter(name => columns.has(name));
  }
  return [...columns.values()]
    .filter(
      column =>
        !HIDDEN_TYPES.has(column.type) &&
        !LONG_TEXTS.has(column.name) &&
        row[column.name],
    )
    .map(column => column.name);
}

function value(
  instance: Instance,
  where: { table: string; row: Row },
  column: ColumnDefinition,
): Html {
  const stored = where.row[column.name] ?? '';
  const shown =
    displayValue({ ...where, instance, session: SYSTEM_SESSION }, column) ?? '';
  if (column.type === 'reference' && column.reference && shown) {
    return markup`<a href="/nav_to.do?uri=${column.reference}.do?sys_id=${stored}"
      >${shown}</a
    >`;
  }
  if (column.name === 'state') {
    return markup`<span class="chip">${shown}</span>`;
  }
  if (column.name === 'priority') {
    return markup`<span class="p${stored}">${shown}</span>`;
  }
  return markup`${stored && shown === 'UNKNOWN' ? stored : shown}`;
}

function longText(
  instance: Instance,
  where: { table: string; row: Row },
  name: string,
): Html {
  const column = instance.dictionary.column(where.table, name);
  const text = where.row[name];
  return column && text
    ? markup`<h2>${column.label}</h2>
        <div class="card"><pre>${text}</pre></div>`
    : markup``;
}

function journal(instance: Instance, where: { table: string; row: Row }): Html {
  const entries = journalEntries(instance, where.row.sys_id);
  const items = entries.map(entry => {
    const author =
      instance.store.find('sys_user', 'user_name', entry.sys_created_by)[0]
        ?.name ?? entry.sys_created_by;
    const label =
      instance.dictionary.column(where.table, entry.element)?.label ??
      entry.element;
    return markup`<li class="${entry.element}">
      <strong>${author}</strong>
      <span class="by">${label} · ${entry.sys_created_on} UTC</span>
      <pre>${entry.value}</pre>
    </li>`;
  });
  return markup`<h2>Activity</h2>
    <div class="card">
      ${
        items.length > 0
          ? markup`<ol class="journal">
            ${items}
          </ol>`
          : markup`<div class="empty">No work notes or comments yet</div>`
      }
    </div>`;
}

/** One record with its fields, long texts and journal, newest entry first. @internal */
export function formPage(
  instance: Instance,
  found: { table: string; row: Row },
): string {
  const { table, row } = found;
  const label = instance.dictionary.table(table).label;
  const name = displayNameOf(instance, table, row) || row.sys_id;
  const pairs = shownFields(instance, table, row).map(field => {
    const column = instance.dictionary.column(table, field);
    return column
      ? markup`<dt>${column.label}</dt>
          <dd>${value(instance, found, column)}</dd>`
      : markup``;
  });
  const isTask = instance.dictionary.isA(table, 'task');
  const content = markup`<h1>
      ${label}
      ${name}${row.short_description ? markup`: ${row.short_description}` : ''}
    </h1>
    <div class="card"><dl>${pairs}</dl></div>
    ${longText(instance, found, 'description')}
    ${longText(instance, found, 'close_notes')}
    ${isTask ? journal(instance, found) : ''}`;
  return layout({ title: name, table, content });
}

/** Says that there is no such record. @internal */
export function missingPage(what: string): string {
  const content = markup`<h1>Record not found</h1>
    <div class="card"><div class="empty">${what}</div></div>`;
  return layout({ title: 'Record not found', table: '', content });
}
