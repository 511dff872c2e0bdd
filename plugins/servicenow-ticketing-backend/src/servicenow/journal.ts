import type { JournalEntry } from '../domain/journalEntries';
import { isServiceNowError } from './ServiceNowError';
import type { TableApi } from './TableApi';
import { toDate, valueOf, type WireRecord } from './wire';

/** Which journal entries to read. @internal */
export interface JournalRequest {
  recordSysIds: string[];
  elements: JournalEntry['element'][];
  /** Written in that second or later; ServiceNow's clock. */
  since: Date;
  signal?: AbortSignal;
}

/**
 * The journal entries of records, oldest first. `undefined` when the account may not read the journal.
 * @internal
 */
export async function readJournal(
  tables: TableApi,
  request: JournalRequest,
): Promise<JournalEntry[] | undefined> {
  try {
    const records = await tables.readAll({
      table: 'sys_journal_field',
      query: {
        where: [
          ['element_id', 'IN', request.recordSysIds],
          ['element', 'IN', request.elements],
          ['sys_created_on', '>=', toServiceNowTime(request.since)],
        ],
      },
      fields: 'sys_id,element_id,element,value,sys_created_on,sys_created_by',
      signal: request.signal,
    });
    return records
      .map(toJournalEntry)
      .filter(
        entry =>
          request.recordSysIds.includes(entry.recordSysId) &&
          request.elements.includes(entry.element),
      )
      .sort(
        (a, b) => (a.createdAt?.getTime() ?? 0) - (b.createdAt?.getTime() ?? 0),
      );
  } catch (error) {
    if (
      isServiceNowError(error) &&
      ['Access', 'NotFound', 'UnknownTable', 'UnknownField'].includes(
        error.kind,
      )
    ) {
      return undefined;
    }
    throw error;
  }
}

/** A time as queries hold it: UTC, with seconds. @internal */
export function toServiceNowTime(at: Date): string {
  return at.toISOString().slice(0, 19).replace('T', ' ');
}

function toJournalEntry(record: WireRecord): JournalEntry {
  return {
    sysId: valueOf(record, 'sys_id'),
    recordSysId: valueOf(record, 'element_id'),
    element: valueOf(record, 'element') as JournalEntry['element'],
    text: valueOf(record, 'value'),
    author: valueOf(record, 'sys_created_by'),
    createdAt: toDate(valueOf(record, 'sys_created_on')),
  };
}
