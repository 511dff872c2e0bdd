import { z } from 'zod';

/*
 * A manifest.json of dbt can weigh 100 MB, most of it compiled SQL and documentation that the portal does not read.
 * What is kept is what the portal's dbt adapter looks at.
 */

const DATASET_FIELDS = [
  'name',
  'database',
  'schema',
  'alias',
  'identifier',
  'source_name',
  'relation_name',
  'tags',
];

const TEST_FIELDS = [
  'name',
  'package_name',
  'column_name',
  'attached_node',
  'description',
  'tags',
  'test_metadata',
];

const CONFIG_FIELDS = ['severity', 'fail_calc', 'tags'];

const node = z.looseObject({
  config: z
    .looseObject({ meta: z.unknown().optional() })
    .nullish()
    .catch(undefined),
  meta: z.unknown().optional(),
  depends_on: z
    .looseObject({ nodes: z.array(z.unknown()).optional() })
    .nullish()
    .catch(undefined),
});
type Node = z.infer<typeof node>;

const manifest = z.looseObject({
  metadata: z.unknown().optional(),
  nodes: z.record(z.string(), z.unknown()),
  sources: z.record(z.string(), z.unknown()).nullish(),
});

const results = z.looseObject({
  results: z.array(z.looseObject({ unique_id: z.string() })),
});

/**
 * The part of a manifest that the results are about: the tests among them, and every dataset.
 *
 * @returns `undefined` when one of the two documents is not what dbt writes, which the portal then says better
 */
export function trimManifest(
  manifestDocument: unknown,
  resultsDocument: unknown,
): object | undefined {
  const whole = manifest.safeParse(manifestDocument).data;
  const rows = results.safeParse(resultsDocument).data?.results;
  if (!whole || !rows) {
    return undefined;
  }
  const wanted = new Set(rows.map(({ unique_id: id }) => id));
  const nodes = Object.entries(whole.nodes).filter(
    ([id]) => wanted.has(id) || isDataset(id),
  );
  return {
    metadata: whole.metadata,
    nodes: trimAll(nodes),
    sources: trimAll(Object.entries(whole.sources ?? {})),
  };
}

function isDataset(id: string): boolean {
  return /^(model|seed|snapshot)\./.test(id);
}

function trimAll(nodes: [string, unknown][]): Record<string, object> {
  return Object.fromEntries(
    nodes.flatMap(([id, value]) => {
      const { data } = node.safeParse(value);
      return data
        ? [
            [
              id,
              /^(test|unit_test)\./.test(id)
                ? trimTest(data)
                : trimDataset(data),
            ],
          ]
        : [];
    }),
  );
}

function trimDataset(dataset: Node): object {
  return {
    ...pick(dataset, DATASET_FIELDS),
    config: pick(dataset.config ?? {}, ['tags']),
  };
}

function trimTest(test: Node): object {
  const hasDependencies = (test.depends_on?.nodes ?? []).length > 0;
  return {
    ...pick(test, TEST_FIELDS),
    meta: severityOf(test.meta),
    config: {
      ...pick(test.config ?? {}, CONFIG_FIELDS),
      meta: severityOf(test.config?.meta),
    },
    depends_on: { nodes: test.depends_on?.nodes },
    // The only place that names the dataset of such a test.
    ...(hasDependencies || test.attached_node
      ? {}
      : pick(test, ['raw_code', 'raw_sql'])),
  };
}

function severityOf(meta: unknown): object | undefined {
  return typeof meta === 'object' && meta !== null
    ? pick(meta as Record<string, unknown>, ['severity'])
    : undefined;
}

function pick(from: Record<string, unknown>, keys: string[]): object {
  return Object.fromEntries(
    keys.filter(key => from[key] !== undefined).map(key => [key, from[key]]),
  );
}
