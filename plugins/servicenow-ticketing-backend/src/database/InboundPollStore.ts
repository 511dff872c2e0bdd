import type { Knex } from 'knex';
import type { InboundPollRow } from './tables';
import { toDate } from './time';

/** What is done again and again with each instance. @internal */
export type InboundTask = 'poll' | 'reconcile';

/** How asking an instance for changes goes. @internal */
export interface InboundHealth {
  succeededAt?: Date;
  /** Linked tickets that had changed then. */
  changedTickets?: number;
  failedAt?: Date;
  lastError?: string;
  /** Tickets of which changes had been missed, ever. */
  repaired: number;
}

const NEXT = {
  poll: 'next_poll_at',
  reconcile: 'next_reconcile_at',
} as const satisfies Record<InboundTask, keyof InboundPollRow>;

/** Keeps when each instance is asked for changes, for all processes, and how that went. @internal */
export class InboundPollStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Takes a turn; `false` when it is not due, or another process has taken it. */
  async claim(
    integrationId: number,
    turn: { task: InboundTask; now: Date; nextAt: Date },
  ): Promise<boolean> {
    const { task, now, nextAt } = turn;
    await this.#ensure(integrationId);
    const claimed = await this.#knex('inbound_polls')
      .where({ integration_id: integrationId })
      .where(due => due.whereNull(NEXT[task]).orWhere(NEXT[task], '<=', now))
      .update(
        task === 'poll'
          ? { next_poll_at: nextAt }
          : { next_reconcile_at: nextAt },
      );
    return claimed === 1;
  }

  /** Brings the next poll forward, not before `earliest`. */
  async hasten(integrationId: number, earliest: Date): Promise<void> {
    await this.#ensure(integrationId);
    await this.#knex('inbound_polls')
      .where({ integration_id: integrationId })
      .where('next_poll_at', '>', earliest)
      .update({ next_poll_at: earliest });
  }

  async succeed(
    integrationId: number,
    success: { at: Date; changedTickets: number },
  ): Promise<void> {
    await this.#knex('inbound_polls')
      .where({ integration_id: integrationId })
      .update({
        succeeded_at: success.at,
        changed_tickets: success.changedTickets,
        failed_at: null,
        last_error: null,
      });
  }

  async fail(
    integrationId: number,
    failure: { at: Date; error: string },
  ): Promise<void> {
    await this.#knex('inbound_polls')
      .where({ integration_id: integrationId })
      .update({ failed_at: failure.at, last_error: failure.error });
  }

  async addRepaired(integrationId: number, repaired: number): Promise<void> {
    await this.#ensure(integrationId);
    await this.#knex('inbound_polls')
      .where({ integration_id: integrationId })
      .increment('repaired', repaired);
  }

  /** By integration; those that were never asked are left out. */
  async list(): Promise<Map<number, InboundHealth>> {
    const rows = await this.#knex('inbound_polls').select();
    return new Map(
      rows.map(row => [
        row.integration_id,
        {
          succeededAt: optionalDate(row.succeeded_at),
          changedTickets: row.changed_tickets ?? undefined,
          failedAt: optionalDate(row.failed_at),
          lastError: row.last_error ?? undefined,
          repaired: row.repaired,
        },
      ]),
    );
  }

  async #ensure(integrationId: number): Promise<void> {
    await this.#knex('inbound_polls')
      .insert({ integration_id: integrationId, repaired: 0 })
      .onConflict('integration_id')
      .ignore();
  }
}

function optionalDate(value: InboundPollRow['succeeded_at']): Date | undefined {
  return value === null ? undefined : toDate(value);
}
