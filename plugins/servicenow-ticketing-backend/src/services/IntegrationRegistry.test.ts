import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { createTestDatabases } from '../__testUtils__/databases';
import { anIntegration, aVault } from '../__testUtils__/testTicketing';
import { toIntegrationDefinition } from '../config/toIntegrationDefinition';
import { IntegrationStore } from '../database/IntegrationStore';
import type { IntegrationSettings } from '../domain/integrationSettings';
import { ServiceNowClient } from '../servicenow/ServiceNowClient';
import { IntegrationRegistry } from './IntegrationRegistry';
import type { InstanceConnector } from './integrations/InstanceConnector';
import type { IntegrationVault } from './integrations/IntegrationVault';

const databases = createTestDatabases();
const NOW = new Date('2026-01-23T19:51:23.000Z');
const URL = 'https://acme.service-now.com';

/** Notes which connections are open. */
class Connections {
  readonly open: string[] = [];
  made = 0;

  readonly connector = {
    requestTimeout: 30_000,
    connect: (_id: number, { title }: IntegrationSettings) => {
      this.made++;
      this.open.push(title);
      return {
        client: { instanceUrl: URL } as unknown as ServiceNowClient,
        close: () => {
          this.open.splice(this.open.indexOf(title), 1);
        },
      };
    },
  } as unknown as InstanceConnector;
}

