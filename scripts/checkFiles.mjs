#!/usr/bin/env node
// node scripts/checkFiles.mjs
// No committed file may name what only this machine knows: where the checkout is, or which registry npm uses here.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/paths.mjs';

function registryHosts() {
  const fromNpm = spawnSync('npm', ['config', 'get', 'registry'], {
    encoding: 'utf8',
  }).stdout?.trim();
  return [fromNpm, process.env.YARN_NPM_REGISTRY_SERVER]
    .filter(Boolean)
    .map(url => new URL(url).host);
}

const forbidden = new Set([`${root}/`, ...registryHosts()]);
const files = execFileSync('git', ['ls-files', '-z'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter(Boolean);
const problems = [];
for (const file of files) {
  let text;
  try {
    text = readFileSync(join(root, file), 'utf8');
  } catch {
    // Deleted, but not committed as such yet; or a link to nowhere.
    continue;
  }
  for (const needle of forbidden) {
    if (text.includes(needle)) problems.push(`${file} names ${needle}`);
  }
}
for (const problem of problems) console.error(problem);
console.log(`${files.length} files checked, ${problems.length} problems`);
process.exit(problems.length > 0 ? 1 : 0);
