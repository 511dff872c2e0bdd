// Says what a campaign found.
import { say } from '../scripts/lib/output.mjs';

const MOST_TROUBLE = 20;

const line = (what, value) => say(`  ${what.padEnd(30)} ${value}`);

/** Everything that must be nothing, by what it is called. */
export function failuresOf(result) {
  const waiting = Object.values(result.waiting).reduce((a, b) => a + b, 0);
  return {
    lost: result.lost + result.ticketsLost,
    doubled: result.doubled + result.ticketsDoubled,
    reordered: result.reordered,
    'not heard': result.unheard,
    disagreeing: result.disagreeing,
    'waiting for ever': waiting,
    dead: result.dead,
    refused: result.refused,
    'other trouble': result.trouble.length,
  };
}

/** Prints it. */
export function report(result) {
  const faults = [...result.hits]
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${kind} ${count}`);
  say(
    `\n${
      result.database === 'postgres'
        ? 'PostgreSQL, two backends'
        : 'SQLite, one backend'
    } (${result.seconds})`,
  );
  line('actions accepted', result.accepted);
  line('answers lost, looked up after', result.inDoubt);
  line('tickets', result.tickets);
  line('notes told, in ServiceNow', `${result.told}, ${result.delivered}`);
  line('comments in ServiceNow, heard', `${result.comments}, ${result.heard}`);
  line('faults', `${faults.join(', ')}; outages ${result.outages}`);
  line('backends killed', result.kills);
  if (result.restarts > 0) line('PostgreSQL restarted', result.restarts);
  for (const [what, count] of Object.entries(failuresOf(result)))
    line(what, count);
  for (const text of [...result.trouble, ...result.refusals].slice(
    0,
    MOST_TROUBLE,
  ))
    say(`    ${text}`);
}
