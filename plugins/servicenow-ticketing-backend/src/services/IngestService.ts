import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, isError, NotFoundError } from '@backstage/errors';
import type {
  IngestError,
  IngestReport,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import type { SourceConfig } from '../config/readSourcesConfig';
import type { IngestStore } from '../database/IngestStore';
import { distinguish } from '../domain/distinguish';
import type { LifecycleRules } from '../domain/lifecycleRules';
import type { KnownObservation, Run } from '../domain/observe';
import { observedTime } from '../domain/observedTime';
import { storableText } from '../domain/sanitizeObservation';
import { canonicalSource } from '../sources/canonical/canonicalSource';
import { readEvents, type CloudEvent } from '../sources/cloudevents/readEvents';
import type { Actor, ChangeAnnouncer, Outbox } from './contracts';
import type { EntityMatcher } from './matching/EntityMatcher';
import type { EntityOwners } from './matching/EntityOwners';
import { mergeReports, type EventResult } from './mergeReports';
import { dedupKey, runId, sha256 } from './reportIdentity';
import type { ReportWriter } from './ReportWriter';

/** A document as it arrived. @internal */
export interface IngestRequest {
  sourceId: string;
  document: unknown;
  /** SHA-256 of its bytes, hexadecimal. */
  bodyHash: string;
  /** The sender's own name for this delivery. */
  idempotencyKey?: string;
  /** What says that it is a CloudEvent: `content-type` and headers that start with `ce-`, in lower case. */
  eventHeaders?: Record<string, string>;
}

/** One document of a delivery, with the event it came in, if any. */
interface Report extends Omit<IngestRequest, 'sourceId' | 'eventHeaders'> {
  event?: CloudEvent;
}

/**
 * Takes in what sources report.
 *
 * A document is taken in once, whole or not at all: the same bytes, or the same idempotency key, answer with the
 * first delivery's id and change nothing. Items that cannot be used do not cost the others.
 *
 * @internal
 */
export class IngestService {
  readonly #knex: Knex;
  readonly #sources: Map<string, SourceConfig>;
  readonly #ingests: IngestStore;
  readonly #matcher: EntityMatcher;
  readonly #owners: Pick<EntityOwners, 'ensure'>;
  readonly #writer: ReportWriter;
  readonly #outbox: Outbox;
  readonly #announcer: ChangeAnnouncer;
  readonly #logger: LoggerService;
  readonly #rules: LifecycleRules | undefined;
  readonly #now: () => Date;

  constructor(options: {
    knex: Knex;
    sources: SourceConfig[];
    ingests: IngestStore;
    matcher: EntityMatcher;
    owners: Pick<EntityOwners, 'ensure'>;
    writer: ReportWriter;
    outbox: Outbox;
    announcer: ChangeAnnouncer;
    logger: LoggerService;
    /** Default: the usual ones. */
    rules?: LifecycleRules;
    now?: () => Date;
  }) {
    this.#knex = options.knex;
    this.#sources = new Map(options.sources.map(source => [source.id, source]));
    this.#ingests = options.ingests;
    this.#matcher = options.matcher;
    this.#owners = options.owners;
    this.#writer = options.writer;
    this.#outbox = options.outbox;
    this.#announcer = options.announcer;
    this.#logger = options.logger;
    this.#rules = options.rules;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Takes in what a tool wrote, bare or in CloudEvents.
   *
   * @throws NotFoundError when there is no such source
   * @throws InputError when the document is not one of the source's
   * @throws ConflictError when the idempotency key was used for another document
   */
  async ingest(request: IngestRequest, reporter: Actor): Promise<IngestReport> {
    const { sourceId, eventHeaders, ...report } = request;
    const source = this.#requireSource(sourceId);
    const delivery = readEvents(request.document, eventHeaders);
    if (!delivery) {
      return this.#take(source, report, reporter);
    }
    const results: EventResult[] = [];
    for (const [index, read] of delivery.events.entries()) {
      if ('reason' in read) {
        results.push(read);
        continue;
      }
      const { event } = read;
      const bodyHash = sha256(`${request.bodyHash}:${index}`);
      const one = { document: event.data, bodyHash, event };
      try {
        results.push({ report: await this.#take(source, one, reporter) });
      } catch (error) {
        // The others of a batch are not to suffer for one that is no document of the source's.
        if (!delivery.batch || !isError(error) || error.name !== 'InputError') {
          throw error;
        }
        results.push({ reason: error.message });
      }
    }
    const [only] = results;
    return !delivery.batch && 'report' in only
      ? only.report
      : mergeReports(results);
  }

  /**
   * Takes in a batch in the canonical form. The source need not be configured; where it is, its title and
   * severities hold, whatever its adapter.
   *
   * @throws InputError when it is no such batch
   * @throws ConflictError when the idempotency key was used for another document
   */
  async ingestBatch(
    request: Omit<IngestRequest, 'eventHeaders'>,
    reporter: Actor,
  ): Promise<IngestReport> {
    const { sourceId: id, ...report } = request;
    const source = this.#sources.get(id) ?? { id, title: id, severity: {} };
    return this.#take(
      { ...source, adapter: canonicalSource },
      report,
      reporter,
    );
  }

  async #take(
    source: SourceConfig,
    request: Report,
    reporter: Actor,
  ): Promise<IngestReport> {
    const receivedAt = this.#now();
    const parsed = source.adapter.parse(request.document, {
      severity: source.severity,
      receivedAt: observedTime(request.event?.time, receivedAt),
      datasetLabels: source.datasetLabels,
    });
    const run: Run = {
      source: source.id,
      id: runId(parsed.run.id),
      observedAt: observedTime(parsed.run.observedAt, receivedAt),
      receivedAt,
      rules: this.#rules,
    };
    const { distinct, repeated } = distinguish(source.id, parsed.observations);
    const observations = await this.#withEntities(source.id, distinct);

    const changed = new Set<number>();
    const report = await this.#knex.transaction(async tx => {
      await this.#ingests.lockSource(tx, source.id);
      const known = await this.#findRepeat(tx, source.id, request);
      if (known) {
        return known;
      }
      const counts = await this.#writer.write(tx, {
        observations,
        run,
        title: source.title,
        changed,
      });
      const answer = {
        ...counts,
        ignored: counts.ignored + parsed.ignored,
        errors: [...parsed.errors, ...repeated].sort(byIndex),
      };
      const delivery_id = await this.#ingests.add(tx, {
        source: source.id,
        dedupKey: dedupKey(request),
        bodyHash: request.bodyHash,
        reportedBy: reporter.ref,
        receivedAt,
        report: answer,
      });
      return { delivery_id, ...answer };
    });
    this.#outbox.nudge();
    this.#announcer.anomaliesChanged(changed);
    if (report.created + report.updated + report.reopened > 0) {
      await this.#owners.ensure();
    }
    this.#logger.info(
      `Report ${report.delivery_id} of ${source.id}: ${report.created} created, ${report.updated} updated, ${report.reopened} reopened, ${report.resolved} resolved, ${report.unmatched} unmatched, ${report.errors.length} unusable`,
    );
    return report;
  }

  #requireSource(id: string): SourceConfig {
    const source = this.#sources.get(id);
    if (!source) {
      const known = [...this.#sources.keys()].join(', ') || 'none yet';
      throw new NotFoundError(
        `There is no source "${storableText(
          id,
          64,
        )}". Add it to servicenowTicketing.sources in the app-config; configured: ${known}`,
      );
    }
    return source;
  }

  async #findRepeat(
    tx: Knex.Transaction,
    source: string,
    request: Report,
  ): Promise<IngestReport | undefined> {
    const known = await this.#ingests.find(tx, {
      source,
      dedupKey: dedupKey(request),
    });
    if (!known) {
      return undefined;
    }
    // An event is known by its name alone: brokers may write the same one differently when they send it again.
    const isOther = known.bodyHash && known.bodyHash !== request.bodyHash;
    if (isOther && !request.event) {
      throw new ConflictError(
        'This Idempotency-Key was used for another document before. Send a new key with each new document.',
      );
    }
    const { created, updated, reopened, resolved, ignored, errors } =
      known.report;
    return {
      delivery_id: known.id,
      created: 0,
      updated: 0,
      reopened: 0,
      resolved: 0,
      ignored: created + updated + reopened + resolved + ignored,
      unmatched: 0,
      errors,
    };
  }

  async #withEntities(source: string, observations: KnownObservation[]) {
    const failing = observations.filter(({ observation: { outcome } }) =>
      ['fail', 'warn'].includes(outcome),
    );
    const matches = await this.#matcher.match(
      failing.map(({ observation }) => ({ ...observation, source })),
    );
    failing.forEach((known, index) => {
      known.entityRefs = matches[index];
    });
    return observations;
  }
}

function byIndex(a: IngestError, b: IngestError): number {
  return a.index - b.index;
}
