// What a page of the list costs among a million anomalies, next to ten thousand and next to a bare Express route.
import { join } from 'node:path';
import { root } from '../scripts/lib/paths.mjs';
import { startPostgres } from '../scripts/lib/postgres.mjs';
import { runTypeScript } from './support/runTypeScript.mjs';

/** Resolves to the exit code: 1 when it costs more than its limits. */
export async function run() {
  const postgres = process.env.BENCHMARK_POSTGRES
    ? { url: process.env.BENCHMARK_POSTGRES }
    : await startPostgres();
  return runTypeScript(join(root, 'benchmarks/list/main.ts'), {
    BENCHMARK_POSTGRES: postgres.url,
  });
}
