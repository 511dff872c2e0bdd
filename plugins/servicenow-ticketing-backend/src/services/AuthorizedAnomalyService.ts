import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  anomalyCommentPermission,
  anomalyReadPermission,
  anomalyUpdatePermission,
  type Activity,
  type Anomaly,
  type AnomalyFacets,
  type BulkResult,
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
import type { AnomalyAccess } from '../domain/anomalyAccess';
import type { Decision } from '../domain/decide';
import type { PermissionGuard } from '../permissions/PermissionGuard';
import type { ActorDirectory } from './ActorDirectory';
import type { AnomalyDecisionService } from './AnomalyDecisionService';
import type { AnomalyService } from './AnomalyService';
import type { CommentService } from './CommentService';
import type { Actor, CallerOptions } from './contracts';

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
    caller: CallerOptions,
  ): Promise<ListAnomaliesResponse> {
    const access = await this.#accessOf(caller);
    return this.#anomalies.list(request, access);
  }

  async get(anomalyId: number, caller: CallerOptions): Promise<Anomaly> {
    await this.#guard.requireFor(anomalyId, [anomalyReadPermission], caller);
    return this.#anomalies.get(anomalyId);
  }

  async listActivity(
    request: ListActivityRequest & { anomalyId: number },
    caller: CallerOptions,
  ): Promise<ListActivityResponse> {
    const { anomalyId, ...page } = request;
    await this.#guard.requireFor(anomalyId, [anomalyReadPermission], caller);
    return this.#anomalies.listActivity(anomalyId, page);
  }

  async getOccurrences(
    anomalyId: number,
    caller: CallerOptions,
  ): Promise<OccurrenceHistory> {
    await this.#guard.requireFor(anomalyId, [anomalyReadPermission], caller);
    return this.#anomalies.getOccurrences(anomalyId);
  }

  async getFacets(
    entityRef: string | undefined,
    caller: CallerOptions,
  ): Promise<AnomalyFacets> {
    const access = await this.#accessOf(caller);
    return this.#anomalies.getFacets(entityRef, access);
  }

  async getRecovery(
    entityRef: string | undefined,
    caller: CallerOptions,
  ): Promise<AnomalyRecovery> {
    const access = await this.#accessOf(caller);
    return this.#anomalies.getRecovery(entityRef, access);
  }

  async update(
    request: UpdateAnomalyRequest & { anomalyId: number },
    caller: CallerOptions,
  ): Promise<Anomaly> {
    const { anomalyId, ...update } = request;
    await this.#guard.requireFor(anomalyId, permissionsFor(update), caller);
    await this.#requireOriginal(update, caller);
    const actor = await this.#actors.actorOf(caller.credentials);
    await this.#decisions.decide({ anomalyId, actor }, update);
    return this.#anomalies.get(anomalyId);
  }

  async updateMany(
    request: BulkUpdateRequest,
    caller: CallerOptions,
  ): Promise<BulkUpdateResponse> {
    const { ids, ...decision } = request;
    const missing = await this.#guard.missingFor(
      ids,
      permissionsFor(decision),
      caller,
    );
    await this.#requireOriginal(decision, caller);
    const actor = await this.#actors.actorOf(caller.credentials);
    const decided = await this.#decisions.decideMany(
      ids.filter(id => !missing.has(id)),
      decision,
      actor,
    );
    const results = new Map(decided.map(result => [result.id, result]));
    return {
      results: ids.map(
        id => results.get(id) ?? deniedResult(id, missing.get(id)!),
      ),
    };
  }

  async comment(
    request: { anomalyId: number; body: string },
    caller: CallerOptions,
  ): Promise<Activity> {
    const { anomalyId, body } = request;
    const actor = await this.#commenterOn(anomalyId, caller);
    return this.#comments.add({ anomalyId, actor }, body);
  }

  async editComment(
    request: { anomalyId: number; activityId: number; body: string },
    caller: CallerOptions,
  ): Promise<Activity> {
    const { body, ...target } = request;
    const actor = await this.#commenterOn(target.anomalyId, caller);
    return this.#comments.edit({ ...target, actor }, body);
  }

  async deleteComment(
    request: { anomalyId: number; activityId: number },
    caller: CallerOptions,
  ): Promise<void> {
    const actor = await this.#commenterOn(request.anomalyId, caller);
    await this.#comments.delete({ ...request, actor });
  }

  async #accessOf(caller: CallerOptions): Promise<AnomalyAccess> {
    return this.#guard.accessOf(anomalyReadPermission, caller);
  }

  async #commenterOn(anomalyId: number, caller: CallerOptions): Promise<Actor> {
    await this.#guard.requireFor(anomalyId, [anomalyCommentPermission], caller);
    return this.#actors.actorOf(caller.credentials);
  }

  /** Whoever may not read an anomaly is not told whether there is one to be the original. */
  async #requireOriginal(
    decision: Decision,
    caller: CallerOptions,
  ): Promise<void> {
    if (decision.duplicate_of !== undefined) {
      await this.#guard.requireFor(
        decision.duplicate_of,
        [anomalyReadPermission],
        caller,
      );
    }
  }
}

/** The answer shows the anomaly, so that those who may not read it may not change it either. */
function permissionsFor(decision: Decision): ResourcePermission[] {
  const { status, assignee, snoozed_until: snoozedUntil, comment } = decision;
  const updates =
    status || assignee !== undefined || snoozedUntil !== undefined;
  return [
    anomalyReadPermission,
    ...(updates ? [anomalyUpdatePermission] : []),
    ...(comment ? [anomalyCommentPermission] : []),
  ];
}

function deniedResult(id: number, missing: ResourcePermission): BulkResult {
  return {
    id,
    outcome: 'denied',
    message: `You lack the permission ${missing.name} for anomaly ${id}.`,
  };
}
