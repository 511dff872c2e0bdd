import {
  anomalyIngestPermission,
  type IngestReport,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { PermissionGuard } from '../permissions/PermissionGuard';
import type { ActorDirectory } from './ActorDirectory';
import type { CallerOptions } from './contracts';
import type { IngestRequest, IngestService } from './IngestService';

/** The {@link IngestService} as callers get it: nothing is taken in without the permission for it. @internal */
export class AuthorizedIngestService {
  readonly #ingest: IngestService;
  readonly #guard: PermissionGuard;
  readonly #actors: ActorDirectory;

  constructor(options: {
    ingest: IngestService;
    guard: PermissionGuard;
    actors: ActorDirectory;
  }) {
    this.#ingest = options.ingest;
    this.#guard = options.guard;
    this.#actors = options.actors;
  }

  async ingest(
    request: IngestRequest,
    { credentials }: CallerOptions,
  ): Promise<IngestReport> {
    await this.#guard.require(anomalyIngestPermission, credentials);
    const reporter = await this.#actors.actorOf(credentials);
    return this.#ingest.ingest(request, reporter);
  }

  async ingestBatch(
    request: Omit<IngestRequest, 'eventHeaders'>,
    { credentials }: CallerOptions,
  ): Promise<IngestReport> {
    await this.#guard.require(anomalyIngestPermission, credentials);
    const reporter = await this.#actors.actorOf(credentials);
    return this.#ingest.ingestBatch(request, reporter);
  }
}
