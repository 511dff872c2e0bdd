// Takes in 100,000 new failures in batches of 5,000, in turns with a plain INSERT of the same rows.
import createKnex, { type Knex } from 'knex';
import { migrate } from '../../plugins/servicenow-ticketing-backend/src/database/migrate';
import { measure } from '../support/measure';
import { median } from '../support/statistics';
import { watch } from '../support/watch';
import { batchOf } from './documents';
import { IngestBench } from './IngestBench';
import { PlainInserter } from './PlainInserter';

const BATCH = 5_000;
const BATCHES = Number(process.env.BENCHMARK_ROUNDS ?? 20);
const WARM_UP = 2;
const MEGABYTE = 1024 * 1024;
/** At least so much of the rows a second of plain inserts. */
const MIN_RATIO = 0.5;
const MAX_GROWTH_MEGABYTES = 300;
const MAX_TURN_MILLISECONDS = 100;
const LARGE_ITEMS = Number(process.env.BENCHMARK_LARGE ?? 90_000);

async function lastId(knex: Knex): Promise<number> {
  const [{ id }] = await knex('anomalies').max({ id: 'id' });
  return id ?? 0;
}

/** Takes in batch after batch, each followed by the peer's inserts of the same rows. */
async function compare(knex: Knex, bench: IngestBench) {
  const plain = await PlainInserter.create(knex);
  const ratios: number[] = [];
  const sum = { rows: 0, ours: 0, plain: 0 };
  for (let batch = -WARM_UP; batch < BATCHES; batch++) {
    const afterId = await lastId(knex);
    const body = batchOf({
      first: (batch + WARM_UP) * BATCH,
      count: BATCH,
      run: `run ${batch}`,
    });
    const ours = await measure(async () => {
      await bench.post('/anomalies/batch', body);
    });
    const rows = await plain.read(afterId);
    let written = 0;
    const peer = await measure(async () => {
      written = await plain.insert(rows);
    });
    if (batch >= 0) {
      ratios.push(peer.clock / ours.clock);
      sum.rows += written;
      sum.ours += ours.clock;
      sum.plain += peer.clock;
    }
  }
  return { ...sum, ratio: sum.plain / sum.ours, median: median(ratios) };
}

/** Takes in batch after batch and nothing else. */
async function ingestOnly(bench: IngestBench): Promise<void> {
  for (let batch = 0; batch < BATCHES; batch++) {
    const body = batchOf({
      first: 1_000_000 + batch * BATCH,
      count: BATCH,
      run: `only ${batch}`,
    });
    await bench.post('/anomalies/batch', body);
  }
}

async function main(): Promise<void> {
  const knex = createKnex({
    client: 'pg',
    connection: process.env.BENCHMARK_POSTGRES,
  });
  await migrate(knex);
  const bench = await IngestBench.create(knex);
  const speed = await compare(knex, bench);
  const perSecond = (time: number) =>
    Math.round((speed.rows * 1_000) / time).toLocaleString('en-US');
  console.log(
    `\n${(BATCHES * BATCH).toLocaleString(
      'en-US',
    )} new failures in batches of ${BATCH}: ${speed.rows.toLocaleString(
      'en-US',
    )} rows in five tables`,
  );
  console.log(`  taken in over HTTP   ${perSecond(speed.ours)} rows a second`);
  console.log(`  plain INSERT         ${perSecond(speed.plain)} rows a second`);
  console.log(
    `  ratio                ${speed.ratio.toFixed(
      2,
    )} of all, ${speed.median.toFixed(2)} median; at least ${MIN_RATIO}`,
  );

  const many = await watch(() => ingestOnly(bench));
  console.log(
    `\nAs many again and nothing else: memory grows by ${many.growth.toFixed(
      0,
    )} MB at most (limit ${MAX_GROWTH_MEGABYTES}), the event loop is kept for ${many.longestTurn.toFixed(
      0,
    )} ms at most (limit ${MAX_TURN_MILLISECONDS})`,
  );

  const body = batchOf({ first: 9e6, count: LARGE_ITEMS, run: 'large' });
  const large = await watch(() =>
    measure(async () => {
      await bench.post('/ingest/warehouse', body);
    }),
  );
  console.log(
    `\nOne document of ${(body.length / MEGABYTE).toFixed(
      0,
    )} MB with ${LARGE_ITEMS.toLocaleString('en-US')} new failures: ${(
      large.result.clock / 1_000
    ).toFixed(1)} s, memory grows by ${large.growth.toFixed(
      0,
    )} MB at most, the event loop is kept for ${large.longestTurn.toFixed(
      0,
    )} ms at most (limit ${MAX_TURN_MILLISECONDS})`,
  );
  await bench.stop();
  await knex.destroy();
  const isWithin =
    speed.ratio >= MIN_RATIO &&
    many.growth <= MAX_GROWTH_MEGABYTES &&
    many.longestTurn <= MAX_TURN_MILLISECONDS &&
    large.longestTurn <= MAX_TURN_MILLISECONDS;
  process.exitCode = isWithin ? 0 : 1;
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
