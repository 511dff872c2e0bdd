import { NotAllowedError } from '@backstage/errors';
import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type { AnomalyWatch } from 'backstage-plugin-servicenow-ticketing-common';
import type { WatcherStore } from '../database/WatcherStore';
import type { AuthorizedAnomalyService } from './AuthorizedAnomalyService';
import type { CallerOptions } from './contracts';

/**
 * Lets people say that they want to hear of an anomaly, or nothing of it. It is about themselves alone, so that who may
 * see the anomaly may say so.
 *
 * @internal
 */
export class WatchService {
  readonly #auth: AuthService;
  readonly #anomalies: Pick<AuthorizedAnomalyService, 'get'>;
  readonly #watchers: WatcherStore;

  constructor(options: {
    auth: AuthService;
    anomalies: Pick<AuthorizedAnomalyService, 'get'>;
    watchers: WatcherStore;
  }) {
    this.#auth = options.auth;
    this.#anomalies = options.anomalies;
    this.#watchers = options.watchers;
  }

  /**
   * Whether the caller hears of an anomaly.
   *
   * @throws NotFoundError, or NotAllowedError when the caller may not see it, or is no person.
   */
  async get(anomalyId: number, caller: CallerOptions): Promise<AnomalyWatch> {
    await this.#anomalies.get(anomalyId, caller);
    const user = this.#userOf(caller.credentials);
    const watchers = await this.#watchers.list(anomalyId);
    return { watching: watchers.includes(user) };
  }

  /**
   * The caller wants to hear of an anomaly, or nothing of it.
   *
   * @throws NotFoundError, or NotAllowedError when the caller may not see it, or is no person.
   */
  async set(
    request: { anomalyId: number; watching: boolean },
    caller: CallerOptions,
  ): Promise<AnomalyWatch> {
    const { anomalyId, watching } = request;
    await this.#anomalies.get(anomalyId, caller);
    await this.#watchers.set(
      anomalyId,
      this.#userOf(caller.credentials),
      watching,
    );
    return { watching };
  }

  #userOf(credentials: BackstageCredentials): string {
    if (!this.#auth.isPrincipal(credentials, 'user')) {
      throw new NotAllowedError('Only people can watch anomalies. Sign in.');
    }
    return credentials.principal.userEntityRef;
  }
}
