// The dbt files to feed: read and checked before anything is started.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PlainError } from './output.mjs';
import { root } from './paths.mjs';

const EXAMPLE = join(root, 'demo/dbt');
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

function readJson(path, option) {
  // npm runs its scripts in the repository; people mean the directory they typed the command in.
  const file = resolve(process.env.INIT_CWD ?? process.cwd(), path);
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const why =
      error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw new PlainError(`${option} ${path}: ${why}.`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PlainError(`${option} ${path} is not JSON: ${error.message}.`);
  }
}

function requireKey(document, { key, isRight, option, path, hint }) {
  if (!isRight(document?.[key])) {
    throw new PlainError(
      `${option} ${path} has no '${key}', so it is not what dbt writes there. ${hint}`,
    );
  }
}

const isObject = value =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A run of dbt in the body of `POST /ingest/{source_id}`; the manifest may be missing. */
export function readRun({ results, manifest }) {
  const run_results = readJson(results, '--results');
  requireKey(run_results, {
    key: 'results',
    isRight: Array.isArray,
    option: '--results',
    path: results,
    hint: "Name the file target/run_results.json that 'dbt test' or 'dbt build' leaves.",
  });
  if (manifest === undefined) return { run_results };

  const manifestDocument = readJson(manifest, '--manifest');
  requireKey(manifestDocument, {
    key: 'nodes',
    isRight: isObject,
    option: '--manifest',
    path: manifest,
    hint: 'Name the file target/manifest.json of the same dbt project.',
  });
  return { run_results, manifest: manifestDocument };
}

/** Moves every time of a document, so that the newest is `now`. */
function asOf(now, document, newest) {
  const delta = now.getTime() - Date.parse(newest);
  return JSON.parse(JSON.stringify(document), (_, value) =>
    typeof value === 'string' && TIMESTAMP.test(value)
      ? new Date(Date.parse(value) + delta).toISOString()
      : value,
  );
}

/** The example in the list of runs to feed. */
export const exampleRun = () => ({
  title: "the example's dbt results",
  document: readExample(),
  isExample: true,
});

/** The project's own example, as if dbt had just finished: a demo full of last year's failures looks dead. */
export function readExample(now = new Date()) {
  const { run_results, manifest } = readRun({
    results: join(EXAMPLE, 'run_results.json'),
    manifest: join(EXAMPLE, 'manifest.json'),
  });
  return {
    run_results: asOf(now, run_results, run_results.metadata.generated_at),
    manifest,
  };
}
