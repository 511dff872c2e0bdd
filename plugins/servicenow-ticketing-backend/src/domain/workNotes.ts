import type {
  AnomalyStatus,
  Resolution,
  Severity,
} from 'backstage-plugin-servicenow-ticketing-common';
import { toUtcText } from './utcTime';

/**
 * Who and what a work note is about. `marker` is short and unique to the note: it is what the note is found
 * by in the journal after a try whose end nobody saw.
 * @internal
 */
export interface NoteOrigin {
  productName: string;
  anomalyId: number;
  /** All of them, where the note is about several. */
  anomalyIds?: number[];
  authorName: string;
  marker: string;
}

/** A change of status as a note tells it. @internal */
export interface StatusNote {
  at: Date;
  status: AnomalyStatus;
  resolution?: Resolution;
  comment?: string;
  /** How many other anomalies of the ticket keep it open. */
  staysOpen?: number;
}

/**
 * The part of a note that finds it again.
 * @internal
 */
export function noteReference(marker: string): string {
  return `[ref ${marker}]`;
}

/**
 * `[2024-01-15 10:30:00 UTC] <Product> Anomaly Status: Acknowledged`
 * @internal
 */
export function statusNote(origin: NoteOrigin, change: StatusNote): string {
  const status = change.resolution
    ? `${change.status} (${change.resolution})`
    : change.status;
  const lines = [
    `[${toUtcText(change.at)}] ${origin.productName} Anomaly Status: ${status}`,
  ];
  if (change.comment) {
    lines.push(commentLine(origin, change.comment));
  }
  if (change.staysOpen) {
    lines.push(
      change.staysOpen === 1
        ? 'The ticket stays open: another of its anomalies is still open.'
        : `The ticket stays open: ${change.staysOpen} of its anomalies are still open.`,
    );
  }
  return signed(lines, origin);
}

/**
 * `[2024-01-15 10:30:00 UTC] <Product> Anomaly Severity: critical`
 * @internal
 */
export function severityNote(
  origin: NoteOrigin,
  change: { at: Date; severity: Severity },
): string {
  return signed(
    [
      `[${toUtcText(change.at)}] ${origin.productName} Anomaly Severity: ${
        change.severity
      }`,
    ],
    origin,
  );
}

/**
 * `Comment from <Product>: <text>`
 * @internal
 */
export function commentNote(origin: NoteOrigin, text: string): string {
  return signed([commentLine(origin, text)], origin);
}

/**
 * `[2024-01-15 10:30:00 UTC] <Product> Anomaly Linked: <url>`
 * @internal
 */
export function linkNote(
  origin: NoteOrigin,
  link: { at: Date; anomalyUrl: string },
): string {
  return signed(
    [
      `[${toUtcText(link.at)}] ${origin.productName} Anomaly Linked: ${
        link.anomalyUrl
      }`,
    ],
    origin,
  );
}

/**
 * `[2024-01-15 10:30:00 UTC] <Product> Anomaly Unlinked`
 * @internal
 */
export function unlinkNote(origin: NoteOrigin, at: Date): string {
  return signed(
    [`[${toUtcText(at)}] ${origin.productName} Anomaly Unlinked`],
    origin,
  );
}

/** A note, and when what it tells happened. @internal */
export interface TimedNote {
  note: string;
  at: Date;
}

/** What stands between notes that travel together. */
const SEPARATOR = '\n\n---\n\n';
/** What a note begins with that tells its time. */
const TIME = /^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\]/;

/**
 * Notes as one text: each with its own time, which the journal cannot tell apart any more, oldest first. A note alone
 * stays as it is.
 * @internal
 */
export function combineNotes(notes: TimedNote[]): string {
  return notes.length === 1
    ? notes[0].note
    : notes.map(withTime).join(SEPARATOR);
}

/** Characters that notes take together. @internal */
export function combinedLength(notes: TimedNote[]): number {
  return combineNotes(notes).length;
}

function withTime({ note, at }: TimedNote): string {
  return TIME.test(note) ? note : `[${toUtcText(at)}] ${note}`;
}

/**
 * `[2024-01-15 10:30:00 UTC] <Product> Ticket Acknowledged`
 * @internal
 */
export function actionNote(
  origin: NoteOrigin,
  action: { at: Date; what: string },
): string {
  return signed(
    [`[${toUtcText(action.at)}] ${origin.productName} Ticket ${action.what}`],
    origin,
  );
}

function commentLine(origin: NoteOrigin, text: string): string {
  return `Comment from ${origin.productName}: ${text}`;
}

function signed(lines: string[], origin: NoteOrigin): string {
  const signature = `${anomaliesIn(origin)}, ${
    origin.authorName
  } ${noteReference(origin.marker)}`;
  return [...lines, signature].join('\n');
}

/** Most anomalies that one note lists. */
const MAX_LISTED = 10;

function anomaliesIn({ anomalyId, anomalyIds = [] }: NoteOrigin): string {
  if (anomalyIds.length < 2) {
    return `Anomaly ${anomalyId}`;
  }
  const listed = anomalyIds.slice(0, MAX_LISTED).join(', ');
  const more = anomalyIds.length - MAX_LISTED;
  return `Anomalies ${listed}${more > 0 ? ` and ${more} more` : ''}`;
}
