import type { Manifest } from './Manifest';
import type { TestNode } from './schemas';

/** A `ref(...)` or `source(...)` as it stands in Jinja. @internal */
export interface Reference {
  call: 'ref' | 'source';
  /** `[name]`, `[package, name]` or `[source, table]`. */
  names: string[];
}

const REFERENCE =
  /\b(ref|source)\(\s*(['"])([^'"]{1,300})\2(?:\s*,\s*(['"])([^'"]{1,300})\4)?/;

/** The first reference in a piece of Jinja. @internal */
export function findReference(jinja: unknown): Reference | undefined {
  const match = typeof jinja === 'string' ? REFERENCE.exec(jinja) : undefined;
  if (!match) {
    return undefined;
  }
  const [, call, , first, , second] = match;
  return {
    call: call as Reference['call'],
    names: second === undefined ? [first] : [first, second],
  };
}

/**
 * The id of the node a test is about: `attached_node` where dbt says it (manifest v12), else the reference in the
 * `model` argument, else the only node it depends on. Relationship tests depend on two nodes, the tested one and
 * the one it refers to, in no order that could be relied on: the latter is left out. Singular tests are about the
 * node they select from first.
 *
 * @internal
 */
export function testedNode(
  test: TestNode,
  manifest: Manifest,
): string | undefined {
  if (test.attached_node) {
    return test.attached_node;
  }
  const candidates = test.depends_on?.nodes ?? [];
  const kwargs = test.test_metadata?.kwargs;
  const model = findReference(kwargs?.model);
  const tested = model && candidates.find(id => isMeant(id, model));
  if (tested) {
    return tested;
  }
  const to = findReference(kwargs?.to);
  const others = to ? candidates.filter(id => !isMeant(id, to)) : candidates;
  if (others.length > 0 || candidates.length > 0) {
    // A table that refers to itself leaves nothing over.
    return others[0] ?? candidates[0];
  }
  const selected = model ?? findReference(test.raw_code ?? test.raw_sql);
  return selected && onlyMatch(manifest, selected);
}

/** What a test without a known node is about, in the words of its own code. @internal */
export function testedName(test: TestNode): string | undefined {
  const reference =
    findReference(test.test_metadata?.kwargs?.model) ??
    findReference(test.raw_code ?? test.raw_sql);
  return reference?.names.at(-1);
}

function onlyMatch(
  manifest: Manifest,
  reference: Reference,
): string | undefined {
  const matches = [...manifest.datasetIds()].filter(id =>
    isMeant(id, reference),
  );
  return matches.length === 1 ? matches[0] : undefined;
}

function isMeant(uniqueId: string, { call, names }: Reference): boolean {
  const [kind, packageName, ...rest] = uniqueId.split('.');
  if (call === 'source') {
    return kind === 'source' && rest.join('.') === names.join('.');
  }
  // Versioned models end in `.v2`.
  return (
    kind !== 'source' &&
    rest[0] === names.at(-1) &&
    (names.length === 1 || names[0] === packageName)
  );
}
