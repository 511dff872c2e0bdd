import type { Knex } from 'knex';
import {
  DATASET_ANNOTATION,
  DBT_NODE_ANNOTATION,
  listAnomaliesRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Observation } from 'backstage-plugin-servicenow-ticketing-node';
import { aDataset, createAnomalyWorld } from '../__testUtils__/anomalyWorld';
import { createTestDatabases } from '../__testUtils__/databases';
import { statementsOf } from '../__testUtils__/statementsOf';
import { anObservation } from '../__testUtils__/observations';
import { describeWithSamples, readSample } from '../__testUtils__/samples';

const databases = createTestDatabases();
const none = {
  created: 0,
  updated: 0,
  reopened: 0,
  resolved: 0,
  ignored: 0,
  unmatched: 0,
  errors: [],
};

let runs = 0;
/** A report of one run; each call is a later run than the one before. */
function aReport(
  observations: Partial<Observation>[],
  run: { id?: string; observedAt?: Date } = {},
) {
  runs += 1;
  return {
    run: {
      id: `run-${runs}`,
      observedAt: new Date(Date.UTC(2026, 0, 1) + runs * 60_000),
      ...run,
    },
    observations: observations.map((change, index) =>
      anObservation({ index, ...change }),
    ),
    ignored: 0,
    errors: [],
  };
}

