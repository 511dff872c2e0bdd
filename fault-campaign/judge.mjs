// Compares what the portal accepted with what is in ServiceNow.
const MARKER = /\[ref ([0-9a-f]+)\]/;
const SIGNATURE = /^Anomaly (\d+), /m;
const PRODUCT = 'Backstage';

/** The single notes of one ticket in the order of its journal; one entry may hold several. */
export function notesOf(entries) {
  const notes = [];
  for (const { value } of entries) {
    let lines = [];
    for (const line of value.split('\n')) {
      lines.push(line);
      const marker = MARKER.exec(line)?.[1];
      if (marker) {
        const text = lines.join('\n');
        notes.push({
          marker,
          text,
          anomalyId: Number(SIGNATURE.exec(text)?.[1]),
        });
        lines = [];
      }
    }
  }
  return notes;
}

/** Entries of the timeline that are about a status: of people, and of what checks found. */
const STATUS_KINDS = ['status', 'passed', 'reopened'];

/** What the note of an entry of the timeline begins with; undefined for entries that nobody is told of. */
export function expectedText({ kind, body, resolution, to_status: status }) {
  if (kind === 'comment' || kind === 'ticket_note')
    return `Comment from ${PRODUCT}: ${body}`;
  if (kind === 'ticket_unlinked') return `${PRODUCT} Anomaly Unlinked`;
  if (STATUS_KINDS.includes(kind))
    return `${PRODUCT} Anomaly Status: ${status}${
      resolution ? ` (${resolution})` : ''
    }`;
  return undefined;
}

/**
 * How the notes of one ticket differ from what was to be said, in the order in which it was accepted.
 *
 * @param {{anomalyId: number, text: string}[]} expected
 * @param {{anomalyId: number, text: string}[]} notes
 */
export function compareNotes(expected, notes) {
  const rest = [...notes];
  const positions = [];
  let lost = 0;
  for (const { anomalyId, text } of expected) {
    const index = rest.findIndex(
      note => note?.anomalyId === anomalyId && note.text.includes(text),
    );
    if (index < 0) {
      lost += 1;
    } else {
      positions.push(index);
      rest[index] = undefined;
    }
  }
  const reordered = positions.filter(
    (position, index) => index > 0 && position < positions[index - 1],
  ).length;
  return { lost, surplus: rest.filter(Boolean), reordered };
}

/** Markers that stand in ServiceNow more than once. */
export function repeatedMarkers(notes) {
  const seen = new Set();
  return notes.filter(({ marker }) => {
    const isRepeated = seen.has(marker);
    seen.add(marker);
    return isRepeated;
  }).length;
}
