// What goes on beside the work, until the work is done: outages, kills, comments in ServiceNow, a restart of PostgreSQL.
import { setTimeout as delay } from 'node:timers/promises';
import { OUTAGE } from './faults.mjs';

const OUTAGE_SECONDS = 4;
/** Between two of each. */
const CALM_SECONDS = [12, 25];
const KILL_SECONDS = [6, 14];
const COMMENT_SECONDS = [0.3, 1];
const LOOK_SECONDS = [1, 1];

/** Does `action` again and again until `signal` is aborted; the rest of a wait is cut short. */
export async function again(signal, [least, most], { random, action }) {
  while (!signal.aborted) {
    await delay(random.between(least, most) * 1_000, undefined, {
      signal,
    }).catch(() => {});
    if (!signal.aborted) await action();
  }
}

/**
 * @param {object} options - `signal` that ends it, `random`, `portal`, `instance`, `workload`, `postgres` where that is
 *   the database, `actions` in all and `seed`
 * @returns `counts` of what has happened, and `done`, once all of it is over
 */
export function disturb(options) {
  const { signal, random, portal, instance, workload, postgres } = options;
  const { actions, seed } = options;
  const counts = { outages: 0, comments: 0, restarts: 0 };
  const every = (seconds, action) => again(signal, seconds, { random, action });
  const done = Promise.all([
    every(CALM_SECONDS, async () => {
      const [id] = await instance.plan([OUTAGE]);
      counts.outages += 1;
      await delay(OUTAGE_SECONDS * 1_000);
      await instance.withdraw(id);
    }),
    every(KILL_SECONDS, () => portal.killOne(random)),
    every(COMMENT_SECONDS, async () => {
      const tickets = workload.isSetUp ? await instance.tickets(seed) : [];
      if (tickets.length === 0) return;
      counts.comments += 1;
      const text = `comment ${counts.comments} <i>&amp; é 🐟`;
      await instance.comment(random.pick(tickets), text);
    }),
    every(LOOK_SECONDS, async () => {
      // Once, when half of the work is done.
      const isHalfDone = workload.accepted > actions / 2;
      if (postgres && isHalfDone && counts.restarts === 0) {
        counts.restarts += 1;
        await postgres.restart();
      }
    }),
  ]);
  return { counts, done };
}
