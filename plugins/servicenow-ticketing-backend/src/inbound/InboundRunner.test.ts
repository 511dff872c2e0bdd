import { createTestDatabases } from '../__testUtils__/databases';
import { aSync, anIntegration } from '../__testUtils__/integrations';
import { mockServices } from '@backstage/backend-test-utils';
import { InboundPollStore } from '../database/InboundPollStore';
import type { FollowedIntegration, InboundParts } from './contracts';
import type { InboundPoller } from './InboundPoller';
import { InboundRunner } from './InboundRunner';
import type { Reconciler } from './Reconciler';

const databases = createTestDatabases();

describe.each(databases.ids)('turns of instances, on %s', databaseId => {
  let time: number;
  let polled: number[];
  let failing: Set<number>;
  let held: Map<number, Promise<void>>;
  let runners: InboundRunner[];
  let polls: InboundPollStore;
  const logger = mockServices.logger.mock();

  const integrations: FollowedIntegration[] = [];

  beforeEach(async () => {
    time = Date.now();
    const knex = await databases.create(databaseId);
    const created_at = new Date(time);
    integrations.length = 0;
    for (const name of ['one', 'two']) {
      await knex('integrations').insert({ name, origin: 'config', created_at });
      integrations.push({
        id: integrations.length + 1,
        settings: anIntegration('http://127.0.0.1:9', {
          name,
          title: name,
          ...(name === 'two' && {
            sync: aSync({ inbound: { poll_interval: '10s' } }),
          }),
        }),
      } as FollowedIntegration);
    }
    polled = [];
    failing = new Set();
    held = new Map();
    polls = new InboundPollStore({ knex });
    const poller = {
      poll: async ({ id }: FollowedIntegration) => {
        polled.push(id);
        await held.get(id);
        if (failing.has(id)) {
          throw new Error('no answer');
        }
        return { changed: ['INC1', 'INC2'], putOff: 0, failed: 0 };
      },
    } as unknown as InboundPoller;
    const parts = {
      integrations: {
        list: () => integrations,
        find: (id: number) => integrations.find(each => each.id === id),
      },
      polls,
      logger,
      now: () => new Date(time),
    } as unknown as InboundParts;
    runners = [1, 2].map(
      () =>
        new InboundRunner({
          parts,
          poller,
          reconciler: { reconcile: async () => {} } as unknown as Reconciler,
          settings: {
            enabled: true,
            reconcileInterval: 86_400_000,
            reconcileEvery: 600_000,
            push: { minInterval: 20 },
          },
          random: () => 0.5,
        }),
    );
  });
  afterEach(() => Promise.all(runners.map(runner => runner.stop())));

  const tick = () => Promise.all(runners.map(runner => runner.tick()));

  it('come once in an interval, whichever process takes them', async () => {
    await tick();
    expect(polled.sort()).toEqual([1, 2]);
    await tick();
    expect(polled).toHaveLength(2);
    time += 60_000;
    await tick();
    expect(polled).toHaveLength(4);
  });

  it('are not given to others while they go on, but soon when a process was killed in the middle', async () => {
    let goOn = () => {};
    held.set(2, new Promise(resolve => (goOn = resolve)));
    const [first, second] = runners;
    const killed = first.tick();
    while (polled.length < 2) {
      await second.tick();
    }
    const times = () => polled.filter(id => id === 2).length;
    time += 30_000;
    await second.tick();
    expect(times()).toBe(1);
    held.delete(2);
    time += 30_000;
    await second.tick();
    expect(times()).toBe(2);

    // The turn has ended: the next comes when the interval says.
    time += 11_000;
    await second.tick();
    expect(times()).toBe(3);
    goOn();
    await killed;
  });

  it('come to what was connected meanwhile, too', async () => {
    const later = integrations.pop()!;
    await tick();
    expect(polled).toEqual([1]);
    integrations.push(later);
    await tick();
    expect(polled).toEqual([1, 2]);
  });

  it('go on after a failure, which is kept until it works again', async () => {
    failing.add(1);
    await tick();
    expect((await polls.list()).get(1)).toMatchObject({
      lastError: 'no answer',
      failedAt: new Date(time),
    });
    expect((await polls.list()).get(2)).toMatchObject({
      lastError: undefined,
      succeededAt: new Date(time),
      changedTickets: 2,
    });
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('one could not be asked'),
    );
    failing.clear();
    time += 60_000;
    await tick();
    expect((await polls.list()).get(1)).toMatchObject({
      lastError: undefined,
      failedAt: undefined,
    });
  });

  it('come early once for many nudges', async () => {
    await tick();
    polled.length = 0;
    await Promise.all(
      Array.from({ length: 50 }, (_, i) => runners[i % 2].nudge(1)),
    );
    time += 20;
    await new Promise<void>(resolve => {
      const look = () => {
        if (polled.length > 0) {
          resolve();
        } else {
          setTimeout(look, 5);
        }
      };
      look();
    });
    await Promise.all(runners.map(runner => runner.stop()));
    expect(polled).toEqual([1]);
  });
});
