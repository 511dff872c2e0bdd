// A benchmark in TypeScript with a throw-away PostgreSQL.
import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';
import { startPostgres } from '../../scripts/lib/postgres.mjs';
import { runTypeScript } from './runTypeScript.mjs';

/** Resolves to the exit code: 1 when a limit is not kept. */
export async function runWithPostgres(file) {
  const postgres = await startPostgres();
  return runTypeScript(join(root, 'benchmarks', file), {
    BENCHMARK_POSTGRES: postgres.url,
  });
}
