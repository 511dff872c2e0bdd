import { mockErrorHandler } from '@backstage/backend-test-utils';
import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { ingestReport } from 'backstage-plugin-servicenow-ticketing-common';
import express from 'express';
import fc from 'fast-check';
import type { Knex } from 'knex';
import request from 'supertest';
import { createAnomalyWorld } from './__testUtils__/anomalyWorld';
import { createTestDatabases } from './__testUtils__/databases';
import { describeWithSamples, readSample } from './__testUtils__/samples';
import type { PermissionGuard } from './permissions/PermissionGuard';
import { createIngestRouter } from './router/ingestRouter';
import type { ActorDirectory } from './services/ActorDirectory';
import { AuthorizedIngestService } from './services/AuthorizedIngestService';
import { mutationsOf, odd } from './sources/__testUtils__/fuzz';
import { ReadingPool } from './sources/reading/ReadingPool';

jest.setTimeout(3_600_000);

const databases = createTestDatabases();

/** `FUZZ_RUNS=20000 npm test -- jest ingestFuzz` looks longer, `FUZZ_SEED=…` elsewhere. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 150);
const SEED = Number(process.env.FUZZ_SEED ?? 20261126);
const REFUSALS = [400, 404, 409, 413];

const SAMPLES: Record<string, string[]> = {
  alertmanager: ['matjaz99_v4_firing_3alerts_nofingerprint.json'],
  dbt: ['openlineage_test_v2_run_results.json'],
  'great-expectations': ['gx_1.2_validation_result_failures.json'],
  openmetadata: ['testCaseResults_flapping_sequences.json'],
  soda: ['v3.5.6_scan_results_failures.json'],
};

const canonical = {
  source: 'scripts',
  run: { id: 'r1', observed_at: '2026-01-22T13:22:40Z' },
  items: [
    {
      check_key: 'orders.unique',
      outcome: 'fail',
      dataset: { platform: 'snowflake', fqn: 'sales.public.orders' },
      entity_ref: 'resource:default/orders',
      fields: ['order_id'],
      partition: '2026-01-22',
      severity: 'high',
      weight: 8,
      count: 17,
      title: 'order_id is not unique',
      url: 'https://checks.example.com',
      tags: ['pii'],
    },
    { check_key: 'b', outcome: 'pass', dataset: { name: 'orders' } },
  ],
};

/** What is sent, where to, and with which headers. */
interface Shot {
  path: string;
  body: string | Buffer;
  headers: Record<string, string>;
}

