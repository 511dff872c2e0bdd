// What a poll costs by the number of linked tickets, when as many of them changed, on both databases.
import { join } from 'node:path';
import { root } from '../scripts/lib/paths.mjs';
import { startPostgres } from '../scripts/lib/postgres.mjs';
import { runTypeScript } from './support/runTypeScript.mjs';

/** Resolves to the exit code: 1 when a limit is exceeded. */
export async function run() {
  const postgres = await startPostgres();
  return runTypeScript(join(root, 'benchmarks/poll/main.ts'), {
    BENCHMARK_POSTGRES: postgres.url,
  });
}
