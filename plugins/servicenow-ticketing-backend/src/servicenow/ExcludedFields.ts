import { ServiceNowError } from './ServiceNowError';
import type { WireRecord } from './wire';

/*
 * Fields that an integration must never fetch. They are kept out of everything that is asked for here, in one place,
 * so that no caller has to remember them.
 */

/**
 * Tables in which ServiceNow describes itself. Their columns (`name`, `value`, ...) are not the fields of records that
 * an integration excludes, though they may be called the same.
 */
const DESCRIPTIONS: ReadonlySet<string> = new Set([
  'sys_choice',
  'sys_db_object',
  'sys_dictionary',
  'sys_journal_field',
]);

/** @internal */
export class ExcludedFields {
  readonly #names: ReadonlySet<string>;

  constructor(names: readonly string[] = []) {
    this.#names = new Set(names);
  }

  /** Whether a field, or one on the way to it (`caller_id.email`), is excluded. */
  has(field: string): boolean {
    return (
      this.#names.size > 0 &&
      field.split('.').some(name => this.#names.has(name))
    );
  }

  /** What is left of fields of a table. */
  without(table: string, fields: readonly string[]): string[] {
    return DESCRIPTIONS.has(table)
      ? [...fields]
      : fields.filter(field => !this.has(field));
  }

  /** @throws ServiceNowError when a query of a table looks at an excluded field. */
  check(table: string, fieldsOfQuery: readonly string[]): void {
    const kept = this.without(table, fieldsOfQuery);
    const refused = fieldsOfQuery.find(field => !kept.includes(field));
    if (refused !== undefined) {
      const excluded = refused.split('.').find(name => this.#names.has(name));
      throw new ServiceNowError({
        kind: 'InvalidRequest',
        what: `${table} cannot be searched by ${refused}, because this field is excluded from the integration`,
        remedy: `Search by another field, or remove ${excluded} from the excluded fields of the integration.`,
        retryable: false,
      });
    }
  }

  /** A record without what should not have been sent. */
  strip(table: string, record: WireRecord): WireRecord {
    if (this.#names.size === 0 || DESCRIPTIONS.has(table)) {
      return record;
    }
    return Object.fromEntries(
      Object.entries(record).filter(([field]) => !this.has(field)),
    );
  }
}
