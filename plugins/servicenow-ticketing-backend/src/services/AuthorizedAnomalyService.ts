import {
  anomalyCommentPermission,
  anomalyReadPermission,
  anomalyUpdatePermission,
  type Activity,
  type Anomaly,
  type ListActivityResponse,
  type ListAnomaliesRequest,
  type ListAnomaliesResponse,
  type PageRequest,
  type UpdateAnomalyRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { PermissionGuard } from '../permissions/PermissionGuard';
import type { ActorDirectory } from './ActorDirectory';
import type { AnomalyService } from './AnomalyService';
import type { CallerOptions } from './contracts';

/** The {@link AnomalyService} as callers get it: nothing happens without the permission for it. @internal */
export class AuthorizedAnomalyService {
  readonly #anomalies: AnomalyService;
  readonly #guard: PermissionGuard;
  readonly #actors: ActorDirectory;

  constructor(options: {
    anomalies: AnomalyService;
    guard: PermissionGuard;
    actors: ActorDirectory;
  }) {
    this.#anomalies = options.anomalies;
    this.#guard = options.guard;
    this.#actors = options.actors;
  }

  async list(
    request: ListAnomaliesRequest,
    { credentials }: CallerOptions,
  ): Promise<ListAnomaliesResponse> {
    await this.#guard.require(anomalyReadPermission, credentials);
    return this.#anomalies.list(request);
  }

  async get(
    anomalyId: number,
    { credentials }: CallerOptions,
  ): Promise<Anomaly> {
    await this.#guard.require(anomalyReadPermission, credentials);
    return this.#anomalies.get(anomalyId);
  }

  async listActivity(
    request: PageRequest & { anomalyId: number },
    { credentials }: CallerOptions,
  ): Promise<ListActivityResponse> {
    await this.#guard.require(anomalyReadPermission, credentials);
    const { anomalyId, ...page } = request;
    return this.#anomalies.listActivity(anomalyId, page);
  }

  async update(
    request: UpdateAnomalyRequest & { anomalyId: number },
    { credentials }: CallerOptions,
  ): Promise<Anomaly> {
    const { anomalyId, ...update } = request;
    // The answer shows the anomaly, so that those who may not read it may not change it either.
    await this.#guard.require(anomalyReadPermission, credentials);
    if (update.status) {
      await this.#guard.require(anomalyUpdatePermission, credentials);
    }
    if (update.comment) {
      await this.#guard.require(anomalyCommentPermission, credentials);
    }
    const actor = await this.#actors.actorOf(credentials);
    return this.#anomalies.update({ anomalyId, actor }, update);
  }

  async comment(
    request: { anomalyId: number; body: string },
    { credentials }: CallerOptions,
  ): Promise<Activity> {
    await this.#guard.require(anomalyCommentPermission, credentials);
    const actor = await this.#actors.actorOf(credentials);
    const { anomalyId, body } = request;
    return this.#anomalies.comment({ anomalyId, actor }, body);
  }
}
