import { ServiceUnavailableError } from '@backstage/errors';
import type { Knex } from 'knex';
import { gunzipSync } from 'node:zlib';
import { createAnomalyWorld } from '../../__testUtils__/anomalyWorld';
import { createTestDatabases } from '../../__testUtils__/databases';
import { packText } from './packText';

const databases = createTestDatabases();
const pipeline = { ref: 'external:pipeline', name: 'pipeline' };

const batch = (run: string, ...outcomes: string[]) => ({
  source: 'scripts',
  run: { id: run },
  items: outcomes.map((outcome, index) => ({
    check_key: `check ${index}`,
    outcome,
    dataset: { fqn: 'shop.public.orders' },
  })),
});

describe.each(databases.ids)('kept reports on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.create(id);
  });

  beforeEach(async () => {
    await knex('ingest_deliveries').delete();
    await knex('anomalies').delete();
  });

  const createWorld = (
    keeping: Parameters<typeof createAnomalyWorld>[0]['keeping'] = {},
  ) => createAnomalyWorld({ knex, keeping });
  const list = async (world: ReturnType<typeof createWorld>, query = {}) => {
    const { items } = await world.kept.list({ page: 1, size: 50, ...query });
    return items;
  };
  const later = (world: ReturnType<typeof createWorld>, days: number) => {
    world.clock.now = new Date(world.clock.now.getTime() + days * 86_400_000);
  };

  it('tell what became of each, and hold what arrived', async () => {
    const world = createWorld();
    const document = batch('r1', 'fail', 'pass');
    const report = await world.report('canonical', document);
    await expect(world.report('canonical', { items: 1 })).rejects.toThrow();
    expect(await list(world)).toEqual([
      expect.objectContaining({
        status: 'refused',
        reason: expect.stringContaining('no document of the canonical form'),
        report: null,
        document_kept: true,
      }),
      {
        id: report.delivery_id,
        source: 'canonical',
        kind: 'document',
        status: 'processed',
        reason: null,
        reported_by: 'external:pipeline',
        received_at: world.clock.now.toISOString(),
        processed_at: world.clock.now.toISOString(),
        body_bytes: JSON.stringify(document).length,
        document_kept: true,
        report,
      },
    ]);
    expect(await list(world, { status: 'refused' })).toHaveLength(1);
    expect(await list(world, { source: 'dbt' })).toHaveLength(0);
    const packed = await world.kept.readDocument(report.delivery_id);
    expect(JSON.parse(gunzipSync(packed).toString())).toEqual(document);
    await expect(world.kept.get(2_000_000)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('hold what is no JSON, and batches of nobody', async () => {
    const world = createWorld();
    const broken = { sourceId: 'dbt', body: await packText('{"results": [') };
    await expect(world.ingest.ingest(broken, pipeline)).rejects.toThrow(
      'The body is not JSON',
    );
    // As a retrying sender does.
    await expect(world.ingest.ingest(broken, pipeline)).rejects.toThrow();
    await expect(world.reportBatch({ items: [] })).rejects.toThrow('source');
    const items = Array(5_001).fill({});
    await expect(
      world.reportBatch({ source: 'x', items }),
    ).rejects.toMatchObject({ name: 'PayloadTooLargeError' });
    const kept = await list(world);
    expect(kept.map(({ source, status }) => [source, status])).toEqual([
      ['x', 'refused'],
      ['', 'refused'],
      ['dbt', 'refused'],
    ]);
    const packed = await world.kept.readDocument(kept[2].id);
    expect(gunzipSync(packed).toString()).toBe('{"results": [');
  });

  it('change nothing when they are replayed', async () => {
    const world = createWorld();
    const first = await world.report('canonical', batch('r1', 'fail'));
    await world.report('canonical', batch('r2', 'pass'));
    expect(await world.kept.replay(first.delivery_id)).toMatchObject({
      delivery_id: first.delivery_id,
      created: 0,
      updated: 0,
      reopened: 0,
      ignored: 1,
    });
    const [anomaly] = await knex('anomalies');
    expect(anomaly).toMatchObject({ status: 'Archived', occurrence_count: 1 });
  });

  it('are taken in by a replay once what was wrong is put right', async () => {
    const world = createWorld();
    const document = batch('r1', 'fail');
    await expect(world.report('dbt', document)).rejects.toThrow();
    const [refused] = await list(world);
    await expect(world.kept.replay(refused.id)).rejects.toThrow('dbt');
    // The source has the right adapter now.
    await knex('ingest_deliveries').update({ source: 'canonical' });
    expect(await world.kept.replay(refused.id)).toMatchObject({
      delivery_id: refused.id,
      created: 1,
    });
    expect(await world.kept.get(refused.id)).toMatchObject({
      status: 'processed',
      reason: null,
      report: { created: 1 },
    });
    expect(await world.report('canonical', document)).toMatchObject({
      delivery_id: refused.id,
      created: 0,
    });
  });

  it('may be corrected under the same key until they were taken in', async () => {
    const world = createWorld();
    await expect(
      world.report('canonical', { items: 1 }, 'job-1'),
    ).rejects.toThrow();
    expect(
      await world.report('canonical', batch('r1', 'fail'), 'job-1'),
    ).toMatchObject({ created: 1 });
    await expect(
      world.report('canonical', batch('r2', 'fail'), 'job-1'),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    expect(await list(world)).toHaveLength(1);
  });

  it('are processed later when the catalog does not answer now', async () => {
    const world = createWorld();
    world.catalog.getEntities.mockRejectedValueOnce(
      new ServiceUnavailableError('down'),
    );
    const document = batch('r1', 'fail');
    await expect(world.report('canonical', document)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    expect(await list(world)).toMatchObject([
      { status: 'received', reason: expect.stringContaining('The catalog') },
    ]);
    expect(await world.upkeep.processWaiting()).toBe(0);
    later(world, 1);
    expect(await world.upkeep.processWaiting()).toBe(1);
    expect(await list(world)).toMatchObject([
      { status: 'processed', report: { created: 1 } },
    ]);
    // The sender tries again, too.
    expect(await world.report('canonical', document)).toMatchObject({
      created: 0,
      ignored: 1,
    });
  });

  it('are processed although the process that received them is gone', async () => {
    const world = createWorld();
    const { packed, hash, bytes } = await packText(
      JSON.stringify(batch('r1', 'fail')),
    );
    await world.ingests.receive({
      source: 'canonical',
      kind: 'document',
      dedupKey: `body:${hash}`,
      bodyHash: hash,
      bodyBytes: bytes,
      body: packed,
      reportedBy: 'external:pipeline',
      receivedAt: world.clock.now,
      nextAttemptAt: new Date(world.clock.now.getTime() + 60_000),
    });
    // Somebody may still be at it.
    expect(await world.upkeep.processWaiting()).toBe(0);
    later(world, 1);
    expect(await world.upkeep.processWaiting()).toBe(1);
    expect(await knex('anomalies')).toHaveLength(1);
    expect(await world.upkeep.processWaiting()).toBe(0);
  });

  it('are refused when nobody can process them any more', async () => {
    const world = createWorld();
    world.catalog.getEntities.mockRejectedValue(new Error('down'));
    await expect(
      world.report('canonical', batch('r1', 'fail')),
    ).rejects.toThrow();
    await expect(
      world.report('canonical', batch('r2', 'fail')),
    ).rejects.toThrow();
    const [second, first] = await list(world);
    await knex('ingest_bodies').where({ delivery_id: first.id }).delete();
    await knex('ingest_deliveries')
      .where({ id: second.id })
      .update({ source: 'gone' });
    later(world, 1);
    expect(await world.upkeep.processWaiting()).toBe(0);
    expect(await list(world)).toMatchObject([
      {
        status: 'refused',
        reason: expect.stringContaining('no source "gone"'),
      },
      {
        status: 'refused',
        reason: expect.stringContaining('not kept any more'),
      },
    ]);
  });

  it('are let go of in time, first the documents and then what is known of them', async () => {
    const world = createWorld();
    const { delivery_id: old } = await world.report(
      'canonical',
      batch('r1', 'fail'),
    );
    later(world, 8);
    await world.report('canonical', batch('r2', 'fail'));
    await world.upkeep.cleanUp();
    expect(await list(world)).toMatchObject([
      { document_kept: true },
      { document_kept: false, report: { created: 1 } },
    ]);
    await expect(world.kept.readDocument(old)).rejects.toThrow(
      'is not kept any more',
    );
    await expect(world.kept.replay(old)).rejects.toMatchObject({
      name: 'ConflictError',
    });
    later(world, 85);
    await world.upkeep.cleanUp();
    expect(await list(world)).toHaveLength(1);
    expect(await knex('anomalies')).toHaveLength(1);
  });

  it('take up no more room than they may', async () => {
    const world = createWorld({ maxTotalBytes: 1_000 });
    for (let run = 0; run < 12; run += 1) {
      await world.report('canonical', batch(`r${run}`, 'fail'));
    }
    await world.upkeep.cleanUp();
    const kept = (await list(world)).map(item => item.document_kept);
    expect(kept).toContain(true);
    expect(kept.lastIndexOf(true)).toBeLessThan(kept.indexOf(false));
    const [{ bytes }] = await knex('ingest_bodies').sum({
      bytes: 'packed_bytes',
    });
    expect(Number(bytes)).toBeLessThanOrEqual(1_000);
  });

  it('hold no documents where that is off', async () => {
    const world = createWorld({ keep: false });
    await world.report('canonical', batch('r1', 'fail'));
    await expect(world.report('canonical', { items: 1 })).rejects.toThrow();
    expect(await knex('ingest_bodies')).toEqual([]);
    expect(await list(world)).toMatchObject([
      { status: 'refused', document_kept: false },
      { status: 'processed', document_kept: false },
    ]);
  });

  it('know the events of batches that were interrupted', async () => {
    const world = createWorld();
    const event = (eventId: string, run: string) => ({
      specversion: '1.0',
      id: eventId,
      source: '/x',
      type: 't',
      data: batch(run, 'fail'),
    });
    await world.report('canonical', event('1', 'r1'));
    const both = [event('1', 'r1'), event('2', 'r2')];
    expect(await world.report('canonical', both)).toMatchObject({
      updated: 1,
      ignored: 1,
    });
    const [anomaly] = await knex('anomalies');
    expect(anomaly.occurrence_count).toBe(2);
  });
});
