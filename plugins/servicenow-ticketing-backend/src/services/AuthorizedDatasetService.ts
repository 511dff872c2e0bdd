import {
  integrationAdminPermission,
  type AssignDatasetRequest,
  type AssignDatasetResponse,
  type ListDatasetAssignmentsResponse,
  type ListUnmatchedDatasetsRequest,
  type ListUnmatchedDatasetsResponse,
  type PageRequest,
  type SuggestEntitiesRequest,
  type SuggestEntitiesResponse,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { PermissionGuard } from '../permissions/PermissionGuard';
import type { ActorDirectory } from './ActorDirectory';
import type { CallerOptions } from './contracts';
import type { DatasetService } from './matching/DatasetService';

/** Datasets as callers get them: everything needs integration.admin. @internal */
export class AuthorizedDatasetService {
  readonly #datasets: DatasetService;
  readonly #guard: PermissionGuard;
  readonly #actors: ActorDirectory;

  constructor(options: {
    datasets: DatasetService;
    guard: PermissionGuard;
    actors: ActorDirectory;
  }) {
    this.#datasets = options.datasets;
    this.#guard = options.guard;
    this.#actors = options.actors;
  }

  async listUnmatched(
    request: ListUnmatchedDatasetsRequest,
    { credentials }: CallerOptions,
  ): Promise<ListUnmatchedDatasetsResponse> {
    await this.#guard.require(integrationAdminPermission, credentials);
    return this.#datasets.listUnmatched(request);
  }

  /** Asks the catalog as the caller, who may not see every entity. */
  async suggest(
    request: SuggestEntitiesRequest,
    { credentials }: CallerOptions,
  ): Promise<SuggestEntitiesResponse> {
    await this.#guard.require(integrationAdminPermission, credentials);
    return this.#datasets.suggest(request, credentials);
  }

  async listAssignments(
    page: PageRequest,
    { credentials }: CallerOptions,
  ): Promise<ListDatasetAssignmentsResponse> {
    await this.#guard.require(integrationAdminPermission, credentials);
    return this.#datasets.listAssignments(page);
  }

  async assign(
    request: AssignDatasetRequest,
    { credentials }: CallerOptions,
  ): Promise<AssignDatasetResponse> {
    await this.#guard.require(integrationAdminPermission, credentials);
    const actor = await this.#actors.actorOf(credentials);
    return this.#datasets.assign(request, actor);
  }

  async unassign(
    assignmentId: number,
    { credentials }: CallerOptions,
  ): Promise<void> {
    await this.#guard.require(integrationAdminPermission, credentials);
    await this.#datasets.unassign(assignmentId);
  }
}