/** JSON where it can be; what nests too deeply for that nests deeply as text, too. */
function textOf(document: unknown): string {
  try {
    return (
      JSON.stringify(document, (_, value) =>
        typeof value === 'bigint' ? String(value) : value,
      ) ?? ''
    );
  } catch {
    return `{"results":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
  }
}

const envelope = fc.record({
  specversion: fc.constantFrom('1.0', '0.3', '9', 1),
  id: fc.oneof(fc.constant('e1'), fc.uuid(), odd),
  source: fc.oneof(fc.constant('/x'), odd),
  type: fc.constant('t'),
  time: fc.oneof(fc.constant('0000-01-01T00:00:00Z'), odd),
});

/** Broken as files get broken on their way. */
const breakText = (text: string) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(text) },
    fc.nat(text.length).map(length => text.slice(0, length)),
    fc.nat(text.length).map(at => `${text.slice(0, at)}\0${text.slice(at)}`),
    fc.constantFrom(
      text.replace(/\d+/, 'NaN'),
      text.replace('{', '{"__proto__": {"polluted": true},'),
      text.replace(/"[^"]*"/, `"${'x'.repeat(300_000)}"`),
      text.replace(/\d{4}-\d\d-\d\d/, '9999-12-31'),
      text.replace(/\d{4}-\d\d-\d\d/, '0000-01-01'),
      `\ufeff${text}`,
      '',
    ),
    fc
      .array(fc.tuple(fc.nat(text.length), fc.nat(255)), { maxLength: 5 })
      .map(changes => {
        const bytes = Buffer.from(text);
        changes.forEach(([at, byte]) => {
          bytes[Math.min(at, bytes.length - 1)] = byte;
        });
        return bytes;
      }),
  );

function shotsAt(source: string, documents: unknown[]): fc.Arbitrary<Shot> {
  const document = fc.oneof(
    { weight: 4, arbitrary: mutationsOf(documents) },
    odd,
  );
  const path = source === 'batch' ? '/anomalies/batch' : `/ingest/${source}`;
  const bare = document.map(value => ({ value, headers: {} }));
  const wrapped = fc.tuple(envelope, document).map(([event, data]) => ({
    value: { ...event, data },
    headers: {},
  }));
  const many = fc
    .array(fc.tuple(envelope, document), { maxLength: 4 })
    .map(events => ({
      value: events.map(([event, data]) => ({ ...event, data })),
      headers: { 'Content-Type': 'application/cloudevents-batch+json' },
    }));
  const binary = document.map(value => ({
    value,
    headers: {
      'ce-specversion': '1.0',
      'ce-id': '%00%ff',
      'ce-source': '/x',
      'ce-type': 't',
    },
  }));
  return fc
    .oneof({ weight: 5, arbitrary: bare }, wrapped, many, binary)
    .chain(({ value, headers }) =>
      fc.record({
        path: fc.constant(path),
        body: breakText(textOf(value)),
        headers: fc.constant<Record<string, string>>({
          'Content-Type': 'application/json',
          ...headers,
        }),
      }),
    );
}

describeWithSamples('documents that no tool writes', () => {
  const samples = Object.entries(SAMPLES).map(([source, names]) => ({
    source,
    documents: names.map(name => readSample(`${source}/${name}`)),
  }));
  const shots = fc.oneof(
    ...samples.map(({ source, documents }) => shotsAt(source, documents)),
    shotsAt('canonical', [canonical]),
    shotsAt('batch', [canonical]),
    // Sent to the source of another tool.
    shotsAt('dbt', [canonical, ...samples.flatMap(each => each.documents)]),
    shotsAt('no-such-source', [canonical]),
  );

  describe.each(databases.ids)('sent to the routes on %s', id => {
    let knex: Knex;
    const pool = new ReadingPool({ smallBytes: 50_000 });

    beforeAll(async () => {
      knex = await databases.create(id);
    });
    afterAll(() => pool.stop());

    const count = async (table: 'anomalies' | 'occurrences') => {
      const [{ total }] = await knex(table).count({ total: '*' });
      return Number(total);
    };

    it('are taken in or refused, and write what the answer says', async () => {
      const world = createAnomalyWorld({ knex, pool });
      const app = express()
        .use(
          createIngestRouter({
            httpAuth: {
              credentials: async () => ({}),
            } as unknown as HttpAuthService,
            ingest: new AuthorizedIngestService({
              ingest: world.ingest,
              keptIngests: world.kept,
              guard: {
                require: async () => {},
              } as unknown as PermissionGuard,
              actors: {
                actorOf: async () => ({ ref: 'external:x', name: 'x' }),
              } as unknown as ActorDirectory,
            }),
          }),
        )
        .use(mockErrorHandler());
      const server = app.listen(0);
      await fc.assert(
        fc.asyncProperty(shots, async ({ path, body, headers }) => {
          const before = await count('anomalies');
          const occurrences = await count('occurrences');
          const answer = await request(server)
            .post(path)
            .set(headers)
            .serialize(sent => sent)
            .send(body);
          const created = (await count('anomalies')) - before;
          const isTaken = answer.status === 202;
          const report = isTaken
            ? ingestReport.parse(answer.body)
            : { created: 0 };
          expect([202, ...REFUSALS]).toContain(answer.status);
          expect(created).toBe(report.created);
          expect(isTaken || answer.body.error.message.length < 5_000).toBe(
            true,
          );
          expect(isTaken || (await count('occurrences')) === occurrences).toBe(
            true,
          );
        }),
        { numRuns: RUNS, seed: SEED, endOnFailure: true },
      );
      await new Promise(resolve => server.close(resolve));
      expect('polluted' in {}).toBe(false);
      // It is no use if nothing gets through.
      expect(await count('anomalies')).toBeGreaterThan(0);
    });
  });
});
