/*
 * What journal entries of ServiceNow say, apart from what is written for machines.
 */

/** The last line of each note that a portal writes: whose it is, and what finds it again. */
const SIGNATURES =
  /\n?Anomaly \d+, ([^\n]*?) \[ref [0-9a-f]{6,40}\](?=\n|\s*$)/g;
const REFERENCE = /\[ref ([0-9a-f]{6,40})\]/g;

/** The markers in an entry. @internal */
export function markersOf(text: string): string[] {
  return [...text.matchAll(REFERENCE)].map(([, marker]) => marker);
}

/**
 * An entry that the portal wrote, of one note or several: without their signatures, and with the names of those who
 * caused them.
 * @internal
 */
export function unsign(text: string): { text: string; author?: string } {
  const authors = new Set(
    [...text.matchAll(SIGNATURES)].map(([, author]) => author),
  );
  return authors.size > 0
    ? {
        text: text.replace(SIGNATURES, '').trim(),
        author: [...authors].join(', '),
      }
    : { text };
}

/** One entry of the text that ServiceNow shows for a journal field. @internal */
export interface ShownEntry {
  author: string;
  kind: 'work_note' | 'comment';
  text: string;
}

const HEAD =
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d - (.*) \((Work notes|Additional comments)\)$/;

/**
 * The entries of the text that ServiceNow shows for a journal field, newest first. Its times are in the time zone of the
 * service account, which nobody tells, so that they are left out.
 * @internal
 */
export function readShownJournal(blob: string): ShownEntry[] {
  const entries: ShownEntry[] = [];
  for (const line of blob.split(/\r?\n/)) {
    const head = HEAD.exec(line);
    const last = entries.at(-1);
    if (head) {
      entries.push({
        author: head[1],
        kind: head[2] === 'Work notes' ? 'work_note' : 'comment',
        text: '',
      });
    } else if (last) {
      last.text += `${last.text ? '\n' : ''}${line}`;
    }
  }
  return entries.map(entry => ({ ...entry, text: entry.text.trim() }));
}
