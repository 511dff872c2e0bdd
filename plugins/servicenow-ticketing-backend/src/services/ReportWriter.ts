import type { Knex } from 'knex';
import type { ActivityStore } from '../database/ActivityStore';
import type { AnomalyStore } from '../database/AnomalyStore';
import { chunksOf, READ_CHUNK_SIZE } from '../database/chunk';
import type { OccurrenceStore } from '../database/OccurrenceStore';
import type { AnomalyRecord } from '../domain/anomaly';
import {
  observeAgain,
  observeFirst,
  type Effect,
  type KnownObservation,
  type ObservedChange,
  type Run,
} from '../domain/observe';
import type { ReportedAnomaly } from '../domain/forwarding';
import type { EndOfSilence } from '../domain/silence';
import type { AnomalyChange, Outbox, ReportForwarder } from './contracts';
import { severityChanges } from './severityChanges';
import { countDuplicates } from './countDuplicates';

/** What a report did, by effect, and how many of its failures belong to no entity. @internal */
export type ReportCounts = Record<Effect | 'unmatched', number>;

/** A change that the timeline tells. */
interface Noted {
  change: ObservedChange<AnomalyRecord>;
  before?: AnomalyRecord;
  message: string;
}

interface Written {
  known: KnownObservation;
  change: ObservedChange<AnomalyRecord>;
  before?: AnomalyRecord;
}

/**
 * Writes what a report says, in the transaction of the caller. The number of statements depends on the number of
 * chunks, not of observations, except that each ticket that hears of something takes a few.
 *
 * @internal
 */
export class ReportWriter {
  readonly #anomalies: AnomalyStore;
  readonly #activities: ActivityStore;
  readonly #occurrences: OccurrenceStore;
  readonly #outbox: Outbox;
  readonly #forwarder: ReportForwarder | undefined;

  constructor(options: {
    anomalies: AnomalyStore;
    activities: ActivityStore;
    occurrences: OccurrenceStore;
    outbox: Outbox;
    /** Makes tickets without a person. */
    forwarder?: ReportForwarder;
  }) {
    this.#anomalies = options.anomalies;
    this.#activities = options.activities;
    this.#occurrences = options.occurrences;
    this.#outbox = options.outbox;
    this.#forwarder = options.forwarder;
  }

