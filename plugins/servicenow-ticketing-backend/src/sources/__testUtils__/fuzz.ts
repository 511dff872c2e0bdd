import type { AnomalySource } from 'backstage-plugin-servicenow-ticketing-node';
import fc from 'fast-check';
import { fingerprint } from '../../domain/fingerprint';
import { sanitizeObservation } from '../../domain/sanitizeObservation';
import { parseWith } from './parseWith';

type Path = (string | number)[];

/** Values that no tool would write in most places. */
export const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    NaN,
    '',
    'a\0b',
    '\ud800',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '+275760-09-13T00:00:00Z',
    Number.MAX_VALUE,
    -1,
    [],
    {},
    { __proto__: null, constructor: 'x', toString: 1 },
    JSON.parse('{"__proto__": {"polluted": true}, "hasOwnProperty": 1}'),
    'x'.repeat(100_000),
    deep(10_000),
  ),
  fc.anything({ withNullPrototype: true, maxDepth: 2 }),
);

/**
 * Holds a source to its promise on documents like these with some of their values replaced: it reads them or throws
 * an InputError, and what it reads can be stored. Throws with the document that broke it.
 */
export function survivesMutations(
  source: AnomalySource,
  documents: unknown[],
): boolean {
  const documentOrOdd = fc.oneof(
    { weight: 9, arbitrary: mutationsOf(documents) },
    odd,
  );
  fc.assert(
    fc.property(documentOrOdd, document => survives(source, document)),
    { numRuns: 500 },
  );
  return !('polluted' in {});
}

/** Documents like these, with some of their values replaced by odd ones. */
export function mutationsOf(documents: unknown[]): fc.Arbitrary<unknown> {
  const mutation = fc.record({ at: fc.double({ min: 0, max: 1 }), value: odd });
  return fc
    .tuple(
      fc.constantFrom(...documents),
      fc.array(mutation, { minLength: 1, maxLength: 4 }),
    )
    .map(([document, changes]) =>
      changes.reduce<unknown>((current, { at, value }) => {
        const paths = pathsOf(current);
        const index = Math.floor((Number.isNaN(at) ? 0 : at) * paths.length);
        return replace(
          current,
          paths[Math.min(index, paths.length - 1)],
          value,
        );
      }, document),
    );
}

function survives(source: AnomalySource, document: unknown): boolean {
  try {
    const report = parseWith(source)(document);
    for (const observation of report.observations) {
      JSON.stringify(sanitizeObservation(observation));
      fingerprint('source', observation);
      if (typeof observation.title !== 'string') {
        return false;
      }
    }
    if (Number.isNaN(report.run.observedAt.getTime())) {
      return false;
    }
    return report.errors.every(({ reason }) => reason.length < 1_000);
  } catch (error) {
    if (error instanceof Error && error.name === 'InputError') {
      return error.message.length < 2_000;
    }
    throw error;
  }
}

/** The places of a document, at most so deep that one can still look at all of them. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null || path.length > 8) {
    return [path];
  }
  return [
    path,
    ...Object.entries(value).flatMap(([key, item]) =>
      pathsOf(item, [...path, key]),
    ),
  ];
}

function replace(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) {
    return by;
  }
  const copy = Array.isArray(value) ? [...value] : { ...Object(value) };
  copy[key] = replace(copy[key], rest, by);
  return copy;
}

function deep(levels: number): unknown {
  let value: unknown = 'bottom';
  for (let level = 0; level < levels; level += 1) {
    value = { [level % 2 ? 'kwargs' : 'results']: [value] };
  }
  return value;
}
