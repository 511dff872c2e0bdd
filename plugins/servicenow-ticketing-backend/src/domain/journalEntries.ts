import { cleanText } from './foreignText';

/** Something that was written into the journal of a record. @internal */
export interface JournalEntry {
  sysId: string;
  recordSysId: string;
  element: 'comments' | 'work_notes';
  text: string;
  /** User name of who wrote it. */
  author: string;
  /** Missing when ServiceNow's word cannot be read. */
  createdAt?: Date;
}

/** Most characters of an entry that are kept. */
const MAX_ENTRY = 10_000;

const MARKER = /\[ref ([0-9a-f]{6,32})\]/g;
const MAX_MARKERS = 50;

/** The text of an entry as the portal keeps it. @internal */
export function entryText(entry: JournalEntry): string {
  return cleanText(entry.text, MAX_ENTRY);
}

/** The markers of notes of portals that an entry holds. @internal */
export function markersIn(text: string): string[] {
  return [...text.matchAll(MARKER)].slice(0, MAX_MARKERS).map(([, id]) => id);
}

/** Notes that travel together begin with their time. */
const TIME = /^\s*\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\] /;

/**
 * Whether an entry is one of our own notes, or several: it begins with one of them. The marker alone does not prove it,
 * as people quote; nor does the account, as people share it.
 * @internal
 */
export function isOwnEntry(text: string, ownNotes: readonly string[]): boolean {
  const written = [text, text.replace(TIME, '')].map(withoutSpaces);
  return ownNotes.some(note => {
    const own = withoutSpaces(note);
    return own !== '' && written.some(each => each.startsWith(own));
  });
}

function withoutSpaces(text: string): string {
  return text.replace(/\s+/g, '');
}
