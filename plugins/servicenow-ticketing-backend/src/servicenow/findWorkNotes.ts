import type { Condition } from './encodedQuery';
import { isServiceNowError } from './ServiceNowError';
import type { RecordKey, TableApi, TableRows } from './TableApi';
import { labelOf, valueOf } from './wire';

/** Notes to look for. @internal */
export interface SoughtNotes extends RecordKey {
  /** Part of each note. */
  texts: readonly string[];
  /** Whether work notes must not be fetched. */
  isExcluded: boolean;
}

/**
 * Which of the texts are in work notes of a record. Looks into the journal first, and then at the record itself: an
 * account that may not read the journal gets an empty list from it, not a refusal. Where work notes are excluded only
 * the journal is asked, and no other note of it comes than those with these texts.
 * @internal
 */
export async function findWorkNotes(
  tables: TableApi,
  notes: SoughtNotes,
  signal?: AbortSignal,
): Promise<Set<string>> {
  const { table, sysId, texts, isExcluded } = notes;
  const { records } = await tables
    .query({
      table: 'sys_journal_field',
      query: {
        where: [
          ['element_id', '=', sysId],
          ...(isExcluded ? [] : [['element', '=', 'work_notes'] as const]),
          texts.map((text): Condition => ['value', 'LIKE', text]),
        ],
      },
      fields: 'sys_id,value',
      limit: texts.length,
      signal,
    })
    .catch(withoutAccess);
  const found = textsIn(
    records.map(record => valueOf(record, 'value')),
    texts,
  );
  if (isExcluded || found.size === texts.length) {
    return found;
  }
  const record = await tables.read({
    table,
    sysId,
    fields: 'sys_id,work_notes',
    signal,
  });
  const shown = record ? [labelOf(record, 'work_notes')] : [];
  return new Set([...found, ...textsIn(shown, texts)]);
}

function textsIn(values: string[], texts: readonly string[]): Set<string> {
  return new Set(
    texts.filter(text => values.some(value => value.includes(text))),
  );
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
