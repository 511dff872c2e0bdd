import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type {
  BulkResult,
  UpdateAnomalyRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import type { ActivityStore } from '../database/ActivityStore';
import type { AnomalyStore } from '../database/AnomalyStore';
import type { AnomalyRecord } from '../domain/anomaly';
import { decide, type Decided, type Decision } from '../domain/decide';
import {
  DEFAULT_LIFECYCLE_RULES,
  type LifecycleRules,
} from '../domain/lifecycleRules';
import { staleAnomaly, unknownAnomaly } from './anomalyErrors';
import type { Actor, ChangeAnnouncer, Outbox } from './contracts';

/** Who does something to which anomaly. @internal */
export interface AnomalyTarget {
  anomalyId: number;
  actor: Actor;
}

/** Takes what people decide about anomalies, and tells their tickets. @internal */
export class AnomalyDecisionService {
  readonly #knex: Knex;
  readonly #anomalies: AnomalyStore;
  readonly #activities: ActivityStore;
  readonly #outbox: Outbox;
  readonly #announcer: ChangeAnnouncer;
  readonly #rules: LifecycleRules;
  readonly #now: () => Date;

  constructor(options: {
    knex: Knex;
    anomalies: AnomalyStore;
    activities: ActivityStore;
    outbox: Outbox;
    announcer: ChangeAnnouncer;
    rules?: LifecycleRules;
    now?: () => Date;
  }) {
    this.#knex = options.knex;
    this.#anomalies = options.anomalies;
    this.#activities = options.activities;
    this.#outbox = options.outbox;
    this.#announcer = options.announcer;
    this.#rules = options.rules ?? DEFAULT_LIFECYCLE_RULES;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Acknowledges, archives, reopens, assigns or snoozes an anomaly. Deciding what is decided already changes nothing.
   *
   * @returns whether anything changed
   * @throws NotFoundError
   * @throws InputError for a time that is over, or an original that cannot be one
   * @throws ConflictError when somebody changed it since the caller read `version`
   */
  async decide(
    target: AnomalyTarget,
    request: UpdateAnomalyRequest,
  ): Promise<boolean> {
    const changed = await this.#knex.transaction(tx =>
      this.#decide(tx, target, request),
    );
    this.#outbox.nudge();
    if (changed) {
      this.#announcer.anomaliesChanged([target.anomalyId]);
    }
    return changed;
  }

  /** The same for many, each by itself: what is wrong with one does not cost the others. */
  async decideMany(
    anomalyIds: number[],
    decision: Decision,
    actor: Actor,
  ): Promise<BulkResult[]> {
    const results: BulkResult[] = [];
    for (const id of anomalyIds) {
      try {
        const changed = await this.#knex.transaction(tx =>
          this.#decide(tx, { anomalyId: id, actor }, decision),
        );
        results.push({
          id,
          outcome: changed ? 'changed' : 'unchanged',
          message: null,
        });
      } catch (error) {
        results.push({ id, ...failureOf(error) });
      }
    }
    this.#outbox.nudge();
    this.#announcer.anomaliesChanged(
      results
        .filter(({ outcome }) => outcome === 'changed')
        .map(({ id }) => id),
    );
    return results;
  }

  async #decide(
    tx: Knex.Transaction,
    target: AnomalyTarget,
    request: UpdateAnomalyRequest,
  ): Promise<boolean> {
    const { version, ...decision } = request;
    const current = await this.#anomalies.getForUpdate(tx, target.anomalyId);
    if (!current) {
      throw unknownAnomaly(target.anomalyId);
    }
    if (version !== undefined && version !== current.version) {
      throw staleAnomaly(current);
    }
    const at = this.#now();
    const decided = decide(
      current,
      await this.#withOriginal(tx, current, decision),
      { at, rules: this.#rules },
    );
    if (decided.entries.length > 0) {
      const written = await this.#anomalies.updateDecided(
        tx,
        decided.anomaly,
        current.version,
      );
      if (!written) {
        throw staleAnomaly(current);
      }
    }
    return this.#tell(tx, { target, decided, decision, at });
  }

  /** Writes the timeline, and what the tickets are to hear. */
  async #tell(
    tx: Knex.Transaction,
    told: {
      target: AnomalyTarget;
      decided: Decided;
      decision: Decision;
      at: Date;
    },
  ): Promise<boolean> {
    const { target, decided, decision, at } = told;
    const { anomaly, entries } = decided;
    const hasStatus = entries.some(({ kind }) => kind === 'status');
    // A comment that comes with no decision about the status stands by itself.
    const comment = hasStatus ? undefined : decision.comment;
    const all = comment
      ? [...entries, { kind: 'comment' as const, body: comment }]
      : entries;
    const common = { anomalyId: anomaly.id, actor: target.actor, at };
    const ids = await this.#activities.addAll(
      tx,
      all.map(entry => ({ ...common, ...entry })),
    );
    for (const [index, { kind, fromStatus }] of all.entries()) {
      const activityId = ids[index];
      if (kind === 'status') {
        await this.#outbox.enqueueForAnomaly(tx, {
          ...common,
          kind,
          activityId,
          status: anomaly.status,
          fromStatus,
          resolution: anomaly.resolution,
          comment: decision.comment,
        });
      } else if (kind === 'comment') {
        await this.#outbox.enqueueForAnomaly(tx, {
          ...common,
          kind,
          activityId,
          text: comment!,
        });
      }
    }
    return all.length > 0;
  }

  /** An original that is a duplicate itself stands for its own original. */
  async #withOriginal(
    tx: Knex.Transaction,
    current: AnomalyRecord,
    decision: Decision,
  ): Promise<Decision> {
    if (!decision.duplicate_of) {
      return decision;
    }
    const named = await this.#anomalies.get(decision.duplicate_of, tx);
    if (!named) {
      throw new InputError(
        `duplicate_of: there is no anomaly ${decision.duplicate_of}`,
      );
    }
    if (named.duplicateOf === current.id) {
      throw new InputError(
        `duplicate_of: anomaly ${named.id} is a duplicate of this one. Reopen it first.`,
      );
    }
    return { ...decision, duplicate_of: named.duplicateOf ?? named.id };
  }
}

function failureOf(error: unknown): Pick<BulkResult, 'outcome' | 'message'> {
  if (error instanceof NotFoundError) {
    return { outcome: 'not_found', message: error.message };
  }
  if (error instanceof InputError || error instanceof ConflictError) {
    return { outcome: 'failed', message: error.message };
  }
  throw error;
}
