import type {
  IntegrationHealth,
  PreflightReport,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import type { IntegrationSettings } from '../../domain/integrationSettings';
import type { TokenStorage } from '../../servicenow/auth/TokenStorage';

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

/** Whose authorization it is, and for what. @internal */
export interface AuthorizationUse {
  userRef: string;
  settings: Pick<IntegrationSettings, 'instanceUrl' | 'auth'>;
}

/** Hands over what a person's authorization gave, implemented by OAuthService. @internal */
export interface AuthorizationDesk {
  /** For testing a definition before it is saved. */
  tokensForTest(
    authorizationId: string,
    use: AuthorizationUse,
  ): Promise<TokenStorage>;
  /** For an integration that is just being saved. */
  completeAuthorization(
    tx: Knex.Transaction,
    authorizationId: string,
    use: AuthorizationUse & { integrationId: number },
  ): Promise<void>;
}
