import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import { createAnomalyWorld } from '../__testUtils__/anomalyWorld';
import { createTestDatabases } from '../__testUtils__/databases';
import { anAnomaly } from '../__testUtils__/observations';
import { WatcherStore } from '../database/WatcherStore';
import type { AuthorizedAnomalyService } from './AuthorizedAnomalyService';
import { WatchService } from './WatchService';

const databases = createTestDatabases();
const ANN = 'user:default/ann';
const asUser = (ref: string) => ({ credentials: mockCredentials.user(ref) });

describe.each(databases.ids)('watching, on %s', databaseId => {
  let world: ReturnType<typeof createAnomalyWorld>;
  let watchers: WatcherStore;
  let watches: WatchService;
  let anomalyId: number;
  const get = jest.fn<
    ReturnType<AuthorizedAnomalyService['get']>,
    Parameters<AuthorizedAnomalyService['get']>
  >();

  beforeEach(async () => {
    const knex = await databases.create(databaseId);
    world = createAnomalyWorld({ knex });
    watchers = new WatcherStore({ knex });
    get.mockReset().mockImplementation(id => world.service.get(id));
    watches = new WatchService({
      auth: mockServices.auth(),
      anomalies: { get },
      watchers,
    });
    const anomaly = anAnomaly();
    const ids = await knex.transaction(tx =>
      world.anomalies.insertAll(tx, [anomaly]),
    );
    anomalyId = ids.get(anomaly.fingerprint)!;
  });

  const by = (ref: string) => ({ anomalyId, actor: { ref, name: ref } });

  it('is what everybody does who has a hand in an anomaly', async () => {
    expect(await watchers.list(anomalyId)).toEqual([]);
    await world.comments.add(by('user:default/commenter'), 'x');
    await world.decisions.decide(by('user:default/decider'), {
      status: 'Acknowledged',
      assignee: 'user:default/assignee',
    });
    await world.comments.add(by('external:pipeline'), 'x');
    await world.addTicket(anomalyId);
    await world
      .knex('ticket_links')
      .update({ created_by: 'user:default/linker' });
    expect(await watchers.list(anomalyId)).toEqual([
      'user:default/assignee',
      'user:default/commenter',
      'user:default/decider',
      'user:default/linker',
    ]);
  });

  it('can be begun and ended by anybody who may see the anomaly, and stays so', async () => {
    const ann = asUser(ANN);
    expect(await watches.get(anomalyId, ann)).toEqual({ watching: false });
    await watches.set({ anomalyId, watching: true }, ann);
    expect(await watches.get(anomalyId, ann)).toEqual({ watching: true });
    await watches.set({ anomalyId, watching: false }, ann);
    await world.comments.add(by(ANN), 'still no notifications, please');
    expect(await watches.get(anomalyId, ann)).toEqual({ watching: false });
    expect(await watchers.list(anomalyId)).toEqual([]);
  });

  it('is refused for what is not there, what may not be seen, and programs', async () => {
    const refused = (id: number, caller = asUser(ANN)) =>
      watches.set({ anomalyId: id, watching: true }, caller);
    await expect(refused(999)).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(
      watches.set(
        { anomalyId, watching: true },
        { credentials: mockCredentials.service() },
      ),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: 'Only people can watch anomalies. Sign in.',
    });
    get.mockRejectedValue(new NotAllowedError('no'));
    await expect(refused(anomalyId)).rejects.toThrow('no');
    expect(await world.knex('anomaly_watchers')).toEqual([]);
  });
});
