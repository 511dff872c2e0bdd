#!/usr/bin/env node
// node scripts/run.mjs start | test | dev | bench | faults | yarn [arguments]
// The one way in. Needs Node.js 20 or later and npm; fetches everything else. Uses no package itself, because none
// may be installed yet.
import { fail } from './lib/output.mjs';
import { isStopping, stopAll, stopOnSignals } from './lib/processes.mjs';

const OLDEST_NODE = 20;
const commands = {
  start: () => import('./commands/start.mjs'),
  test: () => import('./commands/test.mjs'),
  dev: () => import('./commands/dev.mjs'),
  bench: () => import('./commands/bench.mjs'),
  faults: () => import('./commands/faults.mjs'),
  yarn: () => import('./commands/yarn.mjs'),
};

const [name = 'start', ...args] = process.argv.slice(2);
if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  fail(
    `This needs Node.js ${OLDEST_NODE} or later, and this is ${process.version}. Install a newer one from https://nodejs.org.`,
  );
}
if (!Object.hasOwn(commands, name)) {
  fail(
    `There is no command '${name}'. Commands: ${Object.keys(commands).join(
      ', ',
    )}.`,
  );
}

stopOnSignals();
const { run } = await commands[name]();
try {
  const code = await run(args);
  await stopAll();
  process.exit(code);
} catch (error) {
  // What was asked to stop fails, of course; the signal handler ends the process.
  if (!isStopping()) {
    await stopAll();
    fail(error);
  }
}
