import { Dictionary } from '../dictionary/Dictionary';
import { AfterRule, BeforeRule } from './rules/types';
import { Counters } from './Counters';
import { toStored } from './dateTime';
import { Store } from './Store';
import { Clock, RecordChange, Row } from './types';

/**
 * Everything an instance consists of apart from how it is reached.
 *
 * @internal
 */
export interface Instance {
  dictionary: Dictionary;
  store: Store;
  clock: Clock;
  counters: Counters;
  rules: { before: BeforeRule[]; after: AfterRule[] };
  listeners: Set<(change: RecordChange) => void>;
}

/** The current time as it is stored. @internal */
export function currentTime(instance: Instance): string {
  return toStored(instance.clock.now());
}

/** The value of a system property, from `sys_properties`. @internal */
export function property(instance: Instance, name: string): string | undefined {
  return instance.store.find('sys_properties', 'name', name)[0]?.value;
}

/** The name a record of that table is shown by. @internal */
export function displayNameOf(instance: Instance, table: string, row: Row) {
  const own = row.sys_class_name;
  const shown = own && instance.dictionary.has(own) ? own : table;
  return row[instance.dictionary.displayColumn(shown)] ?? '';
}
