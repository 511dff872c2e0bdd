import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  IngestError,
  IngestReport,
} from 'backstage-plugin-servicenow-ticketing-common';
import type {
  Observation,
  Outcome,
} from 'backstage-plugin-servicenow-ticketing-node';
import type { Knex } from 'knex';
import { createHash } from 'node:crypto';
import type { SourceConfig } from '../config/readSourcesConfig';
import type { IngestStore } from '../database/IngestStore';
import { fingerprint } from '../domain/fingerprint';
import type { KnownObservation, Run } from '../domain/observe';
import { observedTime } from '../domain/observedTime';
import {
  sanitizeObservation,
  storableText,
} from '../domain/sanitizeObservation';
import type { Actor, Outbox } from './contracts';
import type { EntityMatcher } from './EntityMatcher';
import type { ReportWriter } from './ReportWriter';

/** A document as it arrived. @internal */
export interface IngestRequest {
  sourceId: string;
  document: unknown;
  /** SHA-256 of its bytes, hexadecimal. */
  bodyHash: string;
  /** The sender's own name for this delivery. */
  idempotencyKey?: string;
}

/** Of several results of one check the worst counts: a pass must not hide a failure. */
const WORST_FIRST: Outcome[] = ['fail', 'warn', 'error', 'skipped', 'pass'];

const MAX_RUN_ID_LENGTH = 255;

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
  readonly #writer: ReportWriter;
  readonly #outbox: Outbox;
  readonly #logger: LoggerService;
  readonly #now: () => Date;

  constructor(options: {
    knex: Knex;
    sources: SourceConfig[];
    ingests: IngestStore;
    matcher: EntityMatcher;
    writer: ReportWriter;
    outbox: Outbox;
    logger: LoggerService;
    now?: () => Date;
  }) {
    this.#knex = options.knex;
    this.#sources = new Map(options.sources.map(source => [source.id, source]));
    this.#ingests = options.ingests;
    this.#matcher = options.matcher;
    this.#writer = options.writer;
    this.#outbox = options.outbox;
    this.#logger = options.logger;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * @throws NotFoundError when there is no such source
   * @throws InputError when the document is not one of the source's
   * @throws ConflictError when the idempotency key was used for another document
   */
  async ingest(request: IngestRequest, reporter: Actor): Promise<IngestReport> {
    const source = this.#requireSource(request.sourceId);
    const receivedAt = this.#now();
    const parsed = source.adapter.parse(request.document, {
      severity: source.severity,
      receivedAt,
    });
    const run: Run = {
      source: source.id,
      id: runId(parsed.run.id),
      observedAt: observedTime(parsed.run.observedAt, receivedAt),
      receivedAt,
    };
    const { distinct, repeated } = distinguish(source.id, parsed.observations);
    const observations = await this.#withEntities(distinct);

    const report = await this.#knex.transaction(async tx => {
      await this.#ingests.lockSource(tx, source.id);
      const known = await this.#findRepeat(tx, request);
      if (known) {
        return known;
      }
      const counts = await this.#writer.write(tx, {
        observations,
        run,
        title: source.title,
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
    request: IngestRequest,
  ): Promise<IngestReport | undefined> {
    const known = await this.#ingests.find(tx, {
      source: request.sourceId,
      dedupKey: dedupKey(request),
    });
    if (!known) {
      return undefined;
    }
    if (known.bodyHash && known.bodyHash !== request.bodyHash) {
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

  async #withEntities(observations: KnownObservation[]) {
    const failing = observations.filter(({ observation: { outcome } }) =>
      ['fail', 'warn'].includes(outcome),
    );
    const matches = await this.#matcher.match(
      failing.map(({ observation }) => observation),
    );
    failing.forEach((known, index) => {
      known.entityRefs = matches[index];
    });
    return observations;
  }
}

/** Makes observations fit to be stored, one per problem. */
function distinguish(source: string, observations: Observation[]) {
  const distinct = new Map<string, KnownObservation>();
  const repeated: IngestError[] = [];
  for (const raw of observations) {
    const key = fingerprint(source, raw);
    const other = distinct.get(key)?.observation;
    const worse = !other || rank(raw.outcome) < rank(other.outcome);
    if (other) {
      const [used, unused] = worse ? [raw, other] : [other, raw];
      repeated.push({
        index: unused.index,
        reason: `is the same check as item ${used.index}, whose result is used`,
      });
    }
    if (worse) {
      distinct.set(key, {
        observation: sanitizeObservation(raw),
        fingerprint: key,
        entityRefs: [],
      });
    }
  }
  return { distinct: [...distinct.values()], repeated };
}

function rank(outcome: Outcome): number {
  return WORST_FIRST.indexOf(outcome);
}

function byIndex(a: IngestError, b: IngestError): number {
  return a.index - b.index;
}

function runId(id: string): string {
  return id.length > MAX_RUN_ID_LENGTH || id.includes('\0') ? sha256(id) : id;
}

function dedupKey({ idempotencyKey, bodyHash }: IngestRequest): string {
  return idempotencyKey === undefined
    ? `body:${bodyHash}`
    : `key:${sha256(idempotencyKey)}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
