import type {
  Activity,
  ActivityKind,
  AnomalyStatus,
  ListActivityRequest,
  Resolution,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { chunksOf, WRITE_CHUNK_SIZE } from './chunk';
import type { ActivityRow } from './tables';
import { toIso, toOptionalIso } from './time';

/** An entry about to be written to a timeline; without `actor` its source caused it. @internal */
export interface NewActivity {
  anomalyId: number;
  kind: ActivityKind;
  actor?: { ref?: string; name: string };
  body?: string;
  fromStatus?: AnomalyStatus;
  toStatus?: AnomalyStatus;
  resolution?: Resolution;
  /** The ticket it is about or comes from. */
  ticketId?: number;
  at: Date;
}

type DeliveryState = Activity['deliveries'][number];

/** Keeps the timelines of anomalies. @internal */
export class ActivityStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Adds entries; answers with their ids in the order given. */
  async addAll(
    tx: Knex.Transaction,
    activities: NewActivity[],
  ): Promise<number[]> {
    const ids: number[] = [];
    for (const chunk of chunksOf(activities, WRITE_CHUNK_SIZE)) {
      const rows = await tx('activities')
        .insert(chunk.map(toRow))
        .returning('id');
      // Ids are given out in the order of the rows; the answer may come in another.
      ids.push(...rows.map(row => row.id).sort((a, b) => a - b));
    }
    return ids;
  }

  async get(id: number): Promise<Activity | undefined> {
    const row = await this.#knex('activities').where({ id }).first();
    return row && (await this.#withDeliveries([row]))[0];
  }

  /** Whether the last change of an anomaly's status came from a ticket, not from a person or its source. */
  async isLastStatusOfTicket(
    tx: Knex.Transaction,
    anomalyId: number,
  ): Promise<boolean> {
    const row = await tx('activities')
      .where({ anomaly_id: anomalyId })
      .whereIn('kind', ['status', 'passed', 'reopened'])
      .orderBy('id', 'desc')
      .first('kind', 'ticket_id');
    return row?.kind === 'status' && row.ticket_id !== null;
  }

  async editComment(
    id: number,
    change: { body: string; at: Date },
  ): Promise<void> {
    await this.#knex('activities')
      .where({ id })
      .update({ body: change.body, edited_at: change.at });
  }

  /** The text is gone for good; that there was a comment stays. */
  async deleteComment(id: number, at: Date): Promise<void> {
    await this.#knex('activities')
      .where({ id })
      .update({ body: null, deleted_at: at });
  }

  /** One page of a timeline, newest first, with what became of each entry in ServiceNow. */
  async list(
    anomalyId: number,
    request: ListActivityRequest,
  ): Promise<{ items: Activity[]; total: number; nextCursor?: number }> {
    const matching = () => {
      const query = this.#knex('activities').where({ anomaly_id: anomalyId });
      if (request.kind?.length) {
        query.whereIn('kind', request.kind);
      }
      return query;
    };
    const [counted] = await matching().count({ total: '*' });
    const { cursor, page, size } = request;
    const older = matching()
      .orderBy('id', 'desc')
      // One more tells whether there is a next page.
      .limit(size + 1);
    if (cursor === undefined) {
      older.offset((page - 1) * size);
    } else {
      older.where('id', '<', cursor);
    }
    const found = await older;
    const rows = found.slice(0, size);
    return {
      items: await this.#withDeliveries(rows),
      total: Number(counted.total),
      nextCursor: found.length > size ? rows[size - 1].id : undefined,
    };
  }

  async #withDeliveries(rows: ActivityRow[]): Promise<Activity[]> {
    const byActivity = new Map<number, DeliveryState[]>();
    const deliveries = await this.#knex('deliveries')
      .leftJoin('tickets', 'tickets.id', 'deliveries.ticket_id')
      .whereIn(
        'deliveries.activity_id',
        rows.map(row => row.id),
      )
      .orderBy('deliveries.id')
      .select({
        id: 'deliveries.id',
        activityId: 'deliveries.activity_id',
        status: 'deliveries.status',
        ticketNumber: 'tickets.number',
      });
    for (const { id, activityId, status, ticketNumber } of deliveries) {
      const states = byActivity.get(activityId) ?? [];
      states.push({ delivery_id: id, ticket_number: ticketNumber, status });
      byActivity.set(activityId, states);
    }
    const numbers = await this.#ticketNumbers(rows);
    return rows.map(row => ({
      ...toActivity(row, byActivity.get(row.id) ?? []),
      ticket_number: numbers.get(row.ticket_id ?? 0) ?? null,
    }));
  }

  async #ticketNumbers(
    rows: ActivityRow[],
  ): Promise<Map<number, string | null>> {
    const ids = rows.flatMap(row => row.ticket_id ?? []);
    const tickets =
      ids.length > 0
        ? await this.#knex('tickets').whereIn('id', ids).select('id', 'number')
        : [];
    return new Map(tickets.map(({ id, number }) => [id, number]));
  }
}

function toRow(activity: NewActivity): Omit<ActivityRow, 'id'> {
  return {
    anomaly_id: activity.anomalyId,
    kind: activity.kind,
    actor: activity.actor?.ref ?? null,
    actor_name: activity.actor?.name ?? null,
    body: activity.body ?? null,
    from_status: activity.fromStatus ?? null,
    to_status: activity.toStatus ?? null,
    resolution: activity.resolution ?? null,
    created_at: activity.at,
    edited_at: null,
    deleted_at: null,
    ticket_id: activity.ticketId ?? null,
  };
}

function toActivity(
  row: ActivityRow,
  deliveries: DeliveryState[],
): Omit<Activity, 'ticket_number'> {
  return {
    id: row.id,
    anomaly_id: row.anomaly_id,
    kind: row.kind,
    actor: row.actor,
    actor_name: row.actor_name,
    body: row.body,
    from_status: row.from_status,
    to_status: row.to_status,
    resolution: row.resolution,
    created_at: toIso(row.created_at),
    edited_at: toOptionalIso(row.edited_at),
    deleted: row.deleted_at !== null,
    deliveries,
  };
}
