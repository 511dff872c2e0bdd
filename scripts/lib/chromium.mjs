// Finds a Chromium, or gets one.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { PlainError, step } from './output.mjs';
import { isWindows, root } from './paths.mjs';
import { runToEnd } from './processes.mjs';
import { childEnvironment, nodeBin } from './toolchain.mjs';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

const findOnPath = name =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map(directory => join(directory, isWindows ? `${name}.exe` : name))
    .find(existsSync);

/** The one that `playwright install chromium` puts into the user's cache. */
function playwrightsOwn() {
  const { chromium } = createRequire(join(root, 'package.json'))(
    '@playwright/test',
  );
  return chromium.executablePath();
}

function findChromium() {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) {
    if (!existsSync(CHROMIUM_PATH)) {
      throw new PlainError(
        `CHROMIUM_PATH names ${CHROMIUM_PATH}, which does not exist.`,
      );
    }
    return CHROMIUM_PATH;
  }
  return [...NAMES.map(findOnPath), playwrightsOwn()].find(
    file => file && existsSync(file),
  );
}

const isDebianRoot = () =>
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  spawnSync('apt-get', ['--version']).status === 0;

async function installFromDebian() {
  const env = childEnvironment({ DEBIAN_FRONTEND: 'noninteractive' });
  const quiet = { env, stdio: ['ignore', 'ignore', 'inherit'] };
  await runToEnd('apt-get', ['update', '-qq'], quiet);
  await runToEnd(
    'apt-get',
    [
      'install',
      '-y',
      '-qq',
      '--no-install-recommends',
      'chromium',
      'fonts-liberation',
    ],
    quiet,
  );
}

async function installFromPlaywright() {
  await runToEnd(
    nodeBin,
    [join(root, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium'],
    {
      env: childEnvironment(),
    },
  );
}

/** The path of a Chromium; throws, saying what to do, when none can be had. */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  if (isDebianRoot()) {
    await step("Installing Debian's Chromium", installFromDebian);
  } else {
    await step("Downloading Playwright's Chromium", installFromPlaywright);
  }
  const installed = findChromium();
  if (!installed) {
    throw new PlainError(
      'No Chromium could be installed; the reason stands above. Install one and name it in CHROMIUM_PATH, ' +
        'or leave the browser tests out: npm test -- --no-browser',
    );
  }
  return installed;
}
