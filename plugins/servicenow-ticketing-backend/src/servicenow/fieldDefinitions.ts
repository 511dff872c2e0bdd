import type { ServiceNowClient } from './ServiceNowClient';
import { isServiceNowError } from './ServiceNowError';
import { labelOf, valueOf, type WireRecord } from './wire';

/** Where fields that a table inherits are defined. */
const PARENT_TABLE = 'task';
/** More fields than any form can show. */
const MAX_DEFINITIONS = 200;

/** A field as the dictionary of an instance defines it. @internal */
export interface FieldDefinition {
  name: string;
  label: string;
  /** ServiceNow's name of the type, such as `string` or `reference`. */
  type: string;
  hasChoices: boolean;
  /** Table of the records it refers to. */
  reference?: string;
  maxLength?: number;
  isMandatory: boolean;
}

/**
 * The fields of a table which are mandatory or named; none where the account may not read the dictionary, which needs
 * more than the role itil in a fresh instance. Fields that ServiceNow fills in by itself do not count as mandatory.
 *
 * @throws ServiceNowError when ServiceNow does not answer.
 * @internal
 */
export async function readFieldDefinitions(
  client: Pick<ServiceNowClient, 'query'>,
  wanted: { table: string; fields: readonly string[] },
): Promise<FieldDefinition[]> {
  const { table, fields } = wanted;
  try {
    const { records } = await client.query({
      table: 'sys_dictionary',
      query: {
        where: [
          ['name', 'IN', [...new Set([table, PARENT_TABLE])]],
          ['active', '=', 'true'],
          [
            ['mandatory', '=', 'true'],
            ...(fields.length > 0 ? [['element', 'IN', fields] as const] : []),
          ],
        ],
        orderBy: [['sys_id', 'ASC']],
      },
      fields:
        'sys_id,name,element,column_label,internal_type,reference,max_length,mandatory,read_only,default_value,choice',
      limit: MAX_DEFINITIONS,
    });
    return preferOwn(records, table).map(toDefinition);
  } catch (error) {
    if (
      isServiceNowError(error) &&
      ['Access', 'NotFound', 'UnknownTable'].includes(error.kind)
    ) {
      return [];
    }
    throw error;
  }
}

/** A table may define a field of its parent anew. */
function preferOwn(records: WireRecord[], table: string): WireRecord[] {
  const byName = new Map<string, WireRecord>();
  for (const record of records) {
    const name = valueOf(record, 'element');
    if (name && (!byName.has(name) || valueOf(record, 'name') === table)) {
      byName.set(name, record);
    }
  }
  return [...byName.values()];
}

function toDefinition(record: WireRecord): FieldDefinition {
  const isFilledIn =
    valueOf(record, 'read_only') === 'true' ||
    valueOf(record, 'default_value') !== '';
  const choice = Number(valueOf(record, 'choice')) || 0;
  return {
    name: valueOf(record, 'element'),
    label: labelOf(record, 'column_label') || valueOf(record, 'element'),
    type: valueOf(record, 'internal_type'),
    hasChoices: choice > 0,
    reference: valueOf(record, 'reference') || undefined,
    maxLength: Number(valueOf(record, 'max_length')) || undefined,
    isMandatory: valueOf(record, 'mandatory') === 'true' && !isFilledIn,
  };
}
