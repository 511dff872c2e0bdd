import { isServiceNowError } from './ServiceNowError';
import type { RecordKey, TableApi, TableRows } from './TableApi';
import { labelOf, valueOf } from './wire';

/** A note to look for. @internal */
export interface SoughtNote extends RecordKey {
  /** Part of the note. */
  text: string;
  /** Whether work notes must not be fetched. */
  isExcluded: boolean;
}

/**
 * Whether a work note of a record contains a text. Looks into the journal first, and then at the record itself: an
 * account that may not read the journal gets an empty list from it, not a refusal. Where work notes are excluded only
 * the journal is asked, and no other note of it comes than the one with this text.
 * @internal
 */
export async function findWorkNote(
  tables: TableApi,
  note: SoughtNote,
  signal?: AbortSignal,
): Promise<boolean> {
  const { table, sysId, text, isExcluded } = note;
  const { records } = await tables
    .query({
      table: 'sys_journal_field',
      query: {
        where: [
          ['element_id', '=', sysId],
          ...(isExcluded ? [] : [['element', '=', 'work_notes'] as const]),
          ['value', 'LIKE', text],
        ],
      },
      fields: 'sys_id,value',
      limit: 1,
      signal,
    })
    .catch(withoutAccess);
  if (records.some(record => valueOf(record, 'value').includes(text))) {
    return true;
  }
  if (isExcluded) {
    return false;
  }
  const record = await tables.read({
    table,
    sysId,
    fields: 'sys_id,work_notes',
    signal,
  });
  return record !== undefined && labelOf(record, 'work_notes').includes(text);
}

/** No access to the journal is not a failure: there is a second place to look. */
function withoutAccess(error: unknown): TableRows {
  if (
    isServiceNowError(error) &&
    ['Access', 'NotFound', 'UnknownTable', 'UnknownField'].includes(error.kind)
  ) {
    return { records: [] };
  }
  throw error;
}
