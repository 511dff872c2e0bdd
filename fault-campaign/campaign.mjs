// One campaign on one database: actions, faults and kills side by side, then the verdict.
import { setTimeout as delay } from 'node:timers/promises';
import { say, secondsSince } from '../scripts/lib/output.mjs';
import { startPostgres } from '../scripts/lib/postgres.mjs';
import { FAULTS, OUTAGE } from './faults.mjs';
import { Portal } from './Portal.mjs';
import { Random } from './random.mjs';
import { judge, unsettled } from './verdict.mjs';
import { Workload } from './Workload.mjs';

const OUTAGE_SECONDS = 4;
/** Between two outages, and between two kills. */
const CALM_SECONDS = [12, 25];
const KILL_SECONDS = [6, 14];
const PROGRESS_SECONDS = 10;
const SETTLE_LIMIT_SECONDS = 600;
const POLL_MILLISECONDS = 500;

/** Does `action` again and again until `signal` is aborted; the rest of a wait is cut short. */
async function again(signal, [least, most], { random, action }) {
  while (!signal.aborted) {
    await delay(random.between(least, most) * 1_000, undefined, {
      signal,
    }).catch(() => {});
    if (!signal.aborted) await action();
  }
}

async function untilSettled(read) {
  const deadline = Date.now() + SETTLE_LIMIT_SECONDS * 1_000;
  for (;;) {
    const counts = await unsettled(read);
    const { dead = 0, ...waiting } = counts;
    const isDone = Object.keys(waiting).length === 0;
    if (isDone || Date.now() > deadline) return { dead, waiting };
    await delay(POLL_MILLISECONDS);
  }
}

/**
 * @param {object} options - `database` (postgres or sqlite), `actions`, `anomalies`, `seed`, `sideBySide`, `pause`
 * @param {import('./faults.mjs').SimulatedInstance} instance
 */
export async function runCampaign(options, instance) {
  const { database, seed } = options;
  const begin = Date.now();
  const random = new Random(seed);
  await instance.reset();
  const postgres = database === 'postgres' ? await startPostgres() : undefined;
  const replicas = postgres ? 2 : 1;
  const portal = new Portal({
    serviceNowUrl: instance.url,
    connection: postgres?.connection,
  });
  say(`  starting ${replicas === 1 ? 'one backend' : 'two backends'} …`);
  await portal.start(replicas);

  const workload = new Workload({
    portal,
    random: new Random(seed + 1),
    options,
  });
  const calm = new AbortController();
  const { signal } = calm;
  await instance.plan(FAULTS, seed);
  let outages = 0;
  let restarts = 0;
  const disturbances = [
    again(signal, CALM_SECONDS, {
      random,
      action: async () => {
        const [id] = await instance.plan([OUTAGE]);
        outages += 1;
        await delay(OUTAGE_SECONDS * 1_000);
        await instance.withdraw(id);
      },
    }),
    again(signal, KILL_SECONDS, {
      random,
      action: () => portal.killOne(random),
    }),
    again(signal, [PROGRESS_SECONDS, PROGRESS_SECONDS], {
      random,
      action: async () => {
        say(
          `  ${secondsSince(begin)}: ${workload.accepted} of ${
            options.actions
          } actions accepted, ${portal.kills} kills`,
        );
        // Once, when half of the work is done.
        if (
          postgres &&
          restarts === 0 &&
          workload.accepted > options.actions / 2
        ) {
          restarts += 1;
          await postgres.restart();
        }
      },
    }),
  ];
  await workload.run();
  calm.abort();
  await Promise.all(disturbances);

  const hits = await instance.hits();
  await instance.clearFaults();
  say(`  ${secondsSince(begin)}: faults are over, waiting for the outbox …`);
  const reader = new Random(seed + 2);
  const read = path => portal.read(reader, path);
  const settled = await untilSettled(read);
  const verdict = await judge({ read, instance, workload, seed });
  await portal.stop();
  await postgres?.stop();
  return {
    ...verdict,
    ...settled,
    database,
    accepted: workload.accepted,
    inDoubt: workload.inDoubt,
    refused: workload.refused.length,
    refusals: [...workload.refusals],
    hits,
    outages,
    kills: portal.kills,
    restarts,
    seconds: secondsSince(begin),
  };
}
