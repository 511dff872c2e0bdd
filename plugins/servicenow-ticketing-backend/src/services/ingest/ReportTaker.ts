import { ConflictError } from '@backstage/errors';
import type { Knex } from 'knex';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { chunksOf, READ_CHUNK_SIZE } from '../../database/chunk';
import type {
  IngestDelivery,
  IngestOutcome,
  IngestStore,
  StoredReport,
} from '../../database/IngestStore';
import type { LifecycleRules } from '../../domain/lifecycleRules';
import type { KnownObservation } from '../../domain/observe';
import type { ReadReport } from '../../sources/reading/readDelivery';
import type { EntityMatcher } from '../matching/EntityMatcher';
import { runId, sha256 } from '../reportIdentity';
import type { ReportWriter } from '../ReportWriter';

/** What a report is of. */
export interface TakenFrom {
  delivery: IngestDelivery;
  source: { id: string; title: string };
  /** Gets the ids of the anomalies that look different once it is taken in. */
  changed: Set<number>;
}

/** What became of a report, and which delivery brought it first. */
export interface TakenReport extends StoredReport {
  delivery_id: number;
}

/**
 * Takes in one report, whole or not at all, and once: one that was taken in before changes nothing.
 *
 * @internal
 */
export class ReportTaker {
  readonly #knex: Knex;
  readonly #ingests: IngestStore;
  readonly #matcher: EntityMatcher;
  readonly #writer: ReportWriter;
  readonly #rules: LifecycleRules | undefined;

  constructor(options: {
    knex: Knex;
    ingests: IngestStore;
    matcher: EntityMatcher;
    writer: ReportWriter;
    rules?: LifecycleRules;
  }) {
    this.#knex = options.knex;
    this.#ingests = options.ingests;
    this.#matcher = options.matcher;
    this.#writer = options.writer;
    this.#rules = options.rules;
  }

  /**
   * Takes in the only report of a delivery, which is processed then.
   *
   * @param again - whether to take it in although it was processed before
   */
  async takeOnly(
    report: ReadReport,
    options: TakenFrom & {
      again: boolean;
      outcome: Omit<IngestOutcome, 'status' | 'report'>;
    },
  ): Promise<TakenReport> {
    await this.#match(report, options.source.id);
    return this.#knex.transaction(async tx => {
      const { delivery, source, again, outcome } = options;
      await this.#ingests.lockSource(tx, source.id);
      const current = await this.#ingests.getForUpdate(tx, delivery.id);
      if (!current || current.bodyHash !== delivery.bodyHash) {
        throw new ConflictError(
          'The report was replaced by another one with the same Idempotency-Key while it was processed. Send a new key with each new document.',
        );
      }
      if (current.status === 'processed' && !again) {
        return repeatOf(current);
      }
      const first = await this.#findEvent(tx, report, source.id);
      if (first && first.id !== delivery.id) {
        // The event is known; that it came again need not be.
        await this.#ingests.remove(tx, delivery.id);
        return repeatOf(first);
      }
      const taken = await this.#write(tx, report, options);
      await this.#ingests.settle(
        delivery.id,
        { ...outcome, status: 'processed', report: taken },
        tx,
      );
      return { delivery_id: delivery.id, ...taken };
    });
  }

  /** Takes in one event of a batch. */
  async takeEvent(
    report: ReadReport,
    options: TakenFrom & { again: boolean },
  ): Promise<TakenReport> {
    await this.#match(report, options.source.id);
    return this.#knex.transaction(async tx => {
      const { delivery, source, again } = options;
      await this.#ingests.lockSource(tx, source.id);
      const first = await this.#findEvent(tx, report, source.id);
      if (first && !(again && first.id === delivery.id)) {
        return repeatOf(first, report);
      }
      const taken = await this.#write(tx, report, options);
      return { delivery_id: delivery.id, ...taken };
    });
  }

  async #write(
    tx: Knex.Transaction,
    report: ReadReport,
    { delivery, source, changed }: TakenFrom,
  ): Promise<StoredReport> {
    const counts = await this.#writer.write(tx, {
      observations: report.observations,
      run: {
        source: source.id,
        id: runId(report.run.id),
        observedAt: report.run.observedAt,
        receivedAt: delivery.receivedAt,
        rules: this.#rules,
      },
      title: source.title,
      changed,
    });
    const eventKey = eventKeyOf(report);
    if (eventKey) {
      const event = { source: source.id, eventKey, deliveryId: delivery.id };
      await this.#ingests.addEvent(tx, event);
    }
    return {
      ...counts,
      ignored: counts.ignored + report.ignored,
      errors: report.errors,
    };
  }

  async #findEvent(tx: Knex.Transaction, report: ReadReport, source: string) {
    const eventKey = eventKeyOf(report);
    return eventKey
      ? this.#ingests.findEvent(tx, { source, eventKey })
      : undefined;
  }

  /** Finds the entities of what failed, with other work of this thread in between. */
  async #match(report: ReadReport, source: string): Promise<void> {
    const failing = report.observations.filter(({ observation: { outcome } }) =>
      ['fail', 'warn'].includes(outcome),
    );
    for (const chunk of chunksOf<KnownObservation>(failing, READ_CHUNK_SIZE)) {
      const matches = await this.#matcher.match(
        chunk.map(({ observation }) => ({ ...observation, source })),
      );
      chunk.forEach((known, index) => {
        known.entityRefs = matches[index];
      });
      await nextTurn();
    }
  }
}

/** The answer to a report that was taken in before. @internal */
export function repeatOf(
  first: IngestDelivery,
  again?: ReadReport,
): TakenReport {
  const { created, updated, reopened, resolved, ignored, errors } =
    first.report;
  return {
    delivery_id: first.id,
    created: 0,
    updated: 0,
    reopened: 0,
    resolved: 0,
    ignored: again
      ? again.observations.length + again.ignored
      : created + updated + reopened + resolved + ignored,
    unmatched: 0,
    errors: again ? again.errors : errors,
  };
}

function eventKeyOf({ event }: ReadReport): string | undefined {
  return event && sha256(JSON.stringify([event.source, event.id]));
}
