import type { Severity } from 'backstage-plugin-servicenow-ticketing-common';
import { createAnomalyWorld } from '../__testUtils__/anomalyWorld';
import { createTestDatabases } from '../__testUtils__/databases';
import { anObservation } from '../__testUtils__/observations';

const databases = createTestDatabases();

describe.each(databases.ids)('changes of severity, on %s', databaseId => {
  let world: ReturnType<typeof createAnomalyWorld>;

  beforeEach(async () => {
    world = createAnomalyWorld({ knex: await databases.create(databaseId) });
  });

  let run = 0;
  const report = (severity: Severity, outcome: 'fail' | 'pass' = 'fail') => {
    run += 1;
    const observedAt = new Date(world.clock.now.getTime() + run * 1000);
    return world.report('plain', {
      run: { id: `run ${run}`, observedAt, complete: true },
      observations: [anObservation({ severity, outcome })],
      ignored: 0,
      errors: [],
    });
  };
  const told = () =>
    world.outbox.changes
      .filter(({ kind }) => kind === 'severity')
      .map(change => ({ ...change, at: undefined }));

  it('are told to tickets, and only when there are tickets', async () => {
    await report('high');
    await report('critical');
    expect(told()).toEqual([]);

    const { id } = (await world.knex('anomalies').first('id'))!;
    await world.addTicket(id);
    await report('critical');
    expect(told()).toEqual([]);
    await report('low');
    expect(told()).toEqual([
      {
        kind: 'severity',
        anomalyId: id,
        severity: 'low',
        actor: { ref: 'source:plain', name: 'Plain' },
        at: undefined,
      },
    ]);
  });

  it('are no news of an anomaly that people have archived', async () => {
    await report('high');
    const { id } = (await world.knex('anomalies').first('id'))!;
    await world.addTicket(id);
    await world
      .knex('anomalies')
      .update({ status: 'Archived', resolution: 'Discarded' });
    await report('critical');
    expect(told()).toEqual([]);
  });

  it('come after the news that the anomaly is back', async () => {
    await report('high');
    const { id } = (await world.knex('anomalies').first('id'))!;
    await world.addTicket(id);
    await report('high', 'pass');
    await report('critical');
    expect(world.outbox.changes.map(({ kind }) => kind)).toEqual([
      'status',
      'status',
      'severity',
    ]);
  });
});
