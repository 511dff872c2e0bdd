// Sends one dbt document of 50 MB, plain and gzip, and the same run again, and watches the thread that answers requests.
import createKnex from 'knex';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { migrate } from '../../plugins/servicenow-ticketing-backend/src/database/migrate';
import { IngestBench } from '../ingest/IngestBench';
import { watch, watchClock } from '../support/watch';
import { dbtDocument } from './dbtDocument';

const MEGABYTE = 1024 * 1024;
/** A little below the largest that is taken. */
const BYTES = Number(process.env.BENCHMARK_MEGABYTES ?? 49) * MEGABYTE;
const MAX_TURN_MILLISECONDS = 100;

const pack = promisify(gzip);

async function main(): Promise<void> {
  const knex = createKnex({
    client: 'pg',
    connection: process.env.BENCHMARK_POSTGRES,
  });
  await migrate(knex);
  const bench = await IngestBench.create(knex);
  const { text, failing } = dbtDocument(BYTES);
  const body = Buffer.from(text);
  const ofRun = (run: string) =>
    pack(Buffer.from(text.replace('"benchmark"', JSON.stringify(run))));
  const runs = await Promise.all(['one', 'two', 'three'].map(ofRun));
  console.log(
    `\nA dbt document of ${(body.length / MEGABYTE).toFixed(0)} MB (${(
      runs[0].length / MEGABYTE
    ).toFixed(1)} MB packed) with ${failing.toLocaleString('en-US')} failures`,
  );
  // The threads that read load their code once.
  await bench.post('/ingest/dbt', await pack(dbtDocument(MEGABYTE).text), {
    isPacked: true,
  });

  let isWithin = true;
  for (const [title, sent, isPacked] of [
    ['new, gzip', runs[0], true],
    ['another run, gzip', runs[1], true],
    ['the same, plain', body, false],
  ] as const) {
    const { result, longestTurn, growth } = await watch(() =>
      bench.post('/ingest/dbt', sent, { isPacked }),
    );
    console.log(
      `  ${title.padEnd(18)} ${result.created} created, ${
        result.updated
      } updated: computes ${longestTurn.toFixed(
        0,
      )} ms at most without turning to anything else (limit ${MAX_TURN_MILLISECONDS}); memory grows by ${growth.toFixed(
        0,
      )} MB`,
    );
    isWithin &&= longestTurn <= MAX_TURN_MILLISECONDS;
  }
  const { delays, utilization } = await watchClock(() =>
    bench.post('/ingest/dbt', runs[2], { isPacked: true }),
  );
  console.log(
    `  by the clock       timers are late by ${delays.max.toFixed(
      0,
    )} ms at most, 99 % of them by less than ${delays.p99.toFixed(
      0,
    )} ms; the thread works ${(utilization * 100).toFixed(
      0,
    )} % of the time. Other work on the machine counts`,
  );
  await bench.stop();
  await knex.destroy();
  process.exitCode = isWithin ? 0 : 1;
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
