import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  createFaultyProxy,
  type FaultyProxy,
} from '../__testUtils__/faultyProxy';
import { changeAs, createInboundWorld } from '../__testUtils__/inboundWorld';
import { ANN, aMapping } from '../__testUtils__/testTicketing';

const databases = createTestDatabases();

const ROUNDS = 4;

describe.each(databases.ids)(
  'two portals with a ticket in common, with all that can travel, on %s',
  databaseId => {
    let simulator: Simulator;
    let proxies: FaultyProxy[];
    let worlds: Awaited<ReturnType<typeof createInboundWorld>>[];
    let time = new Date('2026-01-23T19:51:23Z').getTime();
    let sysId: string;
    let anomalyIds: number[];

    /** Both poll and deliver in turns, for longer than it takes if nothing echoes. */
    const settle = async () => {
      for (let round = 0; round < ROUNDS; round++) {
        time += 60_000;
        for (const world of worlds) {
          world.advance(60_000);
          await world.poll();
          await world.worker.drain();
        }
      }
    };
    beforeEach(async () => {
      simulator = await createSimulator({ clock: { now: () => time } });
      ({ sys_id: sysId } = simulator.insert('incident', {
        short_description: 'Orders late',
      }));
      proxies = [
        await createFaultyProxy(simulator.url),
        await createFaultyProxy(simulator.url),
      ];
      worlds = [];
      for (const { url } of proxies) {
        worlds.push(
          await createInboundWorld({
            knex: await databases.create(databaseId),
            instanceUrl: url,
            inbound: {
              acknowledge: true,
              archive: true,
              comments: true,
              workNotes: true,
            },
            settings: { mapping: aMapping({ states: { acknowledged: 2 } }) },
          }),
        );
      }
      anomalyIds = [
        await worlds[0].linked(sysId),
        await worlds[1].linked(sysId),
      ];
      await settle();
      proxies.forEach(({ calls }) => {
        calls.length = 0;
      });
    });
    afterEach(async () => {
      await Promise.all(worlds.map(world => world.stop()));
      await Promise.all(proxies.map(proxy => proxy.stop()));
      await simulator.stop();
    });

    const writes = () =>
      proxies.map(
        ({ calls }) => calls.filter(({ method }) => method !== 'GET').length,
      );
    const statuses = () =>
      Promise.all(worlds.map((world, i) => world.statusOf(anomalyIds[i])));
    const decide = (
      portal: number,
      decision: Parameters<(typeof worlds)[0]['decisions']['decide']>[1],
    ) =>
      worlds[portal].decisions.decide(
        { anomalyId: anomalyIds[portal], actor: ANN },
        decision,
      );

    it('change it once for each thing that a person does, and no more', async () => {
      await decide(0, { status: 'Acknowledged' });
      await settle();
      expect(await statuses()).toEqual(['Acknowledged', 'Acknowledged']);
      expect(writes()).toEqual([1, 0]);

      await decide(1, { status: 'Archived', resolution: 'Resolved' });
      await settle();
      expect(await statuses()).toEqual([
        'Archived Resolved',
        'Archived Resolved',
      ]);
      expect(writes()).toEqual([1, 1]);

      await changeAs(simulator, 'beth.anglin', {
        sysId,
        values: { state: '2', comments: 'It is back' },
      });
      await settle();
      // A person archived it in the second portal: there it stays.
      expect(await statuses()).toEqual(['Acknowledged', 'Archived Resolved']);
      expect(writes()).toEqual([1, 1]);

      await worlds[0].comments.add(
        { anomalyId: anomalyIds[0], actor: ANN },
        'Looking',
      );
      await settle();
      expect(writes()).toEqual([2, 1]);

      const told = await worlds[1].told(anomalyIds[1]);
      const count = (text: string) =>
        told.filter(entry => entry.includes(text)).length;
      expect(count('It is back')).toBe(1);
      expect(count('Comment from Backstage: Looking')).toBe(1);
      // Nothing of its own comes back to it.
      expect(count('Anomaly Status: Archived')).toBe(0);
    });
  },
);