describe.each(databases.ids)('IntegrationRegistry on %s', databaseId => {
  let knex: Knex;
  let store: IntegrationStore;
  const registries: IntegrationRegistry[] = [];

  beforeEach(async () => {
    knex = await databases.create(databaseId);
    store = new IntegrationStore({ knex });
  });
  afterEach(() => {
    jest.useRealTimers();
    registries.splice(0).forEach(registry => registry.close());
  });

  /** A backend process. */
  const start = async (
    options: { configured?: string[]; vault?: IntegrationVault } = {},
  ) => {
    const { configured = [], vault = aVault() } = options;
    const connections = new Connections();
    const logger = mockServices.logger.mock();
    const registry = await IntegrationRegistry.create({
      settings: configured.map(name =>
        anIntegration(URL, {
          name,
          title: `${name} of config`,
          isDefault: false,
        }),
      ),
      store,
      vault,
      connector: connections.connector,
      logger,
      now: () => NOW,
    });
    registries.push(registry);
    return { registry, connections, logger };
  };
  const contentOf = (
    name: string,
    change: Partial<IntegrationSettings>,
    vault: IntegrationVault,
  ) =>
    vault.seal(
      toIntegrationDefinition(
        anIntegration(URL, { name, title: name, isDefault: false, ...change }),
      ),
    );
  const connect = (
    name: string,
    change: Partial<IntegrationSettings> = {},
    vault = aVault(),
  ) =>
    knex.transaction(tx =>
      store.connect(tx, contentOf(name, change, vault), NOW),
    );
  const update = async (
    id: number,
    change: Partial<IntegrationSettings> & { name: string },
  ) => {
    const { version } = (await store.findStored(id))!;
    const content = contentOf(change.name, change, aVault());
    await knex.transaction(tx =>
      store.update(tx, { id, version, content }, NOW),
    );
  };
  const titles = (registry: IntegrationRegistry) =>
    registry.list().map(({ settings }) => settings.title);

  it('takes over what other processes connect, change and disconnect', async () => {
    const { registry } = await start({ configured: ['first'] });
    const id = await connect('second', { table: 'problem' });
    expect(titles(registry)).toEqual(['first of config']);

    await registry.refresh();
    expect(titles(registry)).toEqual(['first of config', 'second']);
    expect(registry.get(id)).toMatchObject({
      origin: 'portal',
      settings: {
        table: 'problem',
        auth: { type: 'basic', password: 'portal_integration' },
      },
    });

    await update(id, { name: 'second', title: 'Second' });
    await registry.refresh();
    expect(registry.titleOf(id)).toBe('Second');

    await knex('tickets').insert({
      integration_id: id,
      table_name: 'incident',
      title: 'x',
      created_at: NOW,
    });
    await store.disconnect(id, NOW);
    await registry.refresh();
    expect(registry.find(id)).toBeUndefined();
    expect(registry.findTarget(id)).toBeUndefined();
    expect(registry.titleOf(id)).toBe('second');
    expect(() => registry.get(id)).toThrow(/There is no integration/);

    expect(await connect('second', { title: 'Again' })).toBe(id);
    await registry.refresh();
    expect(registry.findTarget(id)).toMatchObject({
      settings: { title: 'Again' },
    });
  });

  it('makes no new client as long as nothing changes, and lets calls on their way end', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    const first = await connect('first');
    await connect('second');
    const { registry, connections } = await start();
    expect(connections.made).toBe(2);
    const { client } = registry.get(first);
    await registry.refresh();
    expect(connections.made).toBe(2);

    await update(first, { name: 'first', title: 'First' });
    await Promise.all([registry.refresh(), registry.refresh()]);
    expect(connections.made).toBe(3);
    expect(registry.get(first).client).not.toBe(client);
    expect(connections.open.sort()).toEqual(['First', 'first', 'second']);
    jest.advanceTimersByTime(30_000);
    expect(connections.open.sort()).toEqual(['First', 'second']);

    await store.disconnect(first, NOW);
    await registry.refresh();
    registry.close();
    expect(connections.open).toEqual([]);
  });

  it('prefers the config where both have a name, and says so', async () => {
    const id = await connect('production', { title: 'Portal' });
    const { registry, logger } = await start({ configured: ['production'] });
    expect(registry.get(id)).toMatchObject({
      origin: 'config',
      settings: { title: 'production of config' },
    });
    expect(registry.list()).toHaveLength(1);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(/production of app-config.yaml takes the place/),
    );
    expect(registry.isConfigured('production')).toBe(true);

    const without = await start();
    expect(titles(without.registry)).toEqual(['Portal']);
    expect(without.logger.warn).not.toHaveBeenCalled();
  });

  it('knows which one is meant where a request names none', async () => {
    const { registry } = await start();
    expect(() => registry.resolve(undefined)).toThrow(/not connected yet/);
    const first = await connect('first');
    await registry.refresh();
    expect(registry.resolve(undefined).id).toBe(first);

    const second = await connect('second');
    await registry.refresh();
    expect(() => registry.resolve(undefined)).toThrow(
      new RegExp(`Known: ${first} \\(first\\), ${second} \\(second\\)`),
    );
    await update(second, { name: 'second', isDefault: true });
    await registry.refresh();
    expect(registry.findDefault()?.id).toBe(second);
    await update(first, { name: 'first', isDefault: true });
    await registry.refresh();
    expect(registry.findDefault()?.id).toBe(first);
  });

  it('reads what an older key encrypted, and encrypts it anew', async () => {
    const id = await connect('production', {}, aVault('a'));
    const before = (await store.findStored(id))!.secrets;
    await start({ vault: aVault('b', 'a') });
    expect((await store.findStored(id))!.secrets).not.toBe(before);
    // Now the older key can go.
    const { registry } = await start({ vault: aVault('b') });
    expect(registry.get(id).settings.auth).toMatchObject({
      password: 'portal_integration',
    });
  });

  it('says what to do about one that cannot be decrypted, and goes on with the others', async () => {
    const lost = await connect('lost', {}, aVault('a'));
    const { registry, logger } = await start({ configured: ['production'] });
    expect(titles(registry)).toEqual(['production of config']);
    expect(registry.listUnusable()).toMatchObject([
      { id: lost, name: 'lost', because: expect.stringMatching(/key back/) },
    ]);
    expect(() => registry.get(lost)).toThrow(/lost cannot be used: .*key back/);
    expect(() => registry.findTarget(lost)).toThrow(/key back.*Then retry/s);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringMatching(/^The integration lost cannot be used/),
    );
  });

  it('keeps nothing of a secret in the clear', async () => {
    await connect('production', {
      tls: { key: '-----BEGIN KEY----- hunter2', passphrase: 'hunter2' },
      proxy: { url: 'http://p.example', password: 'hunter2' },
    });
    const row = JSON.stringify(await knex('integrations').first());
    expect(row).not.toContain('hunter2');
    expect(row).not.toContain('password');
  });
});
