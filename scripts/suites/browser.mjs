// The Playwright tests of e2e-tests, in Chromium, against a demo of their own on free ports.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from '../lib/chromium.mjs';
import { startDemo } from '../lib/demo.mjs';
import { exampleRun } from '../lib/documents.mjs';
import { say } from '../lib/output.mjs';
import { root, toolsDirectory } from '../lib/paths.mjs';
import { freePort } from '../lib/ports.mjs';
import { ensureAppBuilt } from '../lib/prepare.mjs';
import { runToEnd } from '../lib/processes.mjs';
import { childEnvironment, nodeBin } from '../lib/toolchain.mjs';

const reportFile = join(toolsDirectory, 'playwright.json');
const playwright = join(root, 'node_modules/@playwright/test/cli.js');

function countTests() {
  const { stats, errors } = JSON.parse(readFileSync(reportFile, 'utf8'));
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}

async function startIsolatedDemo(app) {
  await ensureAppBuilt(app);
  // On ports of its own, so that the tests can run while somebody looks at the demo.
  return startDemo({
    app,
    port: await freePort(),
    simulatorPort: await freePort(),
    runs: [exampleRun()],
    // The tests change tickets: never those of an instance that the environment names.
    isolated: true,
  });
}

/** @returns {Promise<{passed: number, failed: number, skipped: number}>} */
export async function runBrowserTests(args) {
  const chromium = await ensureChromium();
  // One portal for each frontend system, each with a ServiceNow of its own.
  const demo = await startIsolatedDemo('app');
  const legacyDemo = await startIsolatedDemo('app-legacy');

  say('> Running the browser tests …');
  rmSync(reportFile, { force: true });
  const code = await runToEnd(
    nodeBin,
    [playwright, 'test', '--reporter=list,json', ...args],
    {
      env: childEnvironment({
        CHROMIUM_PATH: chromium,
        PORTAL_URL: demo.baseUrl,
        SIMULATOR_URL: demo.serviceNow.url,
        LEGACY_PORTAL_URL: legacyDemo.baseUrl,
        PLAYWRIGHT_JSON_OUTPUT_NAME: reportFile,
      }),
    },
  );
  const counts = countTests();
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
