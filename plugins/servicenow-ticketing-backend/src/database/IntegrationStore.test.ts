import type { Knex } from 'knex';
import { createTestDatabases } from '../__testUtils__/databases';
import { IntegrationStore } from './IntegrationStore';

const databases = createTestDatabases();
const NOW = new Date('2026-01-23T19:51:23.000Z');

const content = (name: string, change: object = {}) => ({
  definition: { name, default: false, table: 'incident', ...change },
  secrets: `encrypted ${name}`,
});

describe.each(databases.ids)('IntegrationStore on %s', databaseId => {
  let knex: Knex;
  let store: IntegrationStore;

  beforeEach(async () => {
    knex = await databases.create(databaseId);
    store = new IntegrationStore({ knex });
  });

  const connect = (name: string, change?: object) =>
    knex.transaction(tx => store.connect(tx, content(name, change), NOW));
  const update = (id: number, version: number, change: object) =>
    knex.transaction(tx =>
      store.update(
        tx,
        { id, version, content: content('production', change) },
        NOW,
      ),
    );
  const addTicket = (integrationId: number) =>
    knex('tickets').insert({
      integration_id: integrationId,
      table_name: 'incident',
      title: 'x',
      created_at: NOW,
    });
  const addTokens = async (integrationId: number) => {
    await knex.batchInsert('oauth_tokens', [
      {
        integration_id: integrationId,
        tokens: 'encrypted',
        version: 1,
        updated_at: NOW,
      },
    ]);
    await knex.batchInsert('oauth_authorizations', [
      {
        id: 'a',
        state_hash: 'h',
        integration_id: integrationId,
        flow: 'encrypted',
        status: 'pending',
        started_by: 'user:default/ann',
        expires_at: NOW,
      },
    ]);
  };

  it('gives those of the config an id that stays', async () => {
    await store.ensureAll(['a', 'b'], NOW);
    const known = await store.listKnown();
    expect(known).toEqual([
      { id: expect.any(Number), name: 'a', version: 0 },
      { id: expect.any(Number), name: 'b', version: 0 },
    ]);
    await store.ensureAll(['b', 'c'], NOW);
    await store.ensureAll([], NOW);
    expect((await store.listKnown()).slice(0, 2)).toEqual(known);
    expect(await store.listStored(known.map(({ id }) => id))).toEqual([]);
  });

  it('keeps what was connected, and counts its changes', async () => {
    const id = await connect('production');
    const stored = {
      id,
      name: 'production',
      ...content('production'),
      version: 1,
    };
    expect(await store.findStored(id)).toEqual(stored);
    expect(await store.listStored([id, id + 1])).toEqual([stored]);

    await update(id, 1, { table: 'problem' });
    expect(await store.findStored(id)).toMatchObject({
      definition: { table: 'problem' },
      version: 2,
    });
    expect(await store.listKnown()).toEqual([
      { id, name: 'production', version: 2 },
    ]);
  });

  it('lets nobody overwrite what somebody else changed', async () => {
    const id = await connect('production');
    await update(id, 1, { table: 'problem' });
    await expect(update(id, 1, { table: 'incident' })).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(/Load it again/),
    });
    expect(await store.findStored(id)).toMatchObject({
      definition: { table: 'problem' },
    });
  });

  it('refuses a name that is taken, also of two at the same time', async () => {
    const results = await Promise.allSettled([
      connect('production'),
      connect('production'),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    await expect(connect('production')).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(
        /^definition\.name: "production" is taken/,
      ),
    });
    expect(await store.listKnown()).toHaveLength(1);
  });

  it('has one default', async () => {
    const first = await connect('first', { default: true });
    const second = await connect('second', { default: true });
    const third = await connect('third');
    const defaults = async () =>
      (await store.listStored([first, second, third]))
        .filter(
          ({ definition }) => (definition as { default: boolean }).default,
        )
        .map(({ id }) => id);
    expect(await defaults()).toEqual([second]);
    // So that other processes take notice.
    expect(await store.findStored(first)).toMatchObject({ version: 2 });
    await update(third, 1, { default: true });
    expect(await defaults()).toEqual([third]);
  });

  it('forgets tokens that belong to what was there before', async () => {
    const id = await connect('production');
    await addTokens(id);
    await update(id, 1, { table: 'problem' });
    expect(await knex('oauth_tokens')).toHaveLength(1);
    await knex.transaction(tx =>
      store.update(
        tx,
        {
          id,
          version: 2,
          content: content('production'),
          forgetsTokens: true,
        },
        NOW,
      ),
    );
    expect(await knex('oauth_tokens')).toEqual([]);
  });

  it('forgets all of one without tickets', async () => {
    const id = await connect('production');
    await addTokens(id);
    expect(await store.disconnect(id, NOW)).toBe(true);
    for (const table of [
      'integrations',
      'oauth_tokens',
      'oauth_authorizations',
    ]) {
      expect(await knex(table)).toEqual([]);
    }
    expect(await store.disconnect(id, NOW)).toBe(false);
  });

  it('forgets the credentials of one with tickets, and takes it back under its name', async () => {
    const id = await connect('production');
    await addTokens(id);
    await addTicket(id);
    await store.disconnect(id, NOW);
    expect(await knex('integrations').first()).toMatchObject({
      id,
      secrets: null,
      version: 2,
    });
    expect(await knex('oauth_tokens')).toEqual([]);
    expect(await store.findStored(id)).toBeUndefined();
    expect(await store.listKnown()).toEqual([
      { id, name: 'production', version: 2 },
    ]);

    expect(await connect('production')).toBe(id);
    expect(await store.findStored(id)).toMatchObject({ version: 3 });
  });

  it('takes over the name of one that left the config', async () => {
    await store.ensureAll(['production'], NOW);
    const [{ id }] = await store.listKnown();
    expect(await connect('production')).toBe(id);
    expect(await store.findStored(id)).toMatchObject(content('production'));
    // And the config, once it has that name again, leaves what is stored alone.
    await store.ensureAll(['production'], NOW);
    expect(await store.findStored(id)).toMatchObject(content('production'));
  });

  it('does not disconnect one of the config', async () => {
    await store.ensureAll(['production'], NOW);
    const [{ id }] = await store.listKnown();
    expect(await store.disconnect(id, NOW)).toBe(false);
  });

  it('replaces an encryption unless the secrets were changed', async () => {
    const id = await connect('production');
    const from = 'encrypted production';
    expect(await store.replaceSecrets(id, { from, to: 'newer' })).toBe(true);
    expect(await store.findStored(id)).toMatchObject({
      secrets: 'newer',
      version: 1,
    });
    expect(await store.replaceSecrets(id, { from, to: 'late' })).toBe(false);
  });
});
