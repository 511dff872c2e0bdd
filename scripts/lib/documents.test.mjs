import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readExample, readRun } from './documents.mjs';

const directory = mkdtempSync(join(tmpdir(), 'ticketing-documents-'));
after(() => rmSync(directory, { recursive: true }));

function file(name, text) {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}
const results = file('run_results.json', '{"results":[]}');

test('reads results with and without a manifest', () => {
  const manifest = file('manifest.json', '{"nodes":{}}');
  assert.deepEqual(readRun({ results }), { run_results: { results: [] } });
  assert.deepEqual(readRun({ results, manifest }), {
    run_results: { results: [] },
    manifest: { nodes: {} },
  });
});

test('says which file is missing, broken, or not what the option asks for', () => {
  const missing = join(directory, 'missing.json');
  assert.throws(
    () => readRun({ results: missing }),
    /--results .*missing\.json: there is no such file/,
  );
  assert.throws(
    () => readRun({ results: file('broken.json', '{"results":[') }),
    /broken\.json is not JSON/,
  );
  assert.throws(
    () => readRun({ results: file('list.json', '[1]') }),
    /has no 'results'.*run_results\.json/,
  );
  assert.throws(
    () => readRun({ results: file('null.json', 'null') }),
    /has no 'results'/,
  );
  assert.throws(
    () => readRun({ results, manifest: results }),
    /--manifest .* has no 'nodes'/,
  );
});

test('the example looks as if dbt had just finished, and keeps the distances between its times', () => {
  const now = new Date('2030-05-01T12:00:00.000Z');
  const { run_results } = readExample(now);
  assert.equal(run_results.metadata.generated_at, now.toISOString());
  const [compile, execute] = run_results.results.at(-1).timing;
  assert.equal(
    Date.parse(execute.started_at) - Date.parse(compile.started_at),
    20,
  );
  assert.ok(Date.parse(execute.completed_at) < now.getTime());
});

test('the example holds every outcome that dbt knows, and a failure on a dataset outside the catalog', () => {
  const { run_results, manifest } = readExample();
  const tests = run_results.results.filter(({ unique_id }) =>
    unique_id.startsWith('test.'),
  );
  assert.deepEqual([...new Set(tests.map(({ status }) => status))].sort(), [
    'error',
    'fail',
    'pass',
    'skipped',
    'warn',
  ]);
  for (const { unique_id } of run_results.results)
    assert.ok(manifest.nodes[unique_id], unique_id);
});
