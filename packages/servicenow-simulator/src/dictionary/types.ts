/**
 * How a column behaves. The names are ServiceNow's internal types (`sys_dictionary.internal_type`).
 *
 * @public
 */
export type ColumnType =
  | 'string'
  | 'integer'
  | 'decimal'
  | 'boolean'
  | 'reference'
  | 'glide_list'
  | 'glide_date_time'
  | 'glide_date'
  | 'glide_duration'
  | 'due_date'
  | 'journal_input'
  | 'journal_list'
  | 'password'
  | 'sys_class_name'
  | 'domain_id'
  | 'GUID'
  | 'script'
  | 'url'
  | 'email';

/**
 * One column of a table.
 *
 * @public
 */
export interface ColumnDefinition {
  name: string;
  label: string;
  type: ColumnType;
  maxLength: number;
  /** The table a reference or list points to. */
  reference?: string;
  /** A constant, or `javascript:gs.…` which is evaluated when a row is inserted. */
  defaultValue?: string;
  /** Values are chosen from `sys_choice`; labels come from there. */
  choices?: boolean;
  mandatory?: boolean;
  readOnly?: boolean;
}

/**
 * One table: its own columns; those of its parents are inherited.
 *
 * @public
 */
export interface TableDefinition {
  name: string;
  label: string;
  /** The parent table, whose columns and rows this one shares. */
  extends?: string;
  columns: ColumnDefinition[];
  /** Shown for references to this table. */
  displayColumn?: string;
  /** Rows get a number such as `INC0010001` when this is set. */
  numbers?: { prefix: string; start: number; digits?: number };
  /** Changes of fields leave rows in `sys_audit`. */
  audited?: boolean;
}
