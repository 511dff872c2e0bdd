// Delivers the same work notes with and without the log of calls, in alternating rounds of one run.
import type { Taken } from '../support/measure';
import { startStub } from '../support/startStub';
import { certainty, median, percent } from '../support/statistics';
import { Outbox } from './Outbox';

const ROUNDS = Number(process.env.BENCHMARK_ROUNDS ?? 12);
const TICKETS = 1_000;
/** Rounds of several seconds each: what the log still has to write at the end of one counts. */
const RUNS = [
  { latency: 0, deliveries: 20_000 },
  { latency: 50, deliveries: 3_000 },
].filter(
  ({ latency }) => latency === Number(process.env.BENCHMARK_LATENCY ?? latency),
);
/** Calls that the log keeps, as it comes. */
const KEPT = 1_000;
/** The log may cost so much of the throughput. */
const LIMIT = 1.03;

interface Round {
  without: Taken;
  with: Taken;
}

/** A log that loses calls it should keep would look cheap. */
async function checkLog(outbox: Outbox, isLogged: boolean): Promise<void> {
  const [{ total }] = await outbox.knex('api_calls').count({ total: '*' });
  const isRight = isLogged ? Number(total) >= KEPT : Number(total) === 0;
  if (!isRight) {
    throw new Error(`The log holds ${total} calls`);
  }
}

async function runRounds(
  outbox: Outbox,
  { latency, deliveries }: (typeof RUNS)[number],
): Promise<Round[]> {
  const stub = await startStub(latency);
  const deliver = async (isLogged: boolean) => {
    const connected = outbox.connect(stub.url, { isLogged });
    await outbox.fill(deliveries);
    const taken = await outbox.deliverAll(deliveries, connected);
    connected.close();
    await checkLog(outbox, isLogged);
    return taken;
  };
  const rounds: Round[] = [];
  for (let round = -1; round < ROUNDS; round++) {
    // What comes first may find the machine in another state: they take turns.
    const isFirst = round % 2 === 0;
    const one = await deliver(isFirst);
    const other = await deliver(!isFirst);
    if (round >= 0) {
      rounds.push(
        isFirst ? { with: one, without: other } : { with: other, without: one },
      );
    }
  }
  stub.stop();
  return rounds;
}

/** Prints what was measured; `true` when it is within the limit. */
function report(
  { latency, deliveries }: (typeof RUNS)[number],
  rounds: Round[],
): boolean {
  const throughput = (which: keyof Round) =>
    median(rounds.map(round => (deliveries * 1_000) / round[which].clock));
  const ratios = (unit: keyof Taken) =>
    rounds.map(round => round.with[unit] / round.without[unit]);
  const clock = median(ratios('clock'));
  const computing = median(ratios('computing'));
  console.log(
    `\n${deliveries} work notes for ${TICKETS} tickets, ServiceNow answers after ${latency} ms (${ROUNDS} rounds)`,
  );
  console.log(
    `  without the log   ${throughput('without').toFixed(0)} a second`,
  );
  console.log(`  with the log      ${throughput('with').toFixed(0)} a second`);
  console.log(
    `  time              ${percent(clock)} (${certainty(ratios('clock'))})`,
  );
  console.log(
    `  own computing     ${percent(computing)} (${certainty(
      ratios('computing'),
    )})`,
  );
  return clock <= LIMIT;
}

async function main(): Promise<void> {
  const outbox = await Outbox.create(TICKETS);
  const verdicts: boolean[] = [];
  for (const run of RUNS) {
    verdicts.push(report(run, await runRounds(outbox, run)));
  }
  await outbox.knex.destroy();
  console.log(`\nLimit: ${percent(LIMIT)} time, median of the rounds`);
  process.exit(verdicts.every(Boolean) ? 0 : 1);
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
