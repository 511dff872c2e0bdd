import type { Severity } from 'backstage-plugin-servicenow-ticketing-common';
import { severityOf as severityOfWords } from '../severityOf';

/** What dbt's words mean unless the source's table says otherwise. */
const USUAL = new Map<string, Severity>([
  ['critical', 'critical'],
  ['high', 'high'],
  ['medium', 'medium'],
  ['low', 'low'],
  ['error', 'high'],
  ['warn', 'medium'],
]);

/**
 * The severity of a failure: the first of the words (most telling first) that means something. The source's own
 * table wins over dbt's defaults.
 *
 * @returns the word as written, and what it means
 *
 * @internal
 */
export function severityOf(
  words: (string | null | undefined)[],
  table: Record<string, Severity>,
): { sourceSeverity?: string; severity: Severity } {
  return severityOfWords(words, { table, usual: USUAL, otherwise: 'medium' });
}
