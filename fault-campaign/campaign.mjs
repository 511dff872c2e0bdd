// One campaign on one database: actions, faults and kills side by side, then the verdict.
import { setTimeout as delay } from 'node:timers/promises';
import { say, secondsSince } from '../scripts/lib/output.mjs';
import { startPostgres } from '../scripts/lib/postgres.mjs';
import { Caller } from './Caller.mjs';
import { again, disturb } from './disturbances.mjs';
import { FAULTS } from './faults.mjs';
import { Portal } from './Portal.mjs';
import { unsettled } from './portalSide.mjs';
import { Random } from './random.mjs';
import { judge } from './verdict.mjs';
import { Workload } from './Workload.mjs';

const PROGRESS_SECONDS = [10, 10];
const SETTLE_LIMIT_SECONDS = 600;
const POLL_MILLISECONDS = 500;
/** How long what was written in ServiceNow may take to show in the portal, which asks every ten seconds. */
const HEARING_LIMIT_SECONDS = 90;
const HEARING_POLL_MILLISECONDS = 3_000;

async function untilSettled(caller) {
  const deadline = Date.now() + SETTLE_LIMIT_SECONDS * 1_000;
  for (;;) {
    const counts = await unsettled(caller);
    const { dead = 0, ...waiting } = counts;
    const isDone = Object.keys(waiting).length === 0;
    if (isDone || Date.now() > deadline) return { dead, waiting };
    await delay(POLL_MILLISECONDS);
  }
}

/** The verdict, once the portal has asked what is new in ServiceNow. */
async function untilHeard(parts) {
  const deadline = Date.now() + HEARING_LIMIT_SECONDS * 1_000;
  for (;;) {
    const verdict = await judge(parts);
    if (verdict.unheard === 0 || Date.now() > deadline) return verdict;
    await delay(HEARING_POLL_MILLISECONDS);
  }
}

/**
 * @param {object} options - `database` (postgres or sqlite), `actions`, `anomalies`, `seed`, `sideBySide`, `pause`
 * @param {import('./faults.mjs').SimulatedInstance} instance
 */
export async function runCampaign(options, instance) {
  const { database, seed, actions } = options;
  const begin = Date.now();
  const tell = text => say(`  ${secondsSince(begin)}: ${text}`);
  const random = new Random(seed);
  await instance.reset();
  const postgres = database === 'postgres' ? await startPostgres() : undefined;
  const portal = new Portal({
    serviceNowUrl: instance.url,
    connection: postgres?.connection,
  });
  tell(`starting ${postgres ? 'two backends' : 'one backend'} …`);
  await portal.start(postgres ? 2 : 1);

  const caller = new Caller({ portal, random: new Random(seed + 2) });
  const workload = new Workload({
    caller,
    random: new Random(seed + 1),
    options,
  });
  const calm = new AbortController();
  const { signal } = calm;
  await instance.plan(FAULTS, seed);
  const disturbances = disturb({
    ...{ signal, random, portal, instance, workload, postgres },
    ...{ actions, seed },
  });
  const progress = again(signal, PROGRESS_SECONDS, {
    random,
    action: async () =>
      tell(
        `${workload.accepted} of ${actions} actions accepted, ${portal.kills} kills`,
      ),
  });
  await workload.run();
  calm.abort();
  await Promise.all([disturbances.done, progress]);

  const hits = await instance.hits();
  await instance.clearFaults();
  tell('faults are over, waiting for the outbox …');
  const settled = await untilSettled(caller);
  tell('comparing both sides …');
  const verdict = await untilHeard({ caller, instance, workload, seed });
  await portal.stop();
  await postgres?.stop();
  return {
    ...verdict,
    ...settled,
    ...disturbances.counts,
    database,
    accepted: workload.accepted,
    inDoubt: caller.inDoubt,
    refused: caller.refused,
    refusals: [...caller.refusals],
    hits,
    kills: portal.kills,
    seconds: secondsSince(begin),
  };
}
