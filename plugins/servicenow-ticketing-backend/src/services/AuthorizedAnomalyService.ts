import {
  anomalyCommentPermission,
  anomalyReadPermission,
  anomalyUpdatePermission,
  type Activity,
  type Anomaly,
  type AnomalyFacets,
  type BulkUpdateRequest,
  type BulkUpdateResponse,
  type AnomalyRecovery,
  type ListActivityRequest,
  type ListActivityResponse,
  type ListAnomaliesRequest,
  type ListAnomaliesResponse,
  type OccurrenceHistory,
  type UpdateAnomalyRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { PermissionGuard } from '../permissions/PermissionGuard';
import type { ActorDirectory } from './ActorDirectory';
import type { Decision } from '../domain/decide';
import type { AnomalyDecisionService } from './AnomalyDecisionService';
import type { AnomalyService } from './AnomalyService';
import type { CommentService } from './CommentService';
import type { CallerOptions } from './contracts';

/** Anomalies as callers get them: nothing is shown and nothing happens without the permission for it. @internal */
export class AuthorizedAnomalyService {
  readonly #anomalies: AnomalyService;
  readonly #decisions: AnomalyDecisionService;
  readonly #comments: CommentService;
  readonly #guard: PermissionGuard;
  readonly #actors: ActorDirectory;

  constructor(options: {
    anomalies: AnomalyService;
    decisions: AnomalyDecisionService;
    comments: CommentService;
    guard: PermissionGuard;
    actors: ActorDirectory;
  }) {
    this.#anomalies = options.anomalies;
    this.#decisions = options.decisions;
    this.#comments = options.comments;
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
    request: ListActivityRequest & { anomalyId: number },
    { credentials }: CallerOptions,
  ): Promise<ListActivityResponse> {
    await this.#guard.require(anomalyReadPermission, credentials);
    const { anomalyId, ...page } = request;
    return this.#anomalies.listActivity(anomalyId, page);
  }

  async getOccurrences(
    anomalyId: number,
    { credentials }: CallerOptions,
  ): Promise<OccurrenceHistory> {
    await this.#guard.require(anomalyReadPermission, credentials);
    return this.#anomalies.getOccurrences(anomalyId);
  }

  async getFacets(
    entityRef: string | undefined,
    { credentials }: CallerOptions,
  ): Promise<AnomalyFacets> {
    await this.#guard.require(anomalyReadPermission, credentials);
    return this.#anomalies.getFacets(entityRef);
  }

  async getRecovery(
    entityRef: string | undefined,
    { credentials }: CallerOptions,
  ): Promise<AnomalyRecovery> {
    await this.#guard.require(anomalyReadPermission, credentials);
    return this.#anomalies.getRecovery(entityRef);
  }

  async update(
    request: UpdateAnomalyRequest & { anomalyId: number },
    { credentials }: CallerOptions,
  ): Promise<Anomaly> {
    const { anomalyId, ...update } = request;
    await this.#requireToDecide(update, { credentials });
    const actor = await this.#actors.actorOf(credentials);
    await this.#decisions.decide({ anomalyId, actor }, update);
    return this.#anomalies.get(anomalyId);
  }

  async updateMany(
    request: BulkUpdateRequest,
    { credentials }: CallerOptions,
  ): Promise<BulkUpdateResponse> {
    const { ids, ...decision } = request;
    await this.#requireToDecide(decision, { credentials });
    const actor = await this.#actors.actorOf(credentials);
    return { results: await this.#decisions.decideMany(ids, decision, actor) };
  }

  async comment(
    request: { anomalyId: number; body: string },
    { credentials }: CallerOptions,
  ): Promise<Activity> {
    await this.#guard.require(anomalyCommentPermission, credentials);
    const actor = await this.#actors.actorOf(credentials);
    const { anomalyId, body } = request;
    return this.#comments.add({ anomalyId, actor }, body);
  }

  async editComment(
    request: { anomalyId: number; activityId: number; body: string },
    { credentials }: CallerOptions,
  ): Promise<Activity> {
    await this.#guard.require(anomalyCommentPermission, credentials);
    const actor = await this.#actors.actorOf(credentials);
    const { body, ...target } = request;
    return this.#comments.edit({ ...target, actor }, body);
  }

  async deleteComment(
    request: { anomalyId: number; activityId: number },
    { credentials }: CallerOptions,
  ): Promise<void> {
    await this.#guard.require(anomalyCommentPermission, credentials);
    const actor = await this.#actors.actorOf(credentials);
    await this.#comments.delete({ ...request, actor });
  }

  /** The answer shows the anomaly, so that those who may not read it may not change it either. */
  async #requireToDecide(
    decision: Decision,
    { credentials }: CallerOptions,
  ): Promise<void> {
    await this.#guard.require(anomalyReadPermission, credentials);
    if (
      decision.status ||
      decision.assignee !== undefined ||
      decision.snoozed_until !== undefined
    ) {
      await this.#guard.require(anomalyUpdatePermission, credentials);
    }
    if (decision.comment) {
      await this.#guard.require(anomalyCommentPermission, credentials);
    }
  }
}
