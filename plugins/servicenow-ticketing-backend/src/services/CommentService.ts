import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { Activity } from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import type { ActivityStore } from '../database/ActivityStore';
import type { AnomalyStore } from '../database/AnomalyStore';
import type { AnomalyTarget } from './AnomalyDecisionService';
import { unknownAnomaly } from './anomalyErrors';
import type { ChangeAnnouncer, Outbox } from './contracts';

/** A comment of an anomaly, and who wants to change it. @internal */
export interface CommentTarget extends AnomalyTarget {
  activityId: number;
}

/**
 * Takes what people say about anomalies. New comments go to the tickets; what an author changes later stays in the
 * portal, as a work note in ServiceNow cannot be changed.
 *
 * @internal
 */
export class CommentService {
  readonly #knex: Knex;
  readonly #anomalies: AnomalyStore;
  readonly #activities: ActivityStore;
  readonly #outbox: Outbox;
  readonly #announcer: ChangeAnnouncer;
  readonly #now: () => Date;

  constructor(options: {
    knex: Knex;
    anomalies: AnomalyStore;
    activities: ActivityStore;
    outbox: Outbox;
    announcer: ChangeAnnouncer;
    now?: () => Date;
  }) {
    this.#knex = options.knex;
    this.#anomalies = options.anomalies;
    this.#activities = options.activities;
    this.#outbox = options.outbox;
    this.#announcer = options.announcer;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Adds a comment to the timeline and tells the anomaly's tickets.
   *
   * @throws NotFoundError
   */
  async add(target: AnomalyTarget, text: string): Promise<Activity> {
    const { anomalyId, actor } = target;
    const activityId = await this.#knex.transaction(async tx => {
      if (!(await this.#anomalies.getForUpdate(tx, anomalyId))) {
        throw unknownAnomaly(anomalyId);
      }
      const at = this.#now();
      const [id] = await this.#activities.addAll(tx, [
        { anomalyId, kind: 'comment', actor, body: text, at },
      ]);
      await this.#outbox.enqueueForAnomaly(tx, {
        kind: 'comment',
        anomalyId,
        activityId: id,
        actor,
        at,
        text,
      });
      return id;
    });
    this.#outbox.nudge();
    this.#announcer.anomaliesChanged([anomalyId]);
    return (await this.#activities.get(activityId))!;
  }

  /**
   * Changes a comment of the actor's own.
   *
   * @throws NotFoundError when there is no such comment, NotAllowedError when it is somebody else's
   */
  async edit(target: CommentTarget, text: string): Promise<Activity> {
    await this.#requireOwn(target);
    await this.#activities.editComment(target.activityId, {
      body: text,
      at: this.#now(),
    });
    this.#announcer.anomaliesChanged([target.anomalyId]);
    return (await this.#activities.get(target.activityId))!;
  }

  /**
   * Takes a comment of the actor's own back; the timeline keeps that there was one.
   *
   * @throws NotFoundError when there is no such comment, NotAllowedError when it is somebody else's
   */
  async delete(target: CommentTarget): Promise<void> {
    await this.#requireOwn(target);
    await this.#activities.deleteComment(target.activityId, this.#now());
    this.#announcer.anomaliesChanged([target.anomalyId]);
  }

  async #requireOwn(target: CommentTarget): Promise<void> {
    const { anomalyId, activityId, actor } = target;
    const comment = await this.#activities.get(activityId);
    if (
      comment?.anomaly_id !== anomalyId ||
      comment.kind !== 'comment' ||
      comment.deleted
    ) {
      throw new NotFoundError(
        `Anomaly ${anomalyId} has no comment ${activityId}`,
      );
    }
    if (comment.actor !== actor.ref) {
      throw new NotAllowedError('Only its author may change a comment.');
    }
  }
}
