// The tests of these scripts, with the test runner of Node.js itself.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../lib/output.mjs';
import { root } from '../lib/paths.mjs';
import { childEnvironment, nodeBin } from '../lib/toolchain.mjs';

const directories = ['scripts/lib', 'fault-campaign'];

/** @returns {Promise<{passed: number, failed: number, skipped: number}>} */
export async function runScriptTests() {
  say('> Running the tests of the scripts …');
  const files = directories.flatMap(directory =>
    readdirSync(join(root, directory))
      .filter(name => name.endsWith('.test.mjs'))
      .map(name => join(root, directory, name)),
  );
  const { stdout, status } = spawnSync(
    nodeBin,
    ['--test', '--test-reporter=tap', ...files],
    { encoding: 'utf8', env: childEnvironment() },
  );
  if (status !== 0) say(stdout);
  const count = word =>
    Number(stdout.match(new RegExp(`^# ${word} (\\d+)$`, 'm'))?.[1] ?? 0);
  const failed = count('fail') + count('cancelled');
  return {
    passed: count('pass'),
    failed: status !== 0 && failed === 0 ? 1 : failed,
    skipped: count('skipped'),
  };
}
