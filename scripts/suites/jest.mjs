// Unit and integration tests of every package, on SQLite and on a real PostgreSQL.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { say, step } from '../lib/output.mjs';
import { root, toolsDirectory } from '../lib/paths.mjs';
import { startPostgres } from '../lib/postgres.mjs';
import { backstageCli } from '../lib/prepare.mjs';
import { runToEnd } from '../lib/processes.mjs';
import { childEnvironment, nodeBin } from '../lib/toolchain.mjs';

const WORKERS = 2;
const reportFile = join(toolsDirectory, 'jest.json');

function countTests() {
  if (!existsSync(reportFile)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(reportFile, 'utf8'));
  return {
    passed: report.numPassedTests,
    // A file that cannot even be loaded holds no tests, but has failed.
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests,
  };
}

/** @returns {Promise<{passed: number, failed: number, skipped: number}>} */
export async function runJest(args) {
  const postgres = await step(
    'Starting PostgreSQL for the tests',
    startPostgres,
  );
  say('> Running unit and integration tests …');
  mkdirSync(toolsDirectory, { recursive: true });
  rmSync(reportFile, { force: true });
  const code = await runToEnd(
    nodeBin,
    [
      backstageCli,
      'repo',
      'test',
      '--watchAll=false',
      `--maxWorkers=${WORKERS}`,
      '--json',
      `--outputFile=${reportFile}`,
      ...args,
    ],
    {
      cwd: root,
      // With --json Jest prints the whole report, which is in the file already.
      stdio: ['ignore', 'ignore', 'inherit'],
      env: childEnvironment({
        BACKSTAGE_TEST_DISABLE_DOCKER: '1',
        BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: postgres.url,
      }),
    },
  );
  const counts = countTests();
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
