import { z } from 'zod';
import { lenient, text } from '../lenient';

// dbt's documents, as far as they are read.

const texts = lenient(z.array(z.string()));
// Tags may be written as one string.
const tags = lenient(z.union([z.array(z.string()), z.string()]));
const severityMeta = lenient(z.object({ severity: text }));

/** `metadata` of every artifact. @internal */
export const artifactMetadata = z.object({
  dbt_schema_version: text,
  generated_at: text,
  invocation_id: text,
  adapter_type: text,
});
/** `metadata` of every artifact. @internal */
export type ArtifactMetadata = z.infer<typeof artifactMetadata>;

/** What run_results.json says about the command it is of. @internal */
export const runArguments = z.object({
  which: text,
  rpc_method: text,
  empty: lenient(z.boolean()),
});

/** One row of run_results.json, v1 to v6. @internal */
export const runResult = z.object({
  unique_id: z.string().min(1),
  status: z.string(),
  /** Absent in v1; text and null were seen. */
  failures: lenient(z.union([z.number(), z.string()])),
  /** A number in v1: the count of failures. */
  message: lenient(z.union([z.string(), z.number()])),
  /** Since v5, but not of every engine. */
  compiled_code: text,
});
/** One row of run_results.json. @internal */
export type RunResult = z.infer<typeof runResult>;

const period = lenient(z.object({ count: lenient(z.number()), period: text }));

/** One row of sources.json or freshness.json. @internal */
export const freshnessResult = z.object({
  unique_id: z.string().min(1),
  status: z.string(),
  max_loaded_at: text,
  max_loaded_at_time_ago_in_s: lenient(z.number()),
  criteria: lenient(z.object({ warn_after: period, error_after: period })),
  error: lenient(z.union([z.string(), z.number()])),
});
/** One row of sources.json. @internal */
export type FreshnessResult = z.infer<typeof freshnessResult>;

/** A test of manifest.json. @internal */
export const testNode = z.object({
  name: text,
  package_name: text,
  column_name: text,
  attached_node: text,
  description: text,
  raw_code: text,
  /** `raw_code` before dbt 1.3. */
  raw_sql: text,
  tags,
  meta: severityMeta,
  config: lenient(
    z.object({ severity: text, fail_calc: text, tags, meta: severityMeta }),
  ),
  depends_on: lenient(z.object({ nodes: texts })),
  test_metadata: lenient(
    z.object({
      name: text,
      namespace: text,
      kwargs: lenient(z.record(z.string(), z.unknown())),
    }),
  ),
});
/** A test of manifest.json. @internal */
export type TestNode = z.infer<typeof testNode>;

/** A model, seed, snapshot or source of manifest.json. @internal */
export const datasetNode = z.object({
  name: text,
  database: text,
  schema: text,
  alias: text,
  identifier: text,
  source_name: text,
  relation_name: text,
  tags,
  config: lenient(z.object({ tags })),
});
/** A model, seed, snapshot or source of manifest.json. @internal */
export type DatasetNode = z.infer<typeof datasetNode>;

/** Tags as a list, whichever way they are written. @internal */
export function tagList(
  ...sources: (string | string[] | null | undefined)[]
): string[] {
  return [...new Set(sources.flatMap(source => source ?? []))];
}
