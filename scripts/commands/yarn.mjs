// npm run yarn -- <arguments>: the project's Yarn, on a supported Node.js.
import { runToEnd } from '../lib/processes.mjs';
import {
  ensureToolchain,
  nodeBin,
  yarnBin,
  yarnEnvironment,
} from '../lib/toolchain.mjs';

export async function run(args) {
  await ensureToolchain();
  return runToEnd(nodeBin, [yarnBin, ...args], {
    stdio: 'inherit',
    env: yarnEnvironment(),
  });
}
