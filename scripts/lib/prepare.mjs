// Installs and builds, when something changed since the last time.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError, step } from './output.mjs';
import { root } from './paths.mjs';
import { runToEnd } from './processes.mjs';
import { hashOf, isCurrent, setStamp } from './stamps.mjs';
import {
  childEnvironment,
  ensureToolchain,
  nodeBin,
  yarnBin,
  yarnEnvironment,
} from './toolchain.mjs';

export const backstageCli = join(
  root,
  'node_modules/@backstage/cli/bin/backstage-cli',
);

const workspaceManifests = ['packages', 'plugins'].flatMap(folder =>
  readdirSync(join(root, folder)).map(name => `${folder}/${name}/package.json`),
);

/** Node.js, Yarn and all dependencies. */
export async function ensureInstalled() {
  await ensureToolchain();
  const hash = hashOf(
    ['package.json', 'yarn.lock', '.yarnrc.yml', ...workspaceManifests],
    nodeBin,
  );
  if (
    existsSync(join(root, 'node_modules/.yarn-state.yml')) &&
    isCurrent('install', hash)
  )
    return;

  await step(
    'Installing dependencies (a minute or so the first time)',
    async () => {
      const code = await runToEnd(
        nodeBin,
        [yarnBin, 'install', '--immutable'],
        { env: yarnEnvironment() },
      );
      if (code !== 0) {
        throw new PlainError(
          'Yarn could not install the dependencies; its own message stands above.',
        );
      }
    },
  );
  setStamp('install', hash);
}

/**
 * The portal as static files, which the backend serves.
 *
 * @param {'app' | 'app-legacy'} app - of the new or the existing frontend system
 */
export async function ensureAppBuilt(app = 'app') {
  const hash = hashOf([
    'yarn.lock',
    'app-config.yaml',
    `packages/${app}`,
    'plugins/servicenow-ticketing',
    'plugins/servicenow-ticketing-common',
  ]);
  if (
    existsSync(join(root, `packages/${app}/dist/index.html`)) &&
    isCurrent(app, hash)
  )
    return;

  await step('Building the portal', async () => {
    const code = await runToEnd(nodeBin, [backstageCli, 'package', 'build'], {
      cwd: join(root, `packages/${app}`),
      stdio: ['ignore', 'ignore', 'inherit'],
      env: childEnvironment(),
    });
    if (code !== 0)
      throw new PlainError(
        'The portal could not be built; the reason stands above.',
      );
  });
  setStamp(app, hash);
}
