import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  toPage,
  type Activity,
  type Anomaly,
  type ListActivityResponse,
  type ListAnomaliesRequest,
  type ListAnomaliesResponse,
  type PageRequest,
  type UpdateAnomalyRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import type { ActivityStore } from '../database/ActivityStore';
import type { AnomalyStore } from '../database/AnomalyStore';
import type { AnomalyRecord } from '../domain/anomaly';
import { advance } from '../domain/lifecycle';
import type { Actor, Outbox, TicketLinkReader } from './contracts';
import { toAnomaly } from './toAnomaly';

/** Who does something to which anomaly. @internal */
export interface AnomalyTarget {
  anomalyId: number;
  actor: Actor;
}

/** Shows anomalies and takes what people decide and say about them. @internal */
export class AnomalyService {
  readonly #knex: Knex;
  readonly #anomalies: AnomalyStore;
  readonly #activities: ActivityStore;
  readonly #ticketLinks: TicketLinkReader;
  readonly #outbox: Outbox;
  readonly #sourceTitles: Map<string, string>;
  readonly #now: () => Date;

  constructor(options: {
    knex: Knex;
    anomalies: AnomalyStore;
    activities: ActivityStore;
    ticketLinks: TicketLinkReader;
    outbox: Outbox;
    /** The configured sources; anomalies of others keep their id as title. */
    sources: { id: string; title: string }[];
    now?: () => Date;
  }) {
    this.#knex = options.knex;
    this.#anomalies = options.anomalies;
    this.#activities = options.activities;
    this.#ticketLinks = options.ticketLinks;
    this.#outbox = options.outbox;
    this.#sourceTitles = new Map(
      options.sources.map(({ id, title }) => [id, title]),
    );
    this.#now = options.now ?? (() => new Date());
  }

  async list(request: ListAnomaliesRequest): Promise<ListAnomaliesResponse> {
    const [{ items, total }, summary] = await Promise.all([
      this.#anomalies.list(request),
      this.#anomalies.summarize(request.entity_ref),
    ]);
    return {
      ...toPage(await this.#present(items), { ...request, total }),
      total_is_exact: true,
      next_cursor: null,
      summary,
    };
  }

  /** @throws NotFoundError */
  async get(anomalyId: number): Promise<Anomaly> {
    const [anomaly] = await this.#present([await this.#require(anomalyId)]);
    return anomaly;
  }

  /**
   * The timeline of an anomaly, newest first.
   *
   * @throws NotFoundError
   */
  async listActivity(
    anomalyId: number,
    page: PageRequest,
  ): Promise<ListActivityResponse> {
    await this.#require(anomalyId);
    const { items, total } = await this.#activities.list(anomalyId, page);
    return toPage(items, { ...page, total });
  }

  /**
   * Acknowledges, archives or reopens an anomaly and tells its tickets. Deciding what is decided already
   * changes nothing.
   *
   * @throws NotFoundError
   * @throws ConflictError when somebody changed it since the caller read `version`
   */
  async update(
    target: AnomalyTarget,
    request: UpdateAnomalyRequest,
  ): Promise<Anomaly> {
    await this.#knex.transaction(async tx => {
      const current = await this.#anomalies.getForUpdate(tx, target.anomalyId);
      if (!current) {
        throw notFound(target.anomalyId);
      }
      if (
        request.version !== undefined &&
        request.version !== current.version
      ) {
        throw stale(current);
      }
      const decided = await this.#decide(tx, { target, current, request });
      if (!decided && request.comment) {
        await this.#say(tx, { ...target, text: request.comment });
      }
    });
    this.#outbox.nudge();
    return this.get(target.anomalyId);
  }

  /**
   * Adds a comment to the timeline and tells the anomaly's tickets.
   *
   * @throws NotFoundError
   */
  async comment(target: AnomalyTarget, text: string): Promise<Activity> {
    const activityId = await this.#knex.transaction(async tx => {
      if (!(await this.#anomalies.getForUpdate(tx, target.anomalyId))) {
        throw notFound(target.anomalyId);
      }
      return this.#say(tx, { ...target, text });
    });
    this.#outbox.nudge();
    return (await this.#activities.get(activityId))!;
  }

  /** Returns whether there was anything to decide. */
  async #decide(
    tx: Knex.Transaction,
    options: {
      target: AnomalyTarget;
      current: AnomalyRecord;
      request: UpdateAnomalyRequest;
    },
  ): Promise<boolean> {
    const { target, current, request } = options;
    const { status, resolution, comment } = request;
    const transition =
      status && advance(current, { kind: 'decided', status, resolution });
    if (!transition || transition.activities.length === 0) {
      return false;
    }
    const { next } = transition;
    const at = this.#now();
    const written = await this.#anomalies.updateStatus(tx, {
      id: current.id,
      expectedVersion: current.version,
      status: next.status,
      resolution: next.resolution,
      at,
    });
    if (!written) {
      throw stale(current);
    }
    const [activityId] = await this.#activities.addAll(tx, [
      {
        anomalyId: current.id,
        kind: 'status',
        actor: target.actor,
        body: comment,
        fromStatus: current.status,
        toStatus: next.status,
        resolution: next.resolution,
        at,
      },
    ]);
    await this.#outbox.enqueueForAnomaly(tx, {
      kind: 'status',
      anomalyId: current.id,
      activityId,
      actor: target.actor,
      at,
      status: next.status,
      resolution: next.resolution,
      comment,
    });
    return true;
  }

  async #say(
    tx: Knex.Transaction,
    comment: AnomalyTarget & { text: string },
  ): Promise<number> {
    const { anomalyId, actor, text } = comment;
    const at = this.#now();
    const [activityId] = await this.#activities.addAll(tx, [
      { anomalyId, kind: 'comment', actor, body: text, at },
    ]);
    await this.#outbox.enqueueForAnomaly(tx, {
      kind: 'comment',
      anomalyId,
      activityId,
      actor,
      at,
      text,
    });
    return activityId;
  }

  async #require(anomalyId: number): Promise<AnomalyRecord> {
    const record = await this.#anomalies.get(anomalyId);
    if (!record) {
      throw notFound(anomalyId);
    }
    return record;
  }

  async #present(records: AnomalyRecord[]): Promise<Anomaly[]> {
    const links = await this.#ticketLinks.listLinks(
      records.map(({ id }) => id),
    );
    return records.map(record =>
      toAnomaly(record, {
        sourceTitle: this.#sourceTitles.get(record.source) ?? record.source,
        ticketLinks: links.get(record.id) ?? [],
      }),
    );
  }
}

function notFound(anomalyId: number): NotFoundError {
  return new NotFoundError(`There is no anomaly ${anomalyId}`);
}

function stale(current: AnomalyRecord): ConflictError {
  return new ConflictError(
    `Anomaly ${current.id} was changed by somebody else and is ${current.status} now (version ${current.version}). Reload it and decide again.`,
  );
}
