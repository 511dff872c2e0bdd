#!/usr/bin/env node
// node demo/dbt/generate.mjs
// Writes manifest.json and the run results beside it from project.mjs, in the shape of dbt 1.9
// (manifest v12, run results v6). The files are checked in: run this after editing project.mjs.
import { writeFileSync } from 'node:fs';
import prettier from 'prettier';
import { modelNode, sourceNode, testNode } from './generator/nodes.mjs';
import {
  microseconds,
  modelResult,
  SECONDS_PER_TEST,
  testResult,
} from './generator/results.mjs';
import { models, runs, sources, tests } from './project.mjs';

const DBT_VERSION = '1.9.4';
const GENERATED_AT = '2026-01-22T06:00:02.114203Z';

const byUniqueId = nodes =>
  Object.fromEntries(nodes.map(node => [node.unique_id, node]));

function metadata(document, { invocationId, at }) {
  return {
    dbt_schema_version: `https://schemas.getdbt.com/dbt/${document}.json`,
    dbt_version: DBT_VERSION,
    generated_at: at,
    invocation_id: invocationId,
    env: {},
  };
}

function write(file, content) {
  const target = new URL(file, import.meta.url);
  writeFileSync(
    target,
    prettier.format(JSON.stringify(content), { parser: 'json' }),
  );
  console.log(`wrote ${file}`);
}

const testNodes = tests.map(testNode);

write('manifest.json', {
  metadata: {
    ...metadata('manifest/v12', {
      invocationId: runs[0].invocationId,
      at: GENERATED_AT,
    }),
    project_name: 'shop',
    adapter_type: 'postgres',
  },
  nodes: byUniqueId([...models.map(modelNode), ...testNodes]),
  sources: byUniqueId(sources.map(sourceNode)),
  exposures: {},
  metrics: {},
  groups: {},
  disabled: {},
});

for (const run of runs) {
  const elapsed = (tests.length + 1) * SECONDS_PER_TEST;
  write(run.file, {
    metadata: {
      ...metadata('run-results/v6', {
        invocationId: run.invocationId,
        at: microseconds(new Date(Date.parse(run.startedAt) + elapsed * 1000)),
      }),
      invocation_started_at: microseconds(
        new Date(Date.parse(run.startedAt) - 2000),
      ),
    },
    results: [
      ...models.map(modelResult),
      ...tests.map((spec, position) =>
        testResult({ spec, node: testNodes[position], run, position }),
      ),
    ],
    elapsed_time: elapsed,
    args: {
      which: 'build',
      select: [],
      exclude: [],
      project_dir: '.',
      target: 'prod',
    },
  });
}
