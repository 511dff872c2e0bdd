import type { Severity } from 'backstage-plugin-servicenow-ticketing-common';
import type { ParsedReport } from 'backstage-plugin-servicenow-ticketing-node';
import { dbtSource } from '../dbtSource';

/** When the documents of these tests arrive. */
export const RECEIVED_AT = new Date('2026-02-01T12:00:00Z');

/** Reads a document as the source does. */
export function parseDbt(
  document: unknown,
  severity: Record<string, Severity> = {},
): ParsedReport {
  return dbtSource.parse(document, { severity, receivedAt: RECEIVED_AT });
}

/** A run_results.json of `dbt test` with these rows. */
export function runResults(
  results: unknown,
  args: object | undefined = { which: 'test' },
) {
  return {
    metadata: {
      dbt_schema_version: 'https://schemas.getdbt.com/dbt/run-results/v6.json',
      generated_at: '2026-01-31T06:00:00Z',
      invocation_id: 'run-1',
    },
    results,
    args,
  };
}

/** A manifest.json with these nodes. */
export function manifestOf(nodes: object, sources: object = {}) {
  return {
    metadata: {
      dbt_schema_version: 'https://schemas.getdbt.com/dbt/manifest/v12.json',
      adapter_type: 'snowflake',
    },
    nodes,
    sources,
  };
}

/** A model of the database `shop`. */
export function model(name: string, change: object = {}) {
  return {
    name,
    alias: name,
    database: 'SHOP',
    schema: 'PUBLIC',
    relation_name: `SHOP.PUBLIC.${name}`,
    tags: [],
    ...change,
  };
}
