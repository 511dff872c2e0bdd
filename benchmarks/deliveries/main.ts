// Delivers the same work notes with and without the log of calls, in alternating rounds of one run.
import createKnex, { type Knex } from 'knex';
import { migrate } from '../../plugins/servicenow-ticketing-backend/src/database/migrate';
import type { Taken } from '../support/measure';
import { startStub } from '../support/startStub';
import { certainty, median, percent } from '../support/statistics';
import { DeliveryBench } from './DeliveryBench';

const WARM_UP_ROUNDS = 3;
const ROUNDS = Number(process.env.BENCHMARK_ROUNDS ?? 40);
/** So many that the last batch of the log, for which a round waits, weighs little. */
const DELIVERIES = 1_000;
const TICKETS = 200;
/** The log may cost so much of the throughput. */
const LIMIT = 1.03;

interface Round {
  without: Taken;
  with: Taken;
}

async function runRounds(bench: DeliveryBench): Promise<Round[]> {
  const rounds: Round[] = [];
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    // What comes first may find the machine in another state: they take turns.
    const order = round % 2 === 0 ? [false, true] : [true, false];
    const taken = new Map<boolean, Taken>();
    for (const isLogged of order) {
      taken.set(isLogged, await bench.deliver(isLogged));
    }
    if (round >= 0) {
      rounds.push({ without: taken.get(false)!, with: taken.get(true)! });
    }
  }
  return rounds;
}

/** Prints what was measured; `true` when it is within the limit. */
function report(title: string, rounds: Round[]): boolean {
  const throughput = (which: keyof Round) =>
    median(rounds.map(round => (DELIVERIES * 1_000) / round[which].clock));
  const ratios = (unit: keyof Taken) =>
    rounds.map(round => round.with[unit] / round.without[unit]);
  const clock = median(ratios('clock'));
  const computing = median(ratios('computing'));
  const microseconds = median(
    rounds.map(
      round =>
        ((round.with.computing - round.without.computing) * 1_000) / DELIVERIES,
    ),
  );
  console.log(
    `\n${title}: ${ROUNDS} rounds of ${DELIVERIES} work notes on ${TICKETS} tickets`,
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
    )}), ${microseconds.toFixed(0)} µs a call`,
  );
  return clock <= LIMIT;
}

async function main(): Promise<void> {
  const databases: [string, Knex][] = [
    [
      'PostgreSQL',
      createKnex({ client: 'pg', connection: process.env.BENCHMARK_POSTGRES }),
    ],
    [
      'SQLite in memory',
      createKnex({
        client: 'better-sqlite3',
        connection: ':memory:',
        useNullAsDefault: true,
        pool: { min: 1, max: 1 },
      }),
    ],
  ];
  const stub = await startStub();
  const wanted = process.env.BENCHMARK_DATABASE?.toLowerCase() ?? '';
  let isWithin = true;
  for (const [title, knex] of databases) {
    if (title.toLowerCase().includes(wanted)) {
      await migrate(knex);
      const bench = await DeliveryBench.create({
        knex,
        instanceUrl: stub.url,
        deliveries: DELIVERIES,
        tickets: TICKETS,
      });
      isWithin = report(title, await runRounds(bench)) && isWithin;
    }
    await knex.destroy();
  }
  stub.stop();
  console.log(`\nLimit: ${percent(LIMIT)} time, median of the rounds`);
  process.exitCode = isWithin ? 0 : 1;
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
