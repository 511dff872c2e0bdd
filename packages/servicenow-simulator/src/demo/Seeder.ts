import { evaluateDefault } from '../engine/defaults';
import { toStored } from '../engine/dateTime';
import type { Instance } from '../engine/Instance';
import { stableSysId } from '../engine/sysId';
import { Row, SYSTEM_SESSION } from '../engine/types';
import { ADMIN_ID } from './people';

const MINUTE = 60_000;

/**
 * Puts records of the demo data straight into the store: no rules, no numbers from the counters, identifiers that are
 * the same in each run.
 *
 * @internal
 */
export class Seeder {
  readonly instance: Instance;
  readonly #ids = new Map<string, string>();

  constructor(instance: Instance) {
    this.instance = instance;
  }

  /** A moment that many minutes ago. */
  ago(minutes: number): string {
    return toStored(this.instance.clock.now() - minutes * MINUTE);
  }

  /** Adds a record; `key` is the name other records find it by. */
  add(table: string, key: string, values: Row): string {
    const { dictionary, store } = this.instance;
    const id = values.sys_id || stableSysId(table, key);
    const created = values.sys_created_on || '2020-03-02 08:00:00';
    const row: Row = {};
    for (const column of dictionary.columns(table).values()) {
      if (column.defaultValue) {
        row[column.name] = evaluateDefault(column.defaultValue, {
          instance: this.instance,
          session: { ...SYSTEM_SESSION, userId: ADMIN_ID },
        });
      }
    }
    Object.assign(row, {
      sys_created_on: created,
      sys_created_by: 'admin',
      sys_updated_on: created,
      sys_updated_by: 'admin',
      sys_mod_count: '0',
      ...(dictionary.column(table, 'sys_class_name')
        ? { sys_class_name: table }
        : {}),
      ...values,
      sys_id: id,
    });
    store.put(table, row);
    for (const name of dictionary.lineage(table)) {
      this.#ids.set(`${name}:${key}`, id);
    }
    return id;
  }

  /** The identifier of a record added before; empty when there is none. */
  id(table: string, key: string | undefined): string {
    return key === undefined ? '' : this.#ids.get(`${table}:${key}`) ?? '';
  }
}
