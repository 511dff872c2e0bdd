// Benchmarks: npm run bench -- <name>
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError } from '../lib/output.mjs';
import { root } from '../lib/paths.mjs';
import { ensureAppBuilt, ensureInstalled } from '../lib/prepare.mjs';

export async function run([name = '']) {
  const directory = join(root, 'benchmarks');
  const file = join(directory, `${name}.mjs`);
  if (!/^\w+$/.test(name) || !existsSync(file)) {
    const names = readdirSync(directory)
      .filter(entry => entry.endsWith('.mjs'))
      .map(entry => entry.replace('.mjs', ''));
    throw new PlainError(`Say which benchmark: ${names.join(', ')}.`);
  }
  await ensureInstalled();
  const benchmark = await import(file);
  if (benchmark.needsPortal) await ensureAppBuilt();
  return benchmark.run();
}
