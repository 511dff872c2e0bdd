import {
  listAnomaliesRequest,
  type UpdateAnomalyRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { createAnomalyWorld } from '../__testUtils__/anomalyWorld';
import { createTestDatabases } from '../__testUtils__/databases';
import { anAnomaly } from '../__testUtils__/observations';

const databases = createTestDatabases();
const actor = { ref: 'user:default/ann', name: 'Ann' };

describe.each(databases.ids)('AnomalyService on %s', id => {
  let knex: Knex;
  let world: ReturnType<typeof createAnomalyWorld>;
  let anomalyId: number;

  beforeAll(async () => {
    knex = await databases.create(id);
  });

  beforeEach(async () => {
    await knex('anomalies').delete();
    world = createAnomalyWorld({ knex });
    const anomaly = anAnomaly({ source: 'gone' });
    const ids = await knex.transaction(tx =>
      world.anomalies.insertAll(tx, [anomaly]),
    );
    anomalyId = ids.get(anomaly.fingerprint)!;
  });

  const target = () => ({ anomalyId, actor });
  const timeline = async () =>
    (await world.service.listActivity(anomalyId, { page: 1, size: 50 })).items;

  it('shows anomalies in the shape of the contract', async () => {
    const page = await world.service.list(
      listAnomaliesRequest.parse({ size: 20 }),
    );
    expect(page).toMatchObject({ total: 1, page: 1, size: 20, pages: 1 });
    expect(page.items).toEqual([await world.service.get(anomalyId)]);
    expect(page.items[0]).toMatchObject({
      id: anomalyId,
      source: 'gone',
      source_title: 'gone',
      weight: null,
      dataset: {
        platform: 'postgres',
        fqn: 'shop.public.orders',
        name: 'orders',
      },
      first_seen_at: '2026-01-22T06:00:00.000Z',
      ticket_links: [],
    });
  });

  /** Decides, and answers with the anomaly as it is then. */
  const decide = async (request: UpdateAnomalyRequest) => {
    await world.decisions.decide(target(), request);
    return world.service.get(anomalyId);
  };

  it('acknowledges, archives and reopens, and tells the tickets', async () => {
    expect(
      await decide({
        status: 'Acknowledged',
        comment: 'looking',
        version: 1,
      }),
    ).toMatchObject({ status: 'Acknowledged', version: 2 });
    expect(
      await decide({
        status: 'Archived',
        resolution: 'Invalid',
      }),
    ).toMatchObject({ status: 'Archived', resolution: 'Invalid', version: 3 });
    expect(await decide({ status: 'Active' })).toMatchObject({
      status: 'Active',
      resolution: null,
      version: 4,
    });

    const entries = await timeline();
    expect(entries).toMatchObject([
      { kind: 'status', from_status: 'Archived', to_status: 'Active' },
      { kind: 'status', to_status: 'Archived', resolution: 'Invalid' },
      {
        kind: 'status',
        from_status: 'Active',
        to_status: 'Acknowledged',
        body: 'looking',
        actor: 'user:default/ann',
        actor_name: 'Ann',
      },
    ]);
    expect(world.outbox.changes).toMatchObject([
      {
        kind: 'status',
        activityId: entries[2].id,
        status: 'Acknowledged',
        comment: 'looking',
        actor,
      },
      { activityId: entries[1].id, status: 'Archived', resolution: 'Invalid' },
      { activityId: entries[0].id, status: 'Active' },
    ]);
    expect(world.outbox.nudges).toBe(3);
  });

  it('refuses a decision about a version that is no more, and writes nothing of it', async () => {
    await decide({ status: 'Acknowledged' });
    await expect(
      decide({
        status: 'Archived',
        resolution: 'Invalid',
        comment: 'too late',
        version: 1,
      }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('is Acknowledged now (version 2)'),
    });
    expect(await timeline()).toHaveLength(1);
    expect(world.outbox.changes).toHaveLength(1);
  });

  it('lets one of two people who decide at once win', async () => {
    const results = await Promise.allSettled(
      (['Invalid', 'Duplicate', 'Discarded'] as const).map(resolution =>
        decide({
          status: 'Archived',
          resolution,
          version: 1,
        }),
      ),
    );
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(2);
    for (const result of refused) {
      expect(result).toMatchObject({ reason: { name: 'ConflictError' } });
    }
    expect(await timeline()).toHaveLength(1);
    expect(world.outbox.changes).toHaveLength(1);
  });

  it('does nothing when nothing is decided', async () => {
    expect(await decide({ status: 'Active' })).toMatchObject({ version: 1 });
    expect(await timeline()).toEqual([]);
    expect(world.outbox.changes).toEqual([]);
  });

  it('keeps a comment that comes with no decision', async () => {
    await decide({
      status: 'Active',
      comment: 'still there',
    });
    expect(await timeline()).toMatchObject([
      { kind: 'comment', body: 'still there', to_status: null },
    ]);
  });

  it('assigns and snoozes, without telling the tickets', async () => {
    const until = '2026-02-03T00:00:00.000Z';
    expect(
      await decide({ assignee: 'User:Default/Ann', snoozed_until: until }),
    ).toMatchObject({
      assignee: 'user:default/ann',
      snoozed_until: until,
      version: 2,
    });
    expect(await decide({ assignee: null, snoozed_until: null })).toMatchObject(
      { assignee: null, snoozed_until: null, version: 3 },
    );
    expect(await timeline()).toMatchObject([
      { kind: 'snoozed', body: null },
      { kind: 'assigned', body: null },
      { kind: 'snoozed', body: until },
      { kind: 'assigned', body: 'user:default/ann' },
    ]);
    expect(world.outbox.changes).toEqual([]);
  });

  it.each([
    [{ snoozed_until: '2026-02-01T11:00:00Z' }, /^snoozed_until: .* is over/],
    [
      {
        status: 'Archived',
        resolution: 'Invalid',
        archived_until: '2020-01-01T00:00:00Z',
      },
      /^archived_until: .* is over/,
    ],
    [
      { status: 'Archived', resolution: 'Duplicate', duplicate_of: 999_999 },
      /^duplicate_of: there is no anomaly 999999/,
    ],
  ] as const)('refuses %j and changes nothing', async (request, message) => {
    await expect(decide(request)).rejects.toThrow(message);
    expect(await timeline()).toEqual([]);
  });

  it('knows no duplicates in a circle', async () => {
    const other = anAnomaly({ fingerprint: 'other' });
    const ids = await knex.transaction(tx =>
      world.anomalies.insertAll(tx, [other]),
    );
    const otherId = ids.get('other')!;
    const duplicate = (duplicate_of: number) => ({
      status: 'Archived' as const,
      resolution: 'Duplicate' as const,
      duplicate_of,
    });
    await expect(decide(duplicate(anomalyId))).rejects.toThrow(/of itself/);
    await decide(duplicate(otherId));
    await expect(
      world.decisions.decide(
        { anomalyId: otherId, actor },
        duplicate(anomalyId),
      ),
    ).rejects.toThrow(/is a duplicate of this one/);
  });

  it('decides for many, each by itself', async () => {
    const ids = await knex.transaction(tx =>
      world.anomalies.insertAll(tx, [
        anAnomaly({ fingerprint: 'done', status: 'Acknowledged' }),
      ]),
    );
    const done = ids.get('done')!;
    expect(
      await world.decisions.decideMany(
        [anomalyId, done, 999_999],
        { status: 'Acknowledged' },
        actor,
      ),
    ).toEqual([
      { id: anomalyId, outcome: 'changed', message: null },
      { id: done, outcome: 'unchanged', message: null },
      {
        id: 999_999,
        outcome: 'not_found',
        message: 'There is no anomaly 999999',
      },
    ]);
    expect(world.outbox.changes).toHaveLength(1);
  });

  it('lets authors change and take back their comments, and nobody else', async () => {
    const { id: activityId } = await world.comments.add(target(), 'teh loader');
    const own = { ...target(), activityId };
    world.clock.now = new Date('2026-02-01T12:05:00Z');
    expect(await world.comments.edit(own, 'the loader')).toMatchObject({
      body: 'the loader',
      edited_at: '2026-02-01T12:05:00.000Z',
      deleted: false,
    });
    const bob = { ...own, actor: { ref: 'user:default/bob', name: 'Bob' } };
    await expect(world.comments.edit(bob, 'x')).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
    await expect(world.comments.delete(bob)).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
    await world.comments.delete(own);
    expect(await timeline()).toMatchObject([
      { id: activityId, body: null, deleted: true },
    ]);
    await expect(world.comments.edit(own, 'back')).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    expect(await knex('activities').select('body')).toEqual([{ body: null }]);
  });

  it('adds comments, and tells the tickets', async () => {
    const comment = await world.comments.add(target(), 'reloading it');
    expect(comment).toMatchObject({
      kind: 'comment',
      body: 'reloading it',
      actor_name: 'Ann',
      created_at: world.clock.now.toISOString(),
    });
    expect(world.outbox.changes).toEqual([
      {
        kind: 'comment',
        anomalyId,
        activityId: comment.id,
        actor,
        at: world.clock.now,
        text: 'reloading it',
      },
    ]);
  });

  it('knows which anomalies there are not', async () => {
    const missing = { anomalyId: anomalyId + 1, actor };
    const notFound = {
      name: 'NotFoundError',
      message: `There is no anomaly ${anomalyId + 1}`,
    };
    const page = { page: 1, size: 10 };
    await expect(world.service.get(missing.anomalyId)).rejects.toMatchObject(
      notFound,
    );
    await expect(
      world.service.listActivity(missing.anomalyId, page),
    ).rejects.toMatchObject(notFound);
    await expect(
      world.decisions.decide(missing, { status: 'Active' }),
    ).rejects.toMatchObject(notFound);
    await expect(world.comments.add(missing, 'x')).rejects.toMatchObject(
      notFound,
    );
    expect(world.outbox.changes).toEqual([]);
  });
});
