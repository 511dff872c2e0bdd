// What JavaScript the browser loads for a page, by the bytes that gzip makes of it.
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { PlainError, step } from '../../scripts/lib/output.mjs';
import { root, toolsDirectory } from '../../scripts/lib/paths.mjs';
import { PortalClient } from '../../scripts/lib/portalClient.mjs';
import { freePort } from '../../scripts/lib/ports.mjs';
import { backstageCli } from '../../scripts/lib/prepare.mjs';
import { onStop, runToEnd } from '../../scripts/lib/processes.mjs';
import { startBackend } from '../../scripts/lib/servers.mjs';
import { childEnvironment, nodeBin } from '../../scripts/lib/toolchain.mjs';
import { entityPage, FEW } from './reportMany.mjs';

const START_LIMIT_MILLISECONDS = 120_000;
const PLUGIN = 'backstage-plugin-servicenow-ticketing';
const app = join(root, 'packages/app');
const dist = join(app, 'dist');
const builtWithPlugin = join(toolsDirectory, 'app-with-plugin');

/** Where the browser goes, and what shows that the page is there. */
export const CATALOG = { path: '/', shown: 'a[href*="/resource/products"]' };
/** Has neither our tab nor our cards. */
export const OTHER_ENTITY = {
  path: '/catalog/default/group/data-platform',
  shown: 'a[href*="/group/data"]',
};
export const OVERVIEW = {
  path: entityPage(FEW.entity),
  shown: '#entity-tickets-type',
};
export const TAB = {
  path: entityPage(FEW.entity, '/data-quality'),
  shown: '[role=row] a[href*="anomaly="]',
};
/** What a page still fetches by itself after it is there, in milliseconds. */
const SETTLING = 2_000;

/** A map ends what the browser loads, and is not loaded. */
const withoutMap = text => text.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '');

/** The scripts that a page loads: their bytes by their path. */
export async function loadsOf(browser, baseUrl, { path, shown }) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const scripts = new Map();
  page.on('response', response => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith('.js')) {
      scripts.set(pathname, response.text());
    }
  });
  await page.goto(`${baseUrl}${path}`);
  await page.locator(shown).first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(SETTLING);
  const sizes = new Map();
  for (const [name, text] of scripts) {
    const packed = gzipSync(withoutMap(await text), { level: 9 });
    sizes.set(name, packed.length);
  }
  await context.close();
  return sizes;
}

/** The bytes of all scripts, but for those that one of `others` loads, too. */
export const bytesOf = (scripts, ...others) =>
  [...scripts]
    .filter(([name]) => !others.some(other => other.has(name)))
    .reduce((total, [, bytes]) => total + bytes, 0);

/** Builds the same app without the plugin, in place of the one with it, and takes it away at the end. */
async function buildWithoutPlugin() {
  const config = join(toolsDirectory, 'app-without-plugin.yaml');
  writeFileSync(
    config,
    JSON.stringify({ app: { packages: { exclude: [PLUGIN] } } }),
  );
  rmSync(builtWithPlugin, { recursive: true, force: true });
  renameSync(dist, builtWithPlugin);
  onStop(restore);
  const code = await runToEnd(
    nodeBin,
    [
      backstageCli,
      'package',
      'build',
      '--config',
      join(root, 'app-config.yaml'),
      '--config',
      config,
    ],
    {
      cwd: app,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: childEnvironment(),
    },
  );
  if (code !== 0)
    throw new PlainError('The app without the plugin: see above.');
}

function restore() {
  if (!existsSync(builtWithPlugin)) return;
  rmSync(dist, { recursive: true, force: true });
  renameSync(builtWithPlugin, dist);
}

/** What the catalog loads in an app that lacks nothing but the plugin. */
export async function catalogWithoutPlugin(browser) {
  await step('Building the app without the plugin', buildWithoutPlugin);
  try {
    const port = await freePort();
    const backend = startBackend({ port, isolated: true });
    const baseUrl = `http://localhost:${port}`;
    const client = new PortalClient({ baseUrl });
    const deadline = Date.now() + START_LIMIT_MILLISECONDS;
    await client.untilReady(deadline);
    await client.untilInCatalog([`resource:default/${FEW.entity}`], deadline);
    const scripts = await loadsOf(browser, baseUrl, CATALOG);
    await backend.kill('SIGTERM');
    return scripts;
  } finally {
    restore();
  }
}
