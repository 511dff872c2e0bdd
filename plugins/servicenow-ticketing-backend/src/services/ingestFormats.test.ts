import {
  DATASET_ANNOTATION,
  listAnomaliesRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { aDataset, createAnomalyWorld } from '../__testUtils__/anomalyWorld';
import { createTestDatabases } from '../__testUtils__/databases';
import { packText } from './ingest/packText';
import { describeWithSamples, readSample } from '../__testUtils__/samples';

const databases = createTestDatabases();
const reporter = { ref: 'external:pipeline', name: 'pipeline' };

const item = (outcome: string, change: object = {}) => ({
  check_key: 'orders.unique',
  outcome,
  dataset: { fqn: 'shop.public.orders' },
  ...change,
});
const batch = (run: string, ...items: object[]) => ({
  source: 'scripts',
  run: { id: run },
  items,
});
const envelope = (id: string, data: unknown, change: object = {}) => ({
  specversion: '1.0',
  id,
  source: '/pipelines/orders',
  type: 'com.example.checks',
  data,
  ...change,
});

describe.each(databases.ids)('formats of reports on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.create(id);
  });

  beforeEach(async () => {
    await knex('ingest_deliveries').delete();
    await knex('anomalies').delete();
  });

  const createWorld = () =>
    createAnomalyWorld({
      knex,
      entities: [aDataset('orders', { [DATASET_ANNOTATION]: 'duckdb.orders' })],
    });
  const list = async (world: ReturnType<typeof createWorld>) => {
    const { items } = await world.service.list(listAnomaliesRequest.parse({}));
    return items;
  };

  describe('CloudEvents', () => {
    it('are taken in once by source and id, however they are written', async () => {
      const world = createWorld();
      const event = envelope('1', batch('r1', item('fail')));
      const first = await world.report('canonical', event);
      expect(first).toMatchObject({ created: 1 });
      const again = await world.report(
        'canonical',
        envelope('1', batch('r2', item('pass')), { traceparent: '00-1' }),
        'another-key',
      );
      expect(again).toMatchObject({
        delivery_id: first.delivery_id,
        created: 0,
        resolved: 0,
      });
      const otherSource = { source: '/pipelines/payments' };
      expect(
        await world.report(
          'canonical',
          envelope('1', batch('r2', item('pass')), otherSource),
        ),
      ).toMatchObject({ resolved: 1 });
    });

    it('may be binary', async () => {
      const world = createWorld();
      const document = batch('r1', item('fail'));
      const send = async (eventId: string) =>
        world.ingest.ingest(
          {
            sourceId: 'canonical',
            body: await packText(JSON.stringify(document)),
            eventHeaders: {
              'ce-specversion': '1.0',
              'ce-id': eventId,
              'ce-source': '/x',
              'ce-type': 'x',
            },
          },
          reporter,
        );
      const first = await send('1');
      expect(first).toMatchObject({ created: 1 });
      expect((await send('1')).delivery_id).toBe(first.delivery_id);
      expect((await send('2')).delivery_id).not.toBe(first.delivery_id);
    });

    it('stand in with their time for one the data does not hold', async () => {
      const world = createWorld();
      const time = '2026-01-15T08:00:00Z';
      await world.report(
        'canonical',
        envelope('1', batch('r1', item('fail')), { time }),
      );
      expect(await list(world)).toMatchObject([
        { last_seen_at: '2026-01-15T08:00:00.000Z' },
      ]);
    });

    it('do not cost each other in a batch', async () => {
      const world = createWorld();
      const events = [
        envelope('1', batch('r1', item('fail'))),
        envelope('2', { results: [] }),
        envelope('', {}),
        envelope('4', batch('r4', item('fail', { check_key: 'b' }), {})),
      ];
      const first = await world.report('canonical', events);
      expect(first).toMatchObject({
        created: 2,
        errors: [
          {
            index: 1,
            reason: expect.stringContaining('no document of the canonical'),
          },
          { index: 2, reason: 'id must not be empty' },
          { index: 3, reason: expect.stringMatching(/^item 1: check_key/) },
        ],
      });
      expect(await world.report('canonical', events)).toMatchObject({
        delivery_id: first.delivery_id,
        created: 0,
        updated: 0,
      });
      expect(await knex('anomalies')).toHaveLength(2);
    });

    it('leave nothing behind but themselves when none can be used', async () => {
      const world = createWorld();
      await expect(
        world.report('dbt', envelope('1', { appinfoA: 'abc' })),
      ).rejects.toMatchObject({ name: 'InputError' });
      await expect(
        world.report('dbt', [envelope('1', { appinfoA: 'abc' })]),
      ).rejects.toThrow('None of the CloudEvents can be used. event 0: ');
      expect(await knex('ingest_events')).toEqual([]);
      expect(await knex('anomalies')).toEqual([]);
      expect(await knex('ingest_deliveries').select('status')).toEqual([
        { status: 'refused' },
        { status: 'refused' },
      ]);
    });
  });

  describe('batches', () => {
    it('are taken in under a source that nobody configured', async () => {
      const world = createWorld();
      const document = batch('r1', item('fail'), { broken: true });
      const first = await world.reportBatch(document);
      expect(first).toMatchObject({
        created: 1,
        unmatched: 1,
        errors: [{ index: 1 }],
      });
      expect(await list(world)).toMatchObject([
        { source: 'scripts', source_title: 'scripts' },
      ]);
      expect(await world.reportBatch(document)).toMatchObject({
        delivery_id: first.delivery_id,
        created: 0,
      });
      expect(await world.reportBatch(batch('r2', item('pass')))).toMatchObject({
        resolved: 1,
      });
    });

    it('are taken in under a configured source, whatever its adapter', async () => {
      const world = createWorld();
      await world.reportBatch({ ...batch('r1', item('fail')), source: 'dbt' });
      expect(await list(world)).toMatchObject([
        { source: 'dbt', source_title: 'dbt (production)' },
      ]);
    });

    it('are refused for a key that was used for another', async () => {
      const world = createWorld();
      await world.reportBatch(batch('r1', item('fail')), 'k');
      await expect(
        world.reportBatch(batch('r2', item('fail')), 'k'),
      ).rejects.toMatchObject({ name: 'ConflictError' });
    });
  });

  describeWithSamples('real documents', () => {
    it.each([
      [
        'great-expectations',
        'gx_1.2_validation_result_failures.json',
        // Five failures; what raised an exception and what passes make no anomaly.
        { created: 5, ignored: 2, unmatched: 5 },
      ],
      [
        'great-expectations',
        'legacy_titanic_validate_results.json',
        { created: 1, ignored: 9, unmatched: 1 },
      ],
      [
        'soda',
        'v3.5.6_scan_results_failures.json',
        { created: 6, ignored: 1, unmatched: 0 },
      ],
      [
        'alertmanager',
        'matjaz99_v4_firing_3alerts_nofingerprint.json',
        { created: 3, ignored: 0, unmatched: 3 },
      ],
      [
        'alertmanager',
        'matjaz99_v4_resolved_3alerts_nofingerprint.json',
        { created: 0, ignored: 3, unmatched: 0 },
      ],
      [
        'openmetadata',
        'testCaseResults_flapping_sequences.json',
        { created: 0, ignored: 3, unmatched: 0 },
      ],
      [
        'openmetadata',
        'testSuites_entityLink_excerpt.json',
        { created: 0, ignored: 3, unmatched: 0 },
      ],
    ])('of %s are taken in: %s', async (tool, file, counts) => {
      const world = createWorld();
      const document = readSample(`${tool}/${file}`);
      const report = await world.report(tool, document);
      expect(report).toMatchObject({
        updated: 0,
        reopened: 0,
        resolved: 0,
        errors: [],
        ...counts,
      });
      expect(await world.report(tool, document)).toMatchObject({
        delivery_id: report.delivery_id,
        created: 0,
      });
    });

    it('of Alertmanager resolve the alerts they fired', async () => {
      const world = createWorld();
      const read = (state: string) =>
        readSample(
          `alertmanager/matjaz99_v4_${state}_3alerts_nofingerprint.json`,
        );
      await world.report('alertmanager', read('firing'));
      expect(
        await world.report('alertmanager', read('resolved')),
      ).toMatchObject({ resolved: 3 });
    });

    it('of OpenMetadata open and resolve step by step', async () => {
      const world = createWorld();
      const { testCaseResults } = readSample(
        'openmetadata/testCaseResults_flapping_sequences.json',
      ) as { testCaseResults: { name: string; results: object[] }[] };
      const start = Date.UTC(2026, 0, 1);
      const effects: string[] = [];
      for (const [day, result] of testCaseResults[0].results.entries()) {
        const timestamp = start + day * 86_400_000;
        const { name } = testCaseResults[0];
        const report = await world.report('openmetadata', {
          name,
          testCaseResult: { ...result, timestamp },
        });
        effects.push(
          report.created ? 'created' : '',
          report.updated ? 'updated' : '',
          report.resolved ? 'resolved' : '',
        );
      }
      // Failed twice, aborted once, then passed again.
      expect(effects.filter(Boolean)).toEqual([
        'created',
        'updated',
        'updated',
        'resolved',
      ]);
    });

    it('of Soda resolve nothing when the scan had errors', async () => {
      const world = createWorld();
      const document = readSample('soda/v3.5.6_scan_results_failures.json') as {
        checks: object[];
      };
      await world.report('soda', document);
      const checks = document.checks.map(check => ({
        ...check,
        outcome: 'pass',
      }));
      const later = { ...document, scanEndTimestamp: '2026-11-23T00:00:00Z' };
      world.clock.now = new Date('2026-11-24T00:00:00Z');
      const broken = { hasErrors: true, hasFailures: false };
      for (const change of [{ checks: [] }, { checks }]) {
        expect(
          await world.report('soda', { ...later, ...broken, ...change }),
        ).toMatchObject({ resolved: 0 });
      }
      expect(await world.report('soda', { ...later, checks })).toMatchObject({
        resolved: 6,
      });
    });

    it('of Great Expectations are recognised in the next run, with new ids or none', async () => {
      const world = createWorld();
      const document = readSample(
        'great-expectations/gx_1.2_validation_result_failures.json',
      ) as { results: { expectation_config: object }[] };
      await world.report('great-expectations', document);
      const results = document.results.map((result, index) => ({
        ...result,
        success: true,
        exception_info: { raised_exception: false },
        expectation_config: {
          ...result.expectation_config,
          id: index % 2 ? undefined : `new-${index}`,
        },
      }));
      expect(
        await world.report('great-expectations', { ...document, results }),
      ).toMatchObject({ created: 0, resolved: 5 });
    });
  });
});
