import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { HealthCheckSettings } from './config/readHealthCheckConfig';

/** How soon every process notices what an admin changed through another one. */
const REFRESH_INTERVAL = { seconds: 3 };
/** How often old calls and authorizations are removed. */
const CLEAN_UP_INTERVAL = { minutes: 1 };
const SHORT_TIMEOUT = { minutes: 1 };
/** Each check of a connection takes several calls, and some instances answer late. */
const HEALTH_TIMEOUT = { minutes: 10 };

/** What is done again and again. */
export interface Tasks {
  /** In every process. */
  refresh(): Promise<void>;
  /** Once for all processes together, as what follows. */
  cleanUp(): Promise<void>;
  healthCheck: HealthCheckSettings;
  checkHealth(signal: AbortSignal): Promise<void>;
}

/** Begins the tasks; the host ends them with the backend. */
export async function scheduleTasks(
  scheduler: SchedulerService,
  tasks: Tasks,
): Promise<void> {
  await scheduler.scheduleTask({
    id: 'integrations-refresh',
    scope: 'local',
    frequency: REFRESH_INTERVAL,
    timeout: SHORT_TIMEOUT,
    fn: () => tasks.refresh(),
  });
  await scheduler.scheduleTask({
    id: 'integrations-clean-up',
    scope: 'global',
    frequency: CLEAN_UP_INTERVAL,
    timeout: SHORT_TIMEOUT,
    fn: () => tasks.cleanUp(),
  });
  if (tasks.healthCheck.enabled) {
    await scheduler.scheduleTask({
      id: 'integrations-health',
      scope: 'global',
      frequency: { milliseconds: tasks.healthCheck.interval },
      timeout: HEALTH_TIMEOUT,
      fn: signal => tasks.checkHealth(signal),
    });
  }
}
