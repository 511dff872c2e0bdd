import { readShownJournal } from '../domain/journalText';
import type { ServiceNowClient } from './ServiceNowClient';
import { isServiceNowError } from './ServiceNowError';
import type { RecordKey } from './TableApi';
import { labelOf, toDate, valueOf } from './wire';

/** A work note or comment of a record. @internal */
export interface JournalEntry {
  id: string;
  kind: 'work_note' | 'comment';
  /** The user name of who wrote it, or what ServiceNow shows for them. */
  author: string;
  text: string;
  at?: Date;
}

const KINDS = { work_notes: 'work_note', comments: 'comment' } as const;
const ELEMENTS = Object.keys(KINDS) as (keyof typeof KINDS)[];

/**
 * One page of the work notes and comments of a record, newest first. Where the account may not read the journal, what
 * the record itself shows is taken instead, which tells no times.
 *
 * @throws ServiceNowError when ServiceNow does not answer.
 * @internal
 */
export async function readDiscussion(
  client: Pick<ServiceNowClient, 'query' | 'excludes'>,
  request: RecordKey & { page: number; size: number; signal?: AbortSignal },
): Promise<{ entries: JournalEntry[]; total: number }> {
  const { sysId, page, size, signal } = request;
  const elements = ELEMENTS.filter(element => !client.excludes(element));
  if (elements.length === 0) {
    return { entries: [], total: 0 };
  }
  try {
    const { records, totalCount = 0 } = await client.query({
      table: 'sys_journal_field',
      query: {
        where: [
          ['element_id', '=', sysId],
          ['element', 'IN', elements],
        ],
        orderBy: [
          ['sys_created_on', 'DESC'],
          ['sys_id', 'DESC'],
        ],
      },
      fields: 'sys_id,element,value,sys_created_on,sys_created_by',
      limit: size,
      offset: (page - 1) * size,
      signal,
    });
    if (records.length > 0 || page > 1) {
      return {
        entries: records.map(record => ({
          id: valueOf(record, 'sys_id'),
          kind:
            KINDS[valueOf(record, 'element') as keyof typeof KINDS] ??
            'work_note',
          author: valueOf(record, 'sys_created_by'),
          text: valueOf(record, 'value'),
          at: toDate(valueOf(record, 'sys_created_on')),
        })),
        total: Math.max(totalCount, (page - 1) * size + records.length),
      };
    }
  } catch (error) {
    if (
      !isServiceNowError(error) ||
      !['Access', 'NotFound', 'UnknownTable', 'UnknownField'].includes(
        error.kind,
      )
    ) {
      throw error;
    }
  }
  return readShown(client, request, elements);
}

/** An account that may not read the journal gets an empty list from it, not a refusal: look at the record itself. */
async function readShown(
  client: Pick<ServiceNowClient, 'query'>,
  request: RecordKey & { page: number; size: number; signal?: AbortSignal },
  elements: readonly string[],
): Promise<{ entries: JournalEntry[]; total: number }> {
  const { table, sysId, page, size, signal } = request;
  const { records } = await client.query({
    table,
    query: { where: [['sys_id', '=', sysId]] },
    fields: ['sys_id', ...elements].join(','),
    limit: 1,
    signal,
  });
  const all = elements
    .flatMap(element => readShownJournal(labelOf(records[0] ?? {}, element)))
    .map((entry, index) => ({ ...entry, id: `${sysId}-${index}` }));
  return {
    entries: all.slice((page - 1) * size, page * size),
    total: all.length,
  };
}
