import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  IntegrationHealth,
  PreflightReport,
} from 'backstage-plugin-servicenow-ticketing-common';
import { chunksOf } from '../database/chunk';
import type { IntegrationHealthStore } from '../database/IntegrationHealthStore';
import { toUtcText } from '../domain/utcTime';
import type { BreakerStatus } from '../servicenow/transport';
import type { IntegrationRegistry } from './IntegrationRegistry';
import type { HealthKeeper } from './integrations/contracts';
import { runPreflight } from './preflight/runPreflight';
import { toHealth, toReport } from './preflight/toReport';

/** Connections that are checked at the same time. */
const CHECKS_AT_ONCE = 4;

const UNKNOWN: IntegrationHealth = {
  status: 'unknown',
  message: 'Not checked yet',
  checked_at: null,
};

/** Checks connections, and keeps for all processes what came of it. @internal */
export class HealthService implements HealthKeeper {
  readonly #integrations: Pick<IntegrationRegistry, 'list' | 'find' | 'get'>;
  readonly #store: IntegrationHealthStore;
  readonly #logger: LoggerService;
  readonly #now: () => Date;

  constructor(options: {
    integrations: Pick<IntegrationRegistry, 'list' | 'find' | 'get'>;
    store: IntegrationHealthStore;
    logger: LoggerService;
    now?: () => Date;
  }) {
    this.#integrations = options.integrations;
    this.#store = options.store;
    this.#logger = options.logger;
    this.#now = options.now ?? (() => new Date());
  }

  async listCurrent(ids: number[]): Promise<Map<number, IntegrationHealth>> {
    return this.#store.list(ids);
  }

  /** What the newest report says. */
  async current(integrationId: number): Promise<IntegrationHealth> {
    const known = await this.#store.list([integrationId]);
    return known.get(integrationId) ?? UNKNOWN;
  }

  /**
   * Runs the preflight of a stored integration, and keeps what comes of it.
   *
   * @throws NotFoundError when there is none of this id, InputError when it cannot be used.
   */
  async check(
    integrationId: number,
    options: { writeCheck?: boolean } = {},
  ): Promise<PreflightReport> {
    const { client, settings } = this.#integrations.get(integrationId);
    const startedAt = this.#now();
    const checks = await runPreflight({
      client,
      settings,
      now: this.#now,
      writeCheck: options.writeCheck,
    });
    const report = toReport(checks, {
      integrationId,
      settings,
      checkedAt: this.#now(),
    });
    await this.#keep(integrationId, toHealth(report), startedAt);
    return report;
  }

  async record(integrationId: number, report: PreflightReport): Promise<void> {
    await this.#keep(integrationId, toHealth(report));
  }

  /** Checks every integration, for a task that runs now and then. One that cannot be checked stops no other. */
  async checkAll(signal?: AbortSignal): Promise<void> {
    for (const some of chunksOf(this.#integrations.list(), CHECKS_AT_ONCE)) {
      if (signal?.aborted) {
        return;
      }
      await Promise.all(
        some.map(({ id, settings }) =>
          this.check(id).catch(error =>
            this.#logger.error(
              `The connection to ${settings.title} could not be checked: ${error}`,
            ),
          ),
        ),
      );
    }
  }

  /**
   * Takes in that calls are held back, so that nobody has to wait for the next check to see it; and checks once they
   * are let through again. Does not throw.
   */
  async noteBreaker(
    integrationId: number,
    breaker: BreakerStatus,
  ): Promise<void> {
    try {
      if (breaker.state === 'open') {
        await this.#keep(integrationId, {
          status: 'failed',
          message: `ServiceNow does not answer, so that calls are held back since ${toUtcText(
            breaker.since,
          )}. The portal goes on trying; what waits is delivered then`,
          checked_at: this.#now().toISOString(),
        });
      } else if (breaker.state === 'closed') {
        await this.check(integrationId);
      }
    } catch (error) {
      this.#logger.error(
        `The health of integration ${integrationId} could not be kept: ${error}`,
      );
    }
  }

  async #keep(
    integrationId: number,
    health: IntegrationHealth,
    startedAt?: Date,
  ): Promise<void> {
    const { status, message } = health;
    if (status === 'unknown') {
      return;
    }
    const previous = await this.current(integrationId);
    const isKept = await this.#store.write({
      integrationId,
      status,
      message,
      checkedAt: new Date(health.checked_at ?? this.#now()),
      startedAt,
    });
    if (isKept && previous.status !== status) {
      this.#logChange(integrationId, { previous, status, message });
    }
  }

  /** Once per change: a line for every check would bury what else the log says. */
  #logChange(
    integrationId: number,
    change: {
      previous: IntegrationHealth;
      status: 'connected' | 'warning' | 'failed';
      message: string;
    },
  ): void {
    const { previous, status, message } = change;
    const title =
      this.#integrations.find(integrationId)?.settings.title ??
      `integration ${integrationId}`;
    const line = `Connection to ${title}: ${message}`;
    if (status === 'failed') {
      this.#logger.warn(line);
    } else {
      this.#logger.info(
        previous.status === 'failed' ? `${line} (it failed before)` : line,
      );
    }
  }
}
