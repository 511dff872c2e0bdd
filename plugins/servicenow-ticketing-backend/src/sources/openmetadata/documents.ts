import { isObject, wrongDocument, type JsonObject } from '../documentShapes';

const EXPECTED =
  'Send test cases with their results, test case results, or the change events of a webhook.';

/** Where lists of items may stand. */
const LISTS = ['data', 'testCaseResults', 'testCases'];

/** What single items have. */
const MARKS = [
  'entityLink',
  'testCaseResult',
  'testCaseStatus',
  'testCaseFQN',
  'eventType',
];

/**
 * The test cases, results or events in what was sent: one of them, a list, an answer of the API (`data`), a
 * collection of results (`testCaseResults`) or of test suites (`tests`).
 *
 * @throws InputError that says what the document looks like and what is expected
 *
 * @internal
 */
export function readDocument(document: unknown): unknown[] {
  if (Array.isArray(document)) {
    return document;
  }
  const items = isObject(document) ? itemsOf(document) : undefined;
  if (!items) {
    throw wrongDocument(document, {
      tool: 'OpenMetadata',
      expected: EXPECTED,
    });
  }
  return items;
}

function itemsOf(document: JsonObject): unknown[] | undefined {
  if (MARKS.some(mark => mark in document)) {
    return [document];
  }
  const { tests } = document;
  if (Array.isArray(tests)) {
    return tests.flatMap(suite =>
      isObject(suite) && Array.isArray(suite.testCases)
        ? suite.testCases
        : [suite],
    );
  }
  const list = LISTS.map(name => document[name]).find(Array.isArray);
  if (list) {
    return list;
  }
  return Array.isArray(document.results) && typeof document.name === 'string'
    ? [document]
    : undefined;
}
