import type {
  IntegrationHealth,
  PreflightReport,
} from 'backstage-plugin-servicenow-ticketing-common';

/** Knows how connections are. @internal */
export interface HealthKeeper {
  /** By the ids of integrations; those that were never checked are left out. */
  listCurrent(ids: number[]): Promise<Map<number, IntegrationHealth>>;
  /** Checks a stored integration now, and keeps what comes of it. */
  check(
    integrationId: number,
    options?: { writeCheck?: boolean },
  ): Promise<PreflightReport>;
  /** Keeps a report about an integration that was checked before it was saved. */
  record(integrationId: number, report: PreflightReport): Promise<void>;
}
