// Polls an instance with 100,000 linked tickets and one with 1,000, of each of which 100 changed, in alternating rounds.
import createKnex, { type Knex } from 'knex';
import { migrate } from '../../plugins/servicenow-ticketing-backend/src/database/migrate';
import { certainty, median } from '../support/statistics';
import { PollBench, type Polled } from './PollBench';

const WARM_UP_ROUNDS = 2;
const ROUNDS = Number(process.env.BENCHMARK_ROUNDS ?? 20);
const CHANGED = 100;
const MANY = Number(process.env.BENCHMARK_TICKETS ?? 100_000);
const FEW = 1_000;
const MOST_REQUESTS = 5;
const MOST_TIME = 1.5;

/** Prints what was measured; `true` when it is within the limits. */
async function run(title: string, knex: Knex): Promise<boolean> {
  await migrate(knex);
  const bench = await PollBench.create(knex, CHANGED);
  const pollFew = await bench.instanceWith(FEW);
  const pollMany = await bench.instanceWith(MANY);
  if (knex.client.config.client === 'pg') {
    await knex.raw('vacuum analyze');
  }
  const few: Polled[] = [];
  const many: Polled[] = [];
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    await bench.change();
    const isManyFirst = round % 2 === 0;
    const first = isManyFirst ? await pollMany() : await pollFew();
    const second = isManyFirst ? await pollFew() : await pollMany();
    if (round >= 0) {
      many.push(isManyFirst ? first : second);
      few.push(isManyFirst ? second : first);
    }
  }
  bench.stop();
  const ratios = many.map(({ clock }, index) => clock / few[index].clock);
  const requests = Math.max(...many.map(polled => polled.requests));
  const clockOf = (rounds: Polled[]) =>
    `${median(rounds.map(({ clock }) => clock)).toFixed(0)} ms`;
  console.log(`\n${title}: ${ROUNDS} rounds, ${CHANGED} tickets changed`);
  console.log(`  ${FEW} linked     ${clockOf(few)}`);
  console.log(`  ${MANY} linked   ${clockOf(many)}`);
  console.log(
    `  ratio           ${median(ratios).toFixed(2)} (${certainty(ratios)})`,
  );
  console.log(`  requests        ${requests} at most in a poll`);
  return requests <= MOST_REQUESTS && median(ratios) <= MOST_TIME;
}

async function main(): Promise<void> {
  const databases: [string, () => Knex][] = [
    [
      'PostgreSQL',
      () =>
        createKnex({
          client: 'pg',
          connection: process.env.BENCHMARK_POSTGRES,
        }),
    ],
    [
      'SQLite in memory',
      () =>
        createKnex({
          client: 'better-sqlite3',
          connection: ':memory:',
          useNullAsDefault: true,
          pool: { min: 1, max: 1 },
        }),
    ],
  ];
  const wanted = process.env.BENCHMARK_DATABASE?.toLowerCase() ?? '';
  let isWithin = true;
  for (const [title, connect] of databases) {
    if (title.toLowerCase().includes(wanted)) {
      const knex = connect();
      isWithin = (await run(title, knex)) && isWithin;
      await knex.destroy();
    }
  }
  console.log(
    `\nLimits: ${MOST_REQUESTS} requests, ${MOST_TIME} times the time, median of the rounds`,
  );
  process.exitCode = isWithin ? 0 : 1;
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
