import type {
  IntegrationHealth,
  PreflightReport,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { IntegrationRegistry } from '../IntegrationRegistry';
import { runPreflight } from '../preflight/runPreflight';
import { toHealth, toReport } from '../preflight/toReport';
import type { HealthKeeper } from './contracts';

/** Checks stored integrations, and remembers the newest report of each in this process. @internal */
export class PreflightMemory implements HealthKeeper {
  readonly #integrations: IntegrationRegistry;
  readonly #now: () => Date;
  readonly #newest = new Map<number, IntegrationHealth>();

  constructor(options: {
    integrations: IntegrationRegistry;
    now?: () => Date;
  }) {
    this.#integrations = options.integrations;
    this.#now = options.now ?? (() => new Date());
  }

  async listCurrent(): Promise<Map<number, IntegrationHealth>> {
    return this.#newest;
  }

  async check(
    integrationId: number,
    { writeCheck }: { writeCheck?: boolean } = {},
  ): Promise<PreflightReport> {
    const { client, settings } = this.#integrations.get(integrationId);
    const checks = await runPreflight({
      client,
      settings,
      now: this.#now,
      writeCheck,
    });
    const report = toReport(checks, {
      integrationId,
      settings,
      checkedAt: this.#now(),
    });
    await this.record(integrationId, report);
    return report;
  }

  async record(integrationId: number, report: PreflightReport): Promise<void> {
    this.#newest.set(integrationId, toHealth(report));
  }
}
