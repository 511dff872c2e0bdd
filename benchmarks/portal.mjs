// What the portal's pages cost in a browser: how much the plugin makes an app load, how fast its tab opens with many
// anomalies, and whether typing ever waits. On the production build, in one run of Chromium.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ensureChromium } from '../scripts/lib/chromium.mjs';
import { startDemo } from '../scripts/lib/demo.mjs';
import { say, step } from '../scripts/lib/output.mjs';
import { root } from '../scripts/lib/paths.mjs';
import { freePort } from '../scripts/lib/ports.mjs';
import {
  bytesOf,
  CATALOG,
  catalogWithoutPlugin,
  loadsOf,
  OTHER_ENTITY,
  OVERVIEW,
  TAB,
} from './portal/loads.mjs';
import { measureOpening } from './portal/opening.mjs';
import { FEW, MANY, reportMany } from './portal/reportMany.mjs';
import { measureTyping } from './portal/typing.mjs';

/** It is the whole portal that is looked at. */
export const needsPortal = true;

/** What the plugin may add before its tab opens, and when it is open: bytes after gzip. */
const BEFORE_LIMIT = 60_000;
const OPEN_LIMIT = 250_000;
/** Opening with many anomalies, next to few. */
const OPENING_LIMIT = 1.2;
/** The longest the page may not answer while somebody types, in milliseconds. */
const TASK_LIMIT = 50;

const kilobytes = bytes => `${(bytes / 1_000).toFixed(1)} kB`;

/** Says how it went next to its limit; resolves to whether it held. */
function judge({ what, value, limit, text = String }) {
  const holds = value <= limit;
  say(
    `${holds ? 'held  ' : 'MISSED'} ${what}: ${text(value)}; limit ${text(
      limit,
    )}`,
  );
  return holds;
}

/**
 * Before the tab opens: all that the catalog loads, next to the same app built without the plugin. When it is open: what
 * the tab loads besides, and neither the catalog nor an entity page without it does. Nothing shared is taken out.
 */
async function measureLoads(browser, baseUrl) {
  const scripts = {};
  for (const [name, page] of Object.entries({
    catalog: CATALOG,
    other: OTHER_ENTITY,
    overview: OVERVIEW,
    tab: TAB,
  })) {
    scripts[name] = await loadsOf(browser, baseUrl, page);
  }
  const without = bytesOf(await catalogWithoutPlugin(browser));
  const before = bytesOf(scripts.catalog) - without;
  const added = page => bytesOf(page, scripts.catalog, scripts.other);
  say(
    `\nJavaScript after gzip: ${kilobytes(
      without,
    )} for the catalog without the plugin, ${kilobytes(
      before,
    )} more with it, ${kilobytes(
      added(scripts.overview),
    )} more on a page with its cards and the host's, ${kilobytes(
      added(scripts.tab),
    )} more on its tab`,
  );
  return { before, open: before + added(scripts.tab) };
}

/** Tells PostgreSQL how its tables have grown, which else its autovacuum does within a minute. */
async function analyze(connection) {
  const knex = createRequire(join(root, 'package.json'))('knex')({
    client: 'pg',
    connection: {
      ...connection,
      database: 'backstage_plugin_servicenow-ticketing',
    },
  });
  await knex.raw('vacuum analyze');
  await knex.destroy();
}

/** Resolves to the exit code: 1 when a limit is missed. */
export async function run() {
  const executablePath = await ensureChromium();
  const { chromium } = createRequire(join(root, 'package.json'))(
    '@playwright/test',
  );
  const browser = await chromium.launch({
    executablePath,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const { baseUrl, connection } = await startDemo({
    port: await freePort(),
    simulatorPort: await freePort(),
    runs: [],
    postgres: true,
    isolated: true,
  });
  await step(`Reporting ${MANY.count + FEW.count} anomalies`, async () => {
    await reportMany(baseUrl);
    await analyze(connection);
  });

  const opening = await measureOpening(browser, baseUrl);
  const typing = await measureTyping(browser, baseUrl);
  const loads = await measureLoads(browser, baseUrl);
  await browser.close();

  say();
  const held = [
    judge({
      what: `opening the tab with ${MANY.count} anomalies, next to ${FEW.count}`,
      value: opening,
      limit: OPENING_LIMIT,
      text: value => `${value.toFixed(2)} times the time`,
    }),
    judge({
      what: 'longest task while typing with 100 rows, of its own computing',
      value: typing.computing,
      limit: TASK_LIMIT,
      text: value => `${value.toFixed(0)} ms`,
    }),
    judge({
      what: 'JavaScript added before the tab opens',
      value: loads.before,
      limit: BEFORE_LIMIT,
      text: kilobytes,
    }),
    judge({
      what: 'JavaScript added when it is open',
      value: loads.open,
      limit: OPEN_LIMIT,
      text: kilobytes,
    }),
  ];
  return held.every(Boolean) ? 0 : 1;
}
