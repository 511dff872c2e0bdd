import type { AnomalySource } from 'backstage-plugin-servicenow-ticketing-node';
import { readDocument } from './documents';
import { parseFreshness } from './parseFreshness';
import { parseRunResults } from './parseRunResults';

/**
 * Reads what dbt writes: run_results.json v1 to v6 and sources.json, with or without manifest.json. Without the
 * manifest a test is known by its name only, not by the dataset it is about.
 *
 * @internal
 */
export const dbtSource: AnomalySource = {
  adapter: 'dbt',
  parse(document, options) {
    const found = readDocument(document);
    return found.kind === 'run-results'
      ? parseRunResults(found, options)
      : parseFreshness(found, options);
  },
};
