import { InputError } from '@backstage/errors';
import {
  describeValue,
  isObject,
  recognizeTool,
  type JsonObject,
} from '../documentShapes';
import { Manifest } from './Manifest';
import { artifactMetadata, type ArtifactMetadata } from './schemas';

/** A results document of dbt, unwrapped. @internal */
export interface DbtDocument {
  kind: 'run-results' | 'freshness';
  metadata: ArtifactMetadata;
  args: unknown;
  results: unknown[];
  manifest: Manifest;
}

const EXPECTED =
  'Send the run_results.json or sources.json that dbt wrote, or {"run_results": …, "manifest": …}.';

/**
 * Finds the results in what was sent: a bare run_results.json, sources.json or freshness.json, or an object
 * that holds one of them with the manifest.
 *
 * @throws InputError that says what the document looks like and what is expected
 *
 * @internal
 */
export function readDocument(document: unknown): DbtDocument {
  if (!isObject(document)) {
    throw new InputError(`This is ${describeValue(document)}. ${EXPECTED}`);
  }
  const kind = kindOf(document);
  if (isResults(kind)) {
    return unwrap(document, kind);
  }
  if (kind) {
    throw new InputError(`This looks like ${kind}. ${EXPECTED}`);
  }

  const { run_results: runResults, manifest } = document;
  const freshness = document.sources ?? document.freshness;
  if (isGiven(runResults) && isGiven(freshness)) {
    throw new InputError(
      'The document holds both run_results and sources: send them one after the other, as they are of different runs.',
    );
  }
  const name = isGiven(runResults) ? 'run_results' : 'sources';
  const results = isGiven(runResults) ? runResults : freshness;
  if (!isGiven(results)) {
    throw new InputError(
      isGiven(manifest)
        ? `This holds a manifest but no results. ${EXPECTED}`
        : `This is no document of dbt: it has neither results nor a dbt_schema_version. ${EXPECTED}`,
    );
  }
  const found = isObject(results) ? kindOf(results) : undefined;
  if (!isObject(results) || !isResults(found)) {
    throw new InputError(
      `${name} looks like ${found ?? describeValue(results)}. ${EXPECTED}`,
    );
  }
  return unwrap(results, found, readManifest(manifest));
}

function unwrap(
  document: JsonObject,
  kind: DbtDocument['kind'],
  manifest = new Manifest({}),
): DbtDocument {
  const metadata = artifactMetadata.safeParse(document.metadata ?? {});
  if (!Array.isArray(document.results)) {
    throw new InputError(
      `results must be a list, and is ${describeValue(
        document.results,
      )}. ${EXPECTED}`,
    );
  }
  return {
    kind,
    metadata: metadata.data ?? {},
    args: document.args ?? {},
    results: document.results,
    manifest,
  };
}

function readManifest(manifest: unknown): Manifest {
  if (!isGiven(manifest)) {
    return new Manifest({});
  }
  const kind = isObject(manifest) ? kindOf(manifest) : undefined;
  if (!isObject(manifest) || kind !== 'a dbt manifest.json') {
    throw new InputError(
      `manifest looks like ${
        isResults(kind) ? `dbt ${kind}` : kind ?? describeValue(manifest)
      }. Give the manifest.json of the run, or leave it out.`,
    );
  }
  return new Manifest(manifest);
}

function isResults(kind: string | undefined): kind is DbtDocument['kind'] {
  return kind === 'run-results' || kind === 'freshness';
}

/** What a document is: one of the results we read, or in words what else. */
function kindOf(document: JsonObject): string | undefined {
  const { metadata } = document;
  const version = isObject(metadata) ? metadata.dbt_schema_version : undefined;
  const [, artifact] =
    (typeof version === 'string' && /\/dbt\/([a-z_-]+)\/v\d+/.exec(version)) ||
    [];
  switch (artifact) {
    case 'run-results':
      return artifact;
    case 'sources':
    case 'freshness':
      return 'freshness';
    case undefined:
      return kindByShape(document);
    default:
      return `a dbt ${artifact}.json`;
  }
}

function kindByShape(document: JsonObject): string | undefined {
  if (isObject(document.nodes)) {
    return 'errors' in document ? 'a dbt catalog.json' : 'a dbt manifest.json';
  }
  // Its metadata was looked at already, and named nothing known.
  const tool = recognizeTool({ ...document, metadata: undefined });
  if (tool) {
    return tool;
  }
  if (!Array.isArray(document.results)) {
    return undefined;
  }
  const first: unknown = document.results[0];
  if (isObject(first) && 'node' in first) {
    return 'a run_results.json of dbt 0.18 or older';
  }
  return isObject(first) && 'max_loaded_at' in first
    ? 'freshness'
    : 'run-results';
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
