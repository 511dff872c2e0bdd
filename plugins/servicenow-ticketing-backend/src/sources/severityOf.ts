import type { Severity } from 'backstage-plugin-servicenow-ticketing-common';

/** What the words of most tools mean. @internal */
export const USUAL_SEVERITIES: ReadonlyMap<string, Severity> = new Map([
  ['critical', 'critical'],
  ['blocker', 'critical'],
  ['fatal', 'critical'],
  ['high', 'high'],
  ['major', 'high'],
  ['error', 'high'],
  ['medium', 'medium'],
  ['moderate', 'medium'],
  ['warning', 'medium'],
  ['warn', 'medium'],
  ['low', 'low'],
  ['minor', 'low'],
  ['info', 'low'],
  ['informational', 'low'],
  ['none', 'low'],
]);

/**
 * The severity of a failure: the first of the words (most telling first) that means something. The source's own
 * table wins over the usual meanings; its `default` is for failures whose words mean nothing, or that have none.
 *
 * @returns the word as written, and what it means
 *
 * @internal
 */
export function severityOf(
  words: (string | null | undefined)[],
  options: {
    table: Record<string, Severity>;
    usual: ReadonlyMap<string, Severity>;
    otherwise: Severity;
  },
): { sourceSeverity?: string; severity: Severity } {
  const { table, usual, otherwise } = options;
  const given = words.map(word => word?.trim()).filter(Boolean) as string[];
  for (const word of given) {
    const key = word.toLocaleLowerCase('en-US');
    const severity = own(table, key) ?? usual.get(key);
    if (severity) {
      return { sourceSeverity: word, severity };
    }
  }
  return {
    ...(given.length > 0 && { sourceSeverity: given[0] }),
    severity: own(table, 'default') ?? otherwise,
  };
}

function own(table: Record<string, Severity>, key: string) {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