describe.each(databases.ids)('IngestService on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.create(id);
  });

  beforeEach(async () => {
    await knex('ticket_links').delete();
    await knex('tickets').delete();
    await knex('integrations').delete();
    await knex('ingest_deliveries').delete();
    await knex('anomalies').delete();
  });

  const orders = aDataset('orders', {
    [DATASET_ANNOTATION]: 'Shop.Public.Orders',
  });
  const createWorld = () => createAnomalyWorld({ knex, entities: [orders] });
  const only = async (world: ReturnType<typeof createWorld>) => {
    const { items } = await world.service.list(listAnomaliesRequest.parse({}));
    expect(items).toHaveLength(1);
    return items[0];
  };
  const timeline = async (
    world: ReturnType<typeof createWorld>,
    anomalyId: number,
  ) => {
    const page = { page: 1, size: 50 };
    const { items } = await world.service.listActivity(anomalyId, page);
    return items.map(({ kind }) => kind).reverse();
  };

  it('follows a problem from its first failure to its return', async () => {
    const world = createWorld();
    expect(await world.report('plain', aReport([{}]))).toEqual({
      ...none,
      delivery_id: expect.any(Number),
      created: 1,
    });
    expect(await only(world)).toMatchObject({
      source: 'plain',
      source_title: 'Plain',
      status: 'Active',
      condition: 'failing',
      entity_refs: ['resource:default/orders'],
      occurrence_count: 1,
      version: 1,
    });

    expect(await world.report('plain', aReport([{ count: 3 }]))).toMatchObject({
      updated: 1,
      created: 0,
    });
    expect(await only(world)).toMatchObject({
      occurrence_count: 2,
      affected_count: 3,
    });

    expect(
      await world.report('plain', aReport([{ outcome: 'error' }])),
    ).toMatchObject({ updated: 1, resolved: 0 });
    expect(await only(world)).toMatchObject({
      status: 'Active',
      condition: 'unknown',
    });

    expect(
      await world.report('plain', aReport([{ outcome: 'pass' }])),
    ).toMatchObject({ resolved: 1 });
    expect(await only(world)).toMatchObject({
      status: 'Archived',
      resolution: 'Resolved',
      condition: 'passing',
    });
    expect(
      await world.report('plain', aReport([{ outcome: 'pass' }])),
    ).toMatchObject({ resolved: 0, updated: 0, ignored: 1 });

    expect(await world.report('plain', aReport([{}]))).toMatchObject({
      reopened: 1,
    });
    const anomaly = await only(world);
    expect(anomaly).toMatchObject({
      status: 'Active',
      resolution: null,
      occurrence_count: 3,
    });
    expect(await timeline(world, anomaly.id)).toEqual([
      'detected',
      'passed',
      'reopened',
    ]);
    expect((await knex('occurrences')).length).toBe(5);
  });

  it('changes nothing for a document it has had', async () => {
    const world = createWorld();
    const report = aReport([{}, { checkKey: 'b', outcome: 'pass' }]);
    const first = await world.report('plain', report);
    expect(await world.report('plain', report)).toEqual({
      ...none,
      delivery_id: first.delivery_id,
      ignored: 2,
    });
    expect(await only(world)).toMatchObject({ occurrence_count: 1 });
    expect(await knex('ingest_deliveries')).toHaveLength(1);
  });

  it('counts a run once, however its document is written', async () => {
    const world = createWorld();
    const report = aReport([{}]);
    await world.report('plain', report);
    expect(await world.report('plain', { ...report, extra: 1 })).toMatchObject({
      updated: 0,
      ignored: 1,
    });
    expect(await only(world)).toMatchObject({ occurrence_count: 1 });
  });

  it('knows a delivery by its idempotency key, and refuses the key for another document', async () => {
    const world = createWorld();
    const first = await world.report('plain', aReport([{}]), 'job-1');
    await expect(
      world.report('plain', aReport([{}]), 'job-1'),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    const report = aReport([{ checkKey: 'b' }]);
    const second = await world.report('plain', report, 'job-2');
    expect(second.delivery_id).not.toBe(first.delivery_id);
    expect(await world.report('plain', report, 'job-2')).toMatchObject({
      delivery_id: second.delivery_id,
      created: 0,
    });
  });

  it('takes in the same document once when it comes twice at a time', async () => {
    const world = createWorld();
    const report = aReport(
      Array.from({ length: 50 }, (_, n) => ({ checkKey: `c${n}` })),
    );
    const answers = await Promise.all([
      world.report('plain', report),
      world.report('plain', report),
      world.report('plain', { ...report, extra: true }),
    ]);
    expect(answers.map(({ created }) => created).sort()).toEqual([0, 0, 50]);
    expect(await knex('anomalies')).toHaveLength(50);
  });

  it('lets a late report undo nothing', async () => {
    const world = createWorld();
    const old = aReport([{ message: 'old' }]);
    await world.report('plain', aReport([{}]));
    await world.report('plain', aReport([{ outcome: 'pass' }]));
    await world.report('plain', old);
    expect(await only(world)).toMatchObject({
      status: 'Archived',
      condition: 'passing',
      occurrence_count: 2,
    });
  });

  it('reopens what was discarded once it gets worse, and says why', async () => {
    const world = createWorld();
    await world.report('plain', aReport([{ severity: 'low' }]));
    const { id: anomalyId } = await only(world);
    await world.decisions.decide(
      { anomalyId, actor: { ref: 'user:default/ann', name: 'Ann' } },
      { status: 'Archived', resolution: 'Discarded' },
    );
    expect(
      await world.report(
        'plain',
        aReport([{ severity: 'high', message: '9 rows' }]),
      ),
    ).toMatchObject({ reopened: 1 });
    const page = { page: 1, size: 1 };
    const { items } = await world.service.listActivity(anomalyId, page);
    expect(items[0]).toMatchObject({
      kind: 'reopened',
      body: 'It is worse than when it was archived. 9 rows',
    });
  });

  it('counts failures of duplicates on their original, and reopens it', async () => {
    const world = createWorld();
    const actor = { ref: 'user:default/ann', name: 'Ann' };
    const checks = ['original', 'copy', 'other copy'];
    await world.report(
      'plain',
      aReport(checks.map(checkKey => ({ checkKey }))),
    );
    const { items } = await world.service.list(
      listAnomaliesRequest.parse({ sort: 'title' }),
    );
    const byCheck = new Map(items.map(item => [item.check_key, item.id]));
    const original = byCheck.get('original')!;
    for (const copy of ['copy', 'other copy']) {
      await world.decisions.decide(
        { anomalyId: byCheck.get(copy)!, actor },
        {
          status: 'Archived',
          resolution: 'Duplicate',
          duplicate_of: original,
        },
      );
    }
    await world.report(
      'plain',
      aReport([{ checkKey: 'original', outcome: 'pass' }]),
    );
    expect(await world.service.get(original)).toMatchObject({
      status: 'Archived',
      occurrence_count: 1,
    });
    await world.addTicket(original);
    world.outbox.changes.length = 0;
    await world.report(
      'plain',
      aReport([{ checkKey: 'copy' }, { checkKey: 'other copy' }]),
    );
    expect(await world.service.get(original)).toMatchObject({
      status: 'Active',
      condition: 'passing',
      occurrence_count: 2,
    });
    expect(await world.service.get(byCheck.get('copy')!)).toMatchObject({
      status: 'Archived',
      duplicate_of: original,
      occurrence_count: 2,
    });
    expect(world.outbox.changes).toMatchObject([
      { kind: 'status', anomalyId: original, status: 'Active' },
    ]);
  });

  it('keeps runs one by one and counts them by day', async () => {
    const world = createWorld();
    const day = (number: number, hour: number) =>
      new Date(Date.UTC(2026, 0, number, hour));
    const reports: [Partial<Observation>, Date][] = [
      [{ count: 3 }, day(1, 1)],
      [{ count: 9 }, day(1, 5)],
      [{ count: 4 }, day(1, 3)],
      [{ outcome: 'error' }, day(1, 6)],
      [{ outcome: 'pass' }, day(2, 1)],
      [{ outcome: 'pass' }, day(2, 2)],
      [{ count: undefined }, day(2, 3)],
    ];
    for (const [change, observedAt] of reports) {
      await world.report('plain', aReport([change], { observedAt }));
    }
    const { id: anomalyId } = await only(world);
    const { occurrences, days } = await world.service.getOccurrences(anomalyId);
    expect(days).toEqual([
      {
        day: '2026-01-02',
        failed: 1,
        passed: 2,
        unknown: 0,
        max_affected_count: null,
      },
      {
        day: '2026-01-01',
        failed: 3,
        passed: 0,
        unknown: 1,
        max_affected_count: 9,
      },
    ]);
    expect(occurrences.map(({ outcome }) => outcome)).toEqual([
      'fail',
      'pass',
      'error',
      'fail',
      'fail',
      'fail',
    ]);
    expect(occurrences[3]).toMatchObject({
      observed_at: '2026-01-01T05:00:00.000Z',
      affected_count: 9,
    });
  });

  it('says once that an anomaly has begun to flap', async () => {
    const world = createAnomalyWorld({
      knex,
      entities: [orders],
      rules: { flapping: { turns: 3, within: 3600_000 } },
    });
    for (const outcome of ['fail', 'pass', 'fail', 'pass', 'fail'] as const) {
      await world.report('plain', aReport([{ outcome }]));
    }
    expect(await only(world)).toMatchObject({ flapping: true });
    const { id: anomalyId } = await only(world);
    const kinds = await timeline(world, anomalyId);
    expect(kinds.filter(kind => kind === 'flapping')).toHaveLength(1);
  });

  it('leaves alone what people discarded, and counts it', async () => {
    const world = createWorld();
    await world.report('plain', aReport([{}]));
    const { id: anomalyId } = await only(world);
    const actor = { ref: 'user:default/ann', name: 'Ann' };
    await world.decisions.decide(
      { anomalyId, actor },
      { status: 'Archived', resolution: 'Discarded' },
    );
    expect(await world.report('plain', aReport([{}]))).toMatchObject({
      updated: 1,
      reopened: 0,
    });
    expect(await only(world)).toMatchObject({
      status: 'Archived',
      resolution: 'Discarded',
      occurrence_count: 2,
    });
  });

  it('tells the tickets of an anomaly when its check passes and fails again', async () => {
    const world = createWorld();
    await world.report(
      'plain',
      aReport([{ checkKey: 'with ticket' }, { checkKey: 'without' }]),
    );
    const { id: anomalyId } = await knex('anomalies')
      .where({ check_key: 'with ticket' })
      .first()
      .then(row => row!);
    await world.addTicket(anomalyId);
    for (const outcome of ['pass', 'fail'] as const) {
      await world.report(
        'plain',
        aReport([
          { checkKey: 'without', outcome },
          { checkKey: 'with ticket', outcome },
        ]),
      );
    }

    expect(world.outbox.changes).toEqual([
      {
        kind: 'status',
        anomalyId,
        activityId: expect.any(Number),
        actor: { ref: 'source:plain', name: 'Plain' },
        at: world.clock.now,
        status: 'Archived',
        fromStatus: 'Active',
        resolution: 'Resolved',
      },
      expect.objectContaining({
        anomalyId,
        status: 'Active',
        fromStatus: 'Archived',
      }),
    ]);
    for (const { activityId } of world.outbox.changes) {
      const row = await knex('activities').where({ id: activityId }).first();
      expect(row?.anomaly_id).toBe(anomalyId);
    }
    expect(world.outbox.nudges).toBe(3);
  });

  it('uses the worst result of a check that a document holds twice', async () => {
    const world = createWorld();
    const report = await world.report(
      'plain',
      aReport([{ outcome: 'pass' }, { outcome: 'fail' }, { outcome: 'warn' }]),
    );
    expect(report).toMatchObject({
      created: 1,
      errors: [
        { index: 0, reason: expect.stringContaining('item 1') },
        { index: 2, reason: expect.stringContaining('item 1') },
      ],
    });
  });

  it('writes nothing when it cannot write everything', async () => {
    const world = createWorld();
    await world.report('plain', aReport([{}]));
    const { id: anomalyId } = await only(world);
    await world.addTicket(anomalyId);
    jest
      .spyOn(world.outbox, 'enqueueForAnomalies')
      .mockRejectedValueOnce(new Error('disk full'));
    const report = aReport([{ outcome: 'pass' }, { checkKey: 'new' }]);
    await expect(world.report('plain', report)).rejects.toThrow('disk full');
    expect(await only(world)).toMatchObject({ status: 'Active' });

    expect(await world.report('plain', report)).toMatchObject({
      resolved: 1,
      created: 1,
    });
  });

  it('stores whatever text a document holds', async () => {
    const world = createWorld();
    const report = await world.report(
      'plain',
      aReport(
        [
          {
            title: '\0'.repeat(10),
            message: `a\0${'x'.repeat(100_000)}`,
            dataset: { name: '\0', fqn: '\ud800' },
            type: 'long '.repeat(100),
            sourceSeverity: '\0',
            tags: ['\0'],
            count: 1e300,
          },
        ],
        {
          id: `run\0${'x'.repeat(1_000)}`,
          observedAt: new Date('9999-12-31T23:59:59Z'),
        },
      ),
    );
    expect(report).toMatchObject({ created: 1, unmatched: 1 });
    expect(await only(world)).toMatchObject({
      last_seen_at: world.clock.now.toISOString(),
      affected_count: null,
    });
  });

  it('names the configured sources when there is no such one', async () => {
    await expect(createWorld().report('monte-carlo', {})).rejects.toThrow(
      'There is no source "monte-carlo". Add it to servicenowTicketing.sources in the app-config; configured: plain, alertmanager, canonical, dbt, ',
    );
  });

  describe('an unchanged dbt run', () => {
    /** As dbt writes it; every tenth of the tests fails, or all of them. */
    const aDbtRun = (tests: number, run: string, failing = 10) => ({
      metadata: {
        dbt_schema_version:
          'https://schemas.getdbt.com/dbt/run-results/v6.json',
        generated_at: `2026-01-2${run}T06:00:00Z`,
        invocation_id: `run-${tests}-${run}`,
      },
      args: { which: 'test' },
      results: Array.from({ length: tests }, (_, n) => ({
        unique_id: `test.shop.unique_orders_${n}.a1b2c3`,
        status: n % failing === 0 ? 'fail' : 'pass',
        failures: n % failing === 0 ? 3 : 0,
        message: n % failing === 0 ? 'Got 3 results' : null,
      })),
    });
    it.each([
      [5_000, 'every tenth fails', 10],
      [2_000, 'all fail', 1],
    ])(
      'of %i tests writes a fixed number of statements per thousand when %s',
      async (size, _, failing) => {
        const again = async (tests: number) => {
          await knex('anomalies').delete();
          const world = createWorld();
          const first = await world.report('dbt', aDbtRun(tests, '1', failing));
          expect(first).toMatchObject({ created: tests / failing });
          const statements = await statementsOf(knex, async () => {
            expect(
              await world.report('dbt', aDbtRun(tests, '2', failing)),
            ).toMatchObject({ updated: tests / failing, created: 0 });
          });
          return statements.length;
        };
        const base = await again(1_000);
        const perThousand = ((await again(size)) - base) / (size / 1_000 - 1);
        expect(base).toBeLessThan(50);
        expect(perThousand).toBeLessThan(20);
      },
    );
  });

  describeWithSamples('with real dbt documents', () => {
    const read = (name: string) => readSample(`dbt/${name}`);

    it('takes in a run, its manifest later, and the repeats', async () => {
      const world = createAnomalyWorld({
        knex,
        entities: [
          aDataset('first', {
            [DBT_NODE_ANNOTATION]:
              'model.dbt_bigquery_test.test_first_dbt_model',
          }),
          aDataset(
            'second',
            {
              [DATASET_ANNOTATION]:
                '`random-gcp-project`.dbt_test1.test_second_dbt_model',
            },
            'Component',
          ),
        ],
      });
      const run_results = read('openlineage_test_v2_run_results.json');
      const manifest = read('openlineage_test_v2_manifest.json');

      expect(await world.report('dbt', { run_results, manifest })).toEqual({
        ...none,
        delivery_id: expect.any(Number),
        created: 4,
        ignored: 10,
      });
      const second = await world.service.list(
        listAnomaliesRequest.parse({
          entity_ref: 'component:default/second',
        }),
      );
      expect(second.items).toMatchObject([
        {
          title: 'unique_test_second_dbt_model_id',
          source_title: 'dbt (production)',
          severity: 'high',
          message: '1 value of id is not unique',
        },
      ]);
      expect(await world.report('dbt', run_results)).toMatchObject({
        ...none,
        ignored: 14,
      });
      expect(second.summary).toMatchObject({ active: 1, unmatched: 0 });
    });

    it.each([
      ['openlineage_singular_v5_run_results.json', { created: 1, ignored: 1 }],
      ['parser_v6_1.12_docsgenerate_run_results.json', { ignored: 46 }],
      ['parser_v6_1.9_build_allpass_run_results.json', { ignored: 61 }],
    ])('takes in %s', async (file, expected) => {
      const report = await createWorld().report('dbt', read(file));
      expect(report).toMatchObject({
        ...none,
        ...expected,
        unmatched: 'created' in expected ? 1 : 0,
      });
    });
  });
});
