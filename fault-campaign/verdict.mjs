// Compares both sides once everything has settled: what was lost, doubled or reordered, and where they disagree.
import { groupBy } from './groupBy.mjs';
import { compareNotes, notesOf, repeatedMarkers } from './judge.mjs';
import { readPortal } from './portalSide.mjs';

const RESOLVED = ['6', '7'];
const URGENCY = { critical: '1', high: '2', medium: '2', low: '3' };
/** Notes of these have an entry in the timeline; those of links, severities and the like have none. */
const TOLD = /Comment from|Anomaly Status:|Anomaly Unlinked/;

/** Tickets that there must be: one for each anomaly of which people made one, and one for each dataset of the others. */
function countWanted(anomalies) {
  const automatic = anomalies.filter(({ isAutomatic }) => isAutomatic);
  const own = anomalies.filter(
    ({ isAutomatic, isLinked }) => !isAutomatic && !isLinked,
  );
  return own.length + new Set(automatic.map(({ dataset }) => dataset)).size;
}

/** What one ticket was told, compared with what it was to be told. */
function judgeNotes(entries, expected) {
  const notes = notesOf(entries);
  const { lost, surplus, reordered } = compareNotes(
    expected.sort((a, b) => a.deliveryId - b.deliveryId),
    notes,
  );
  const doubled = Math.max(
    repeatedMarkers(notes),
    surplus.filter(({ text }) => TOLD.test(text)).length,
  );
  return { lost, doubled, reordered };
}

/** Where the two sides say different things about a ticket. */
function disagreements(record, linked) {
  const found = [];
  const { number, state, urgency } = record;
  for (const { anomaly, now, link } of linked) {
    if (link.state !== state)
      found.push(
        `${anomaly.name}: the portal has ${number} in state ${link.state}, ServiceNow in ${state}`,
      );
    if (now.status !== 'Archived' && RESOLVED.includes(state))
      found.push(`${number} is resolved, and ${anomaly.name} is ${now.status}`);
  }
  const [only, another] = linked;
  const isAlone = only && !another && !only.anomaly.isShared;
  if (
    isAlone &&
    only.now.status !== 'Archived' &&
    urgency !== URGENCY[only.now.severity]
  )
    found.push(
      `${only.anomaly.name} is ${only.now.severity}, and ${number} has urgency ${urgency}`,
    );
  return found;
}

/** Comments of ServiceNow that an anomaly did not hear, or heard more than once. */
function judgeComments(comments, linked) {
  const counts = linked.flatMap(({ heard }) =>
    comments.map(({ value }) => heard.get(value)?.length ?? 0),
  );
  return {
    expected: counts.length,
    unheard: counts.filter(count => count === 0).length,
    doubled: counts.filter(count => count > 1).length,
  };
}

/**
 * @param {object} options - `caller` of the portal, `instance` the simulator's control, `workload` what was done
 * @returns what was found, with `trouble` in words
 */
export async function judge({ caller, instance, workload, seed }) {
  const read = await readPortal(caller, workload.anomalies);
  const records = await instance.tickets(seed);
  const journal = groupBy(
    await instance.records('sys_journal_field', 'element_id!='),
    ({ element_id: id, element }) => `${element} ${id}`,
  );
  const toldOf = groupBy(
    read.flatMap(({ told }) => told),
    ({ number }) => number,
  );
  const linksOf = groupBy(
    read.flatMap(({ links, ...one }) => links.map(link => ({ ...one, link }))),
    ({ link }) => link.ticket_id,
  );
  const titles = new Set(records.map(record => record.short_description));
  const untold = read.reduce((sum, one) => sum + one.untold, 0);
  const result = {
    told: read.reduce((sum, { told }) => sum + told.length, 0),
    delivered: 0,
    lost: untold,
    doubled: 0,
    reordered: 0,
    tickets: records.length,
    ticketsLost: Math.max(0, countWanted(workload.anomalies) - titles.size),
    ticketsDoubled: records.length - titles.size,
    heard: 0,
    unheard: 0,
    disagreeing: 0,
    trouble: read.flatMap(({ trouble }) => trouble),
  };
  /** Tickets of which an anomaly did not get a comment. */
  const deaf = [];
  if (untold > 0) result.trouble.push(`${untold} changes went to no ticket`);

  for (const record of records) {
    const { sys_id: id, number } = record;
    const linked = linksOf.get(id) ?? [];
    const expected = toldOf.get(number) ?? [];
    const notes = judgeNotes(journal.get(`work_notes ${id}`) ?? [], expected);
    const comments = judgeComments(journal.get(`comments ${id}`) ?? [], linked);
    const differing = disagreements(record, linked);
    result.delivered += expected.length - notes.lost;
    result.lost += notes.lost;
    result.doubled += notes.doubled + comments.doubled;
    result.reordered += notes.reordered;
    result.heard += comments.expected - comments.unheard;
    result.unheard += comments.unheard;
    result.disagreeing += differing.length;
    result.trouble.push(...differing);
    if (notes.lost + notes.doubled + notes.reordered > 0)
      result.trouble.push(
        `${number}: ${notes.lost} lost, ${notes.doubled} doubled, ${notes.reordered} reordered`,
      );
    if (comments.doubled > 0)
      result.trouble.push(
        `${number}: ${comments.doubled} comments heard twice`,
      );
    if (comments.unheard > 0) deaf.push(number);
    if (linked.length === 0)
      result.trouble.push(`${number} is linked to no anomaly`);
  }
  if (deaf.length > 0)
    result.trouble.push(`comments were not heard of ${deaf.join(', ')}`);
  return result;
}
