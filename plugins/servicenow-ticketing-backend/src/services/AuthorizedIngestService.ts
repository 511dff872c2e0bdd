import { AuthenticationError } from '@backstage/errors';
import {
  anomalyIngestPermission,
  integrationAdminPermission,
  type IngestReport,
  type KeptIngest,
  type ListIngestsRequest,
  type Page,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { PackedBody } from '../domain/packedBody';
import {
  isSigned,
  SignatureCheck,
  type SignedHeaders,
} from '../domain/signature';
import type { PermissionGuard } from '../permissions/PermissionGuard';
import type { ActorDirectory } from './ActorDirectory';
import type { CallerOptions } from './contracts';
import type { KeptIngestService } from './ingest/KeptIngestService';
import type { IngestRequest, IngestService } from './IngestService';

/** Receives the body once it is clear that it may be sent; `onBytes` sees it as it was sent. */
export type ReceiveBody = (
  onBytes?: (bytes: Buffer) => void,
) => Promise<PackedBody>;

/** A document that is still on its way. */
export interface IncomingDocument extends Omit<IngestRequest, 'body' | 'kind'> {
  receiveBody: ReceiveBody;
}

/** The {@link IngestService} as callers get it: nothing is taken in without the permission for it. @internal */
export class AuthorizedIngestService {
  readonly #ingest: IngestService;
  readonly #kept: KeptIngestService;
  readonly #guard: PermissionGuard;
  readonly #actors: ActorDirectory;
  readonly #now: () => Date;

  constructor(options: {
    ingest: IngestService;
    keptIngests: KeptIngestService;
    guard: PermissionGuard;
    actors: ActorDirectory;
    now?: () => Date;
  }) {
    this.#ingest = options.ingest;
    this.#kept = options.keptIngests;
    this.#guard = options.guard;
    this.#actors = options.actors;
    this.#now = options.now ?? (() => new Date());
  }

  /** Needs anomaly.ingest; asks before the body is received. */
  async ingest(
    { receiveBody, ...request }: IncomingDocument,
    { credentials }: CallerOptions,
  ): Promise<IngestReport> {
    await this.#guard.require(anomalyIngestPermission, credentials);
    this.#ingest.requireSource(request.sourceId);
    const reporter = await this.#actors.actorOf(credentials);
    const body = await receiveBody();
    return this.#ingest.ingest({ ...request, body }, reporter);
  }

  /** Whether a request is to be judged by its signature. */
  isSigned(sourceId: string, headers: SignedHeaders): boolean {
    const header = this.#ingest.findSource(sourceId)?.signature?.header;
    return isSigned(headers) || (!!header && isSigned(headers, header));
  }

  /**
   * Needs a signature with the secret of the source, instead of a permission.
   *
   * @throws AuthenticationError when it is wrong, or the source has no secret
   */
  async ingestSigned(
    { receiveBody, ...request }: IncomingDocument,
    headers: SignedHeaders,
  ): Promise<IngestReport> {
    const source = this.#ingest.findSource(request.sourceId);
    if (!source?.signature) {
      // The same whether there is such a source: who cannot sign need not know.
      throw new AuthenticationError(
        'The signature is wrong. Sign the body exactly as it is sent, with the secret of the source.',
      );
    }
    const now = this.#now();
    const check = new SignatureCheck(source.signature, { headers, now });
    const body = await receiveBody(bytes => check.update(bytes));
    check.verify();
    const reporter = { ref: `source:${source.id}`, name: source.title };
    return this.#ingest.ingest({ ...request, body }, reporter);
  }

  /** Needs anomaly.ingest. */
  async ingestBatch(
    request: { receiveBody: ReceiveBody; idempotencyKey?: string },
    { credentials }: CallerOptions,
  ): Promise<IngestReport> {
    await this.#guard.require(anomalyIngestPermission, credentials);
    const reporter = await this.#actors.actorOf(credentials);
    const { receiveBody, idempotencyKey } = request;
    const body = await receiveBody();
    return this.#ingest.ingestBatch({ body, idempotencyKey }, reporter);
  }

  /** Needs integration.admin, as what follows: documents may hold values out of rows. */
  async list(
    request: ListIngestsRequest,
    { credentials }: CallerOptions,
  ): Promise<Page<KeptIngest>> {
    await this.#guard.require(integrationAdminPermission, credentials);
    return this.#kept.list(request);
  }

  async get(id: number, { credentials }: CallerOptions): Promise<KeptIngest> {
    await this.#guard.require(integrationAdminPermission, credentials);
    return this.#kept.get(id);
  }

  /** The document, gzip. */
  async readDocument(
    id: number,
    { credentials }: CallerOptions,
  ): Promise<Buffer> {
    await this.#guard.require(integrationAdminPermission, credentials);
    return this.#kept.readDocument(id);
  }

  async replay(
    id: number,
    { credentials }: CallerOptions,
  ): Promise<IngestReport> {
    await this.#guard.require(integrationAdminPermission, credentials);
    return this.#kept.replay(id);
  }
}
