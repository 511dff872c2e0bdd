import { ColumnDefinition } from '../dictionary/types';
import { evaluateDefault } from './defaults';
import { currentTime, displayNameOf, Instance } from './Instance';
import { appendJournal } from './journal';
import { RuleContext } from './rules/types';
import { duplicateKey } from './refusals';
import { isSysId, newSysId } from './sysId';
import { RecordChange, Row, Session } from './types';
import { normaliseValue } from './values';

const AUTOMATIC = new Set([
  'sys_created_on',
  'sys_created_by',
  'sys_updated_on',
  'sys_updated_by',
  'sys_mod_count',
  'sys_id',
  'sys_class_name',
]);

/** What to do, to which table, on whose behalf. @internal */
export interface WriteRequest {
  instance: Instance;
  session: Session;
  table: string;
  values: Record<string, unknown>;
  /** Leave sys_updated_* and sys_created_* as the caller set them. */
  keepSystemFields?: boolean;
}

interface Draft {
  row: Row;
  journals: { element: string; value: string }[];
}

/** Applies what a client sent to a draft; unknown fields are ignored, journal fields set aside. */
function applyValues(draft: Draft, request: WriteRequest) {
  const { instance, table, values, keepSystemFields } = request;
  const columns = instance.dictionary.columns(table);
  for (const [name, input] of Object.entries(values)) {
    const column = columns.get(name);
    if (!column || (AUTOMATIC.has(name) && !keepSystemFields)) {
      continue;
    }
    const value = normaliseValue(column, input);
    if (value === undefined) {
      continue;
    }
    if (column.type === 'journal_input') {
      if (value !== '') {
        draft.journals.push({ element: name, value });
      }
    } else if (column.type !== 'journal_list') {
      draft.row[name] = value;
    }
  }
}

function run(
  rules: Instance['rules']['before'],
  context: Omit<RuleContext, 'changes'>,
) {
  const { current, previous } = context;
  const full: RuleContext = {
    ...context,
    changes: field => (current[field] ?? '') !== (previous?.[field] ?? ''),
  };
  for (const rule of rules) {
    const { dictionary } = context.instance;
    if (!rule.table || dictionary.isA(context.table, rule.table)) {
      rule.run(full);
    }
  }
}

function announce(
  { instance, session, table }: WriteRequest,
  change: Pick<RecordChange, 'operation' | 'record' | 'previous' | 'journals'>,
) {
  for (const listener of instance.listeners) {
    listener({ ...change, table, changedBy: session.userName });
  }
}

function applyDefaults(request: WriteRequest, row: Row) {
  const { instance, table, session } = request;
  const columns: Iterable<ColumnDefinition> = instance.dictionary
    .columns(table)
    .values();
  for (const column of columns) {
    if (column.defaultValue) {
      row[column.name] = evaluateDefault(column.defaultValue, {
        instance,
        session,
      });
    }
  }
}

/** Whether there is such a record: tables that extend each other share their keys. */
function isTaken({ instance, table }: WriteRequest, sysId: string): boolean {
  return (
    instance.store.get(instance.dictionary.root(table), sysId) !== undefined
  );
}

/**
 * Inserts a record: defaults, the given values, business rules, number, journals.
 *
 * @throws Refusal when a rule or policy stands against it
 * @internal
 */
export function insertRecord(request: WriteRequest): Row {
  const { instance, table, session, values } = request;
  const now = currentTime(instance);
  const wantedId = String(values.sys_id ?? '');
  if (isSysId(wantedId) && isTaken(request, wantedId)) {
    throw duplicateKey(table, wantedId);
  }
  const row: Row = {};
  applyDefaults(request, row);
  row.sys_id = isSysId(wantedId) ? wantedId : newSysId();
  row.sys_created_on = now;
  row.sys_created_by = session.userName;
  row.sys_updated_on = now;
  row.sys_updated_by = session.userName;
  row.sys_mod_count = '0';
  const columns = instance.dictionary.columns(table);
  if (columns.has('sys_class_name')) {
    row.sys_class_name = table;
  }
  const draft: Draft = { row, journals: [] };
  const id = row.sys_id;
  applyValues(draft, request);
  row.sys_id = id;

  const context = {
    instance,
    table,
    session,
    current: row,
    previous: undefined,
  };
  run(instance.rules.before, { ...context, operation: 'insert' });
  if (columns.has('number') && !row.number) {
    const number = instance.counters.next(instance.dictionary.table(table));
    if (number) {
      row.number = number;
    }
  }
  if (columns.has('task_effective_number')) {
    row.task_effective_number = row.number;
  }
  instance.store.put(table, row);
  writeJournals(request, draft);
  run(instance.rules.after, { ...context, operation: 'insert' });
  announce(request, {
    operation: 'insert',
    record: row,
    journals: draft.journals,
  });
  return row;
}

function writeJournals(
  { instance, session, table }: WriteRequest,
  draft: Draft,
) {
  for (const { element, value } of draft.journals) {
    appendJournal(instance, session, {
      table,
      recordId: draft.row.sys_id,
      element,
      value,
    });
  }
}

/**
 * Changes a record. Nothing is stored, and nothing counts as an update, when no value differs.
 *
 * @throws Refusal when a rule or policy stands against it
 * @internal
 */
export function updateRecord(request: WriteRequest, previous: Row): Row {
  const { instance, table, session } = request;
  const draft: Draft = { row: { ...previous }, journals: [] };
  applyValues(draft, request);
  draft.row.sys_id = previous.sys_id;
  const context = { instance, table, session, current: draft.row, previous };
  run(instance.rules.before, { ...context, operation: 'update' });
  const differs = Object.keys(draft.row).some(
    name => draft.row[name] !== (previous[name] ?? ''),
  );
  if (!differs && draft.journals.length === 0) {
    return previous;
  }
  if (!request.keepSystemFields) {
    draft.row.sys_updated_on = currentTime(instance);
    draft.row.sys_updated_by = session.userName;
  }
  draft.row.sys_mod_count = String(Number(previous.sys_mod_count ?? '0') + 1);
  instance.store.put(table, draft.row);
  writeJournals(request, draft);
  run(instance.rules.after, { ...context, operation: 'update' });
  announce(request, {
    operation: 'update',
    record: draft.row,
    previous,
    journals: draft.journals,
  });
  return draft.row;
}

/**
 * Deletes a record and leaves a trace of it in `sys_audit_delete`.
 *
 * @throws Refusal when a rule stands against it
 * @internal
 */
export function deleteRecord(
  request: Omit<WriteRequest, 'values'>,
  previous: Row,
): void {
  const { instance, table, session } = request;
  const context = { instance, table, session, current: previous, previous };
  run(instance.rules.before, { ...context, operation: 'delete' });
  instance.store.remove(table, previous.sys_id);
  instance.store.put('sys_audit_delete', {
    sys_id: newSysId(),
    sys_created_on: currentTime(instance),
    sys_created_by: session.userName,
    tablename: table,
    documentkey: previous.sys_id,
    display_value: displayNameOf(instance, table, previous),
  });
  run(instance.rules.after, { ...context, operation: 'delete' });
  announce(
    { ...request, values: {} },
    { operation: 'delete', record: previous, previous, journals: [] },
  );
}
