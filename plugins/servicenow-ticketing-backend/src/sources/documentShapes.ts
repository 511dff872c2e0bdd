import { InputError } from '@backstage/errors';

/** A JSON object that nobody has looked into yet. @internal */
export type JsonObject = Record<string, unknown>;

/** @internal */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a value is, in words. @internal */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null) {
    return 'nothing';
  }
  return Array.isArray(value)
    ? 'a list'
    : `a ${typeof value}`.replace('a object', 'an object');
}

const SHAPES: [name: string, fits: (document: JsonObject) => boolean][] = [
  ['a CloudEvents envelope', document => 'specversion' in document],
  [
    'a document of dbt',
    ({ metadata }) => isObject(metadata) && 'dbt_schema_version' in metadata,
  ],
  ['a result of Great Expectations', looksLikeGreatExpectations],
  [
    'a scan result of Soda',
    ({ checks, hasErrors }) => checks !== undefined && hasErrors !== undefined,
  ],
  ['a notification of Alertmanager', ({ alerts }) => Array.isArray(alerts)],
  [
    'a document of OpenMetadata',
    document =>
      'testCaseResults' in document ||
      'testCaseStatus' in document ||
      ('entityType' in document && 'eventType' in document),
  ],
  ['a list of Qualytics', looksLikeQualytics],
  ['a canonical batch', ({ items }) => Array.isArray(items)],
];

function looksLikeGreatExpectations(document: JsonObject): boolean {
  const first: unknown = Array.isArray(document.results)
    ? document.results[0]
    : undefined;
  return (
    'evaluation_parameters' in document ||
    'suite_parameters' in document ||
    'validation_results' in document ||
    'checkpoint_config' in document ||
    (isObject(first) && ('expectation_config' in first || 'success' in first))
  );
}

/** Lists of its API come in pages; the canonical form knows none. @internal */
export function looksLikeQualytics(document: JsonObject): boolean {
  return (
    Array.isArray(document.items) && 'pages' in document && !('run' in document)
  );
}

/** Which tool wrote a document, in words, as far as its shape tells. @internal */
export function recognizeTool(document: JsonObject): string | undefined {
  return SHAPES.find(([, fits]) => fits(document))?.[0];
}

/** Says what a document looks like instead of what was expected. @internal */
export function wrongDocument(
  document: unknown,
  options: { tool: string; expected: string },
): InputError {
  const { tool, expected } = options;
  if (!isObject(document)) {
    return new InputError(`This is ${describeValue(document)}. ${expected}`);
  }
  const other = recognizeTool(document);
  return new InputError(
    other
      ? `This looks like ${other}. ${expected} Documents of other tools belong to a source with their adapter.`
      : `This is no document of ${tool}. ${expected}`,
  );
}
