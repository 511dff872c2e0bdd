// What the log of calls to ServiceNow costs the delivery of work notes, on both databases.
import { join } from 'node:path';
import { root } from '../scripts/lib/paths.mjs';
import { startPostgres } from '../scripts/lib/postgres.mjs';
import { runTypeScript } from './support/runTypeScript.mjs';

/** Resolves to the exit code: 1 when the log costs more than its limit. */
export async function run() {
  const postgres = await startPostgres();
  return runTypeScript(join(root, 'benchmarks/deliveries/main.ts'), {
    BENCHMARK_POSTGRES: postgres.url,
  });
}
