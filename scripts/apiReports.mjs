#!/usr/bin/env node
// node scripts/apiReports.mjs [--ci]
// Writes report.api.md and report.sql.md of the published packages; with --ci only checks that they are current.
//
// One package at a time, compiled afresh: in which order TypeScript prints the members of an inferred type depends on
// what else it has compiled, and a report must change only with its package.
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/paths.mjs';

const tsc = join(root, 'node_modules/typescript/bin/tsc');
const repoTools = join(
  root,
  'node_modules/@backstage/repo-tools/bin/backstage-repo-tools',
);
const OMITTED_MESSAGES = 'ae-wrong-input-file-type,ae-undocumented';

const run = (...args) =>
  spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ===
  0;

/** Declarations of one package, and of what it imports, in dist-types. */
function compile(packagePath) {
  const project = join(root, 'tsconfig.report.json');
  writeFileSync(
    project,
    JSON.stringify({
      extends: './tsconfig.json',
      include: [`${packagePath}/src`],
    }),
  );
  try {
    rmSync(join(root, 'dist-types'), { recursive: true, force: true });
    return run(tsc, '--project', project, '--incremental', 'false');
  } finally {
    rmSync(project);
  }
}

const results = readdirSync(join(root, 'plugins')).map(name => {
  const packagePath = `plugins/${name}`;
  return (
    compile(packagePath) &&
    run(
      repoTools,
      'api-reports',
      packagePath,
      '--sql-reports',
      '-o',
      OMITTED_MESSAGES,
      ...process.argv.slice(2),
    )
  );
});
process.exit(results.every(Boolean) ? 0 : 1);