  /** Needs observations with distinct fingerprints, and the lock of their source. */
  async write(
    tx: Knex.Transaction,
    options: {
      observations: KnownObservation[];
      run: Run;
      title: string;
      /** Gets the ids of the anomalies that look different now. */
      changed: Set<number>;
    },
  ): Promise<ReportCounts> {
    const counts: ReportCounts = {
      created: 0,
      updated: 0,
      reopened: 0,
      resolved: 0,
      ignored: 0,
      unmatched: 0,
    };
    const changes: AnomalyChange[] = [];
    const reported: ReportedAnomaly[] = [];
    for (const chunk of chunksOf(options.observations, READ_CHUNK_SIZE)) {
      const { written, told } = await this.#writeChunk(tx, {
        ...options,
        observations: chunk,
      });
      changes.push(...told);
      reported.push(
        ...written.map(({ change, before }) => ({
          anomaly: change.anomaly,
          before,
          effect: change.effect,
        })),
      );
      counts.ignored += chunk.length - written.length;
      for (const { known, change } of written) {
        const { outcome } = known.observation;
        counts[change.effect] += 1;
        if (
          (outcome === 'fail' || outcome === 'warn') &&
          change.anomaly.entityRefs.length === 0
        ) {
          counts.unmatched += 1;
        }
      }
    }
    // Once everything is written: how many anomalies of a ticket are open is known only then.
    await this.#outbox.enqueueForAnomalies(tx, changes);
    await this.#forwarder?.forward(tx, reported, options.run.receivedAt);
    return counts;
  }

  async #writeChunk(
    tx: Knex.Transaction,
    options: {
      observations: KnownObservation[];
      run: Run;
      title: string;
      changed: Set<number>;
    },
  ): Promise<{ written: Written[]; told: AnomalyChange[] }> {
    const { observations, run } = options;
    const existing = await this.#anomalies.findForUpdate(tx, {
      source: run.source,
      fingerprints: observations.map(({ fingerprint }) => fingerprint),
    });
    const seen = await this.#occurrences.seenIn(tx, {
      runId: run.id,
      anomalyIds: [...existing.values()].map(({ id }) => id),
    });

    const first: { known: KnownObservation; change: ObservedChange }[] = [];
    const written: Written[] = [];
    for (const known of observations) {
      const before = existing.get(known.fingerprint);
      if (!before) {
        const change = observeFirst(known, run);
        if (change) {
          first.push({ known, change });
        }
      } else if (!seen.has(before.id)) {
        const change = observeAgain(before, known, run);
        written.push({ known, change, before });
      }
    }

    await this.#anomalies.updateAll(
      tx,
      written.filter(isChanged).map(({ change }) => change.anomaly),
    );
    await this.#anomalies.replaceEntities(
      tx,
      written.filter(hasMoved).map(({ change }) => change.anomaly),
    );
    const ids = await this.#anomalies.insertAll(
      tx,
      first.map(({ change }) => change.anomaly),
    );
    for (const { known, change } of first) {
      const id = ids.get(known.fingerprint)!;
      written.push({
        known,
        change: { ...change, anomaly: { ...change.anomaly, id } },
      });
    }
    await this.#recordRuns(tx, { written, run });
    const originals = await countDuplicates(tx, this.#anomalies, {
      run,
      messages: messagesByOriginal(written),
    });
    const told = await this.#recordActivities(tx, {
      ...options,
      noted: [
        ...written.map(each => ({
          ...each,
          message: each.known.observation.message,
        })),
        ...originals,
      ].filter(({ change }) => change.activity),
    });
    await this.#recordFlapping(tx, { ...options, written });
    for (const { change } of [...written.filter(isChanged), ...originals]) {
      options.changed.add(change.anomaly.id);
    }
    const severities = await severityChanges(tx, {
      written,
      actor: { ref: `source:${run.source}`, name: options.title },
      at: run.receivedAt,
      anomalies: this.#anomalies,
    });
    return { written, told: [...told, ...severities] };
  }

  async #recordRuns(
    tx: Knex.Transaction,
    { written, run }: { written: Written[]; run: Run },
  ): Promise<void> {
    await this.#occurrences.addAll(
      tx,
      written
        .filter(({ change }) => change.occurrence)
        .map(({ known: { observation }, change }) => ({
          anomalyId: change.anomaly.id,
          runId: run.id,
          observedAt: run.observedAt,
          outcome: observation.outcome,
          affectedCount: observation.count,
          message: observation.message,
        })),
    );
    await this.#occurrences.countDays(
      tx,
      written.flatMap(({ known: { observation }, change }) =>
        change.said
          ? [
              {
                anomalyId: change.anomaly.id,
                observedAt: run.observedAt,
                said: change.said,
                affectedCount:
                  change.said === 'failed' ? observation.count : undefined,
              },
            ]
          : [],
      ),
    );
  }

  async #recordFlapping(
    tx: Knex.Transaction,
    options: { written: Written[]; run: Run; title: string },
  ): Promise<void> {
    const { written, run, title } = options;
    await this.#activities.addAll(
      tx,
      written
        .filter(({ change }) => change.beganFlapping)
        .map(({ change }) => ({
          anomalyId: change.anomaly.id,
          kind: 'flapping',
          actor: { name: title },
          at: run.observedAt,
        })),
    );
  }

  async #recordActivities(
    tx: Knex.Transaction,
    options: { noted: Noted[]; run: Run; title: string },
  ): Promise<AnomalyChange[]> {
    const { noted, run, title } = options;
    const activityIds = await this.#activities.addAll(
      tx,
      noted.map(({ message, change, before }) => ({
        anomalyId: change.anomaly.id,
        kind: change.activity!,
        actor: { name: title },
        body:
          [endOfSilenceText(change.endOfSilence), message]
            .filter(Boolean)
            .join(' ') || undefined,
        fromStatus: before?.status,
        toStatus: change.anomaly.status,
        resolution: change.anomaly.resolution,
        at: run.observedAt,
      })),
    );
    const ticketed = await this.#anomalies.withTickets(
      tx,
      noted.filter(({ before }) => before).map(({ before }) => before!.id),
    );
    return noted.flatMap(({ change, before }, index) => {
      const { id, status, resolution } = change.anomaly;
      return ticketed.has(id)
        ? [
            {
              kind: 'status' as const,
              anomalyId: id,
              activityId: activityIds[index],
              actor: { ref: `source:${run.source}`, name: title },
              at: run.receivedAt,
              status,
              fromStatus: before?.status,
              resolution,
            },
          ]
        : [];
    });
  }
}

/** The originals of duplicates that failed, with what one of those said. */
function messagesByOriginal(written: Written[]): Map<number, string> {
  return new Map(
    written.flatMap(({ known, change }) =>
      change.countsOn === undefined
        ? []
        : [[change.countsOn, known.observation.message] as const],
    ),
  );
}

/** Why something that was archived as Invalid or Discarded is news again. */
function endOfSilenceText(
  reason: EndOfSilence | undefined,
): string | undefined {
  switch (reason) {
    case 'expired':
      return 'The time it was to be ignored for is over.';
    case 'worse':
      return 'It is worse than when it was archived.';
    case 'too often':
      return 'It has failed too often since it was archived.';
    case undefined:
      return undefined;
  }
}

function isChanged({ change, before }: Written): boolean {
  return (
    change.effect !== 'ignored' ||
    change.anomaly.lastObservedAt.getTime() !== before?.lastObservedAt.getTime()
  );
}

function hasMoved({ change, before }: Written): boolean {
  return change.anomaly.entityRefs.join() !== before?.entityRefs.join();
}
