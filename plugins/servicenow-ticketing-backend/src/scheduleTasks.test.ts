import { mockServices } from '@backstage/backend-test-utils';
import { scheduleTasks, type Tasks } from './scheduleTasks';

describe('scheduleTasks', () => {
  const tasks: Tasks = {
    refresh: jest.fn(async () => undefined),
    cleanUp: jest.fn(async () => undefined),
    healthCheck: { enabled: true, interval: 300_000 },
    checkHealth: jest.fn(async () => undefined),
  };

  it('refreshes every process within seconds, and checks and cleans up once for all', async () => {
    const scheduler = mockServices.scheduler.mock();
    await scheduleTasks(scheduler, tasks);
    const scheduled = scheduler.scheduleTask.mock.calls.map(([task]) => task);
    expect(
      scheduled.map(({ id, scope, frequency }) => ({ id, scope, frequency })),
    ).toEqual([
      {
        id: 'integrations-refresh',
        scope: 'local',
        frequency: { seconds: 3 },
      },
      {
        id: 'integrations-clean-up',
        scope: 'global',
        frequency: { minutes: 1 },
      },
      {
        id: 'integrations-health',
        scope: 'global',
        frequency: { milliseconds: 300_000 },
      },
    ]);
    const { signal } = new AbortController();
    for (const { fn } of scheduled) {
      await fn(signal);
    }
    expect(tasks.refresh).toHaveBeenCalledTimes(1);
    expect(tasks.cleanUp).toHaveBeenCalledTimes(1);
    expect(tasks.checkHealth).toHaveBeenCalledWith(signal);
  });

  it('does not check where nobody wants it', async () => {
    const scheduler = mockServices.scheduler.mock();
    await scheduleTasks(scheduler, {
      ...tasks,
      healthCheck: { enabled: false, interval: 300_000 },
    });
    expect(
      scheduler.scheduleTask.mock.calls.map(([{ id }]) => id),
    ).not.toContain('integrations-health');
  });
});
