// Taking in reports over HTTP on PostgreSQL, next to a plain multi-row INSERT of the same rows; what it does to memory
// and to the event loop; and a document as large as they may be.
import { join } from 'node:path';
import { root } from '../scripts/lib/paths.mjs';
import { startPostgres } from '../scripts/lib/postgres.mjs';
import { runTypeScript } from './support/runTypeScript.mjs';

/** Resolves to the exit code: 1 when a limit is not kept. */
export async function run() {
  const postgres = await startPostgres();
  return runTypeScript(join(root, 'benchmarks/ingest/main.ts'), {
    BENCHMARK_POSTGRES: postgres.url,
  });
}
