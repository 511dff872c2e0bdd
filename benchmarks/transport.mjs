// What our transport adds to a call: next to node-fetch on the same kind of connections, against a stub that answers
// at once.
import { join } from 'node:path';
import { root } from '../scripts/lib/paths.mjs';
import { runTypeScript } from './support/runTypeScript.mjs';

/** Resolves to the exit code: 1 when it adds more than its limit. */
export const run = () =>
  runTypeScript(join(root, 'benchmarks/transport/main.ts'));
