import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  MAX_BULK_DELIVERIES,
  toPage,
  type BulkDeliveriesRequest,
  type BulkDeliveriesResponse,
  type Delivery,
  type DeliveryDetails,
  type DeliverySummary,
  type Page,
  type PageRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import type { DeliveryStore } from '../database/DeliveryStore';
import type { DeliveryFilter } from '../database/operations/deliveries/list';
import type { TicketLinkStore } from '../database/TicketLinkStore';
import type { TicketStore } from '../database/TicketStore';
import type { ChangeAnnouncer, TicketOutbox } from './contracts';
import { describeContent } from '../domain/deliveryContent';
import type { IntegrationRegistry } from './IntegrationRegistry';
import { toAttempt, toDelivery } from './ticketViews';

/** Tries of one delivery that are shown, the newest. */
const MAX_ATTEMPTS = 50;

/** Shows what waits for ServiceNow, and lets people decide about what failed. */
export class DeliveryService {
  readonly #knex: Knex;
  readonly #deliveries: DeliveryStore;
  readonly #tickets: TicketStore;
  readonly #links: TicketLinkStore;
  readonly #integrations: Pick<IntegrationRegistry, 'find'>;
  readonly #outbox: Pick<TicketOutbox, 'nudge'>;
  readonly #announcer: ChangeAnnouncer;
  readonly #now: () => Date;

  constructor(options: {
    knex: Knex;
    deliveries: DeliveryStore;
    tickets: TicketStore;
    links: TicketLinkStore;
    integrations: Pick<IntegrationRegistry, 'find'>;
    outbox: Pick<TicketOutbox, 'nudge'>;
    announcer: ChangeAnnouncer;
    now?: () => Date;
  }) {
    this.#knex = options.knex;
    this.#deliveries = options.deliveries;
    this.#tickets = options.tickets;
    this.#links = options.links;
    this.#integrations = options.integrations;
    this.#outbox = options.outbox;
    this.#announcer = options.announcer;
    this.#now = options.now ?? (() => new Date());
  }

  /** One page, newest first. */
  async list(request: DeliveryFilter & PageRequest): Promise<Page<Delivery>> {
    const { items, total } = await this.#deliveries.list(request);
    const { page, size } = request;
    return toPage(items.map(toDelivery), { total, page, size });
  }

  /** How much waits for ServiceNow, and since when. */
  async summarize(): Promise<DeliverySummary> {
    const summary: DeliverySummary = {
      pending: 0,
      delivering: 0,
      retrying: 0,
      dead: 0,
      oldest_waiting_at: null,
    };
    let oldest: Date | undefined;
    for (const level of await this.#deliveries.measureQueue()) {
      const { status } = level;
      if (status === 'delivered' || status === 'discarded') {
        continue;
      }
      summary[status] += level.count;
      if (status !== 'dead' && (!oldest || level.oldest < oldest)) {
        oldest = level.oldest;
      }
    }
    return { ...summary, oldest_waiting_at: oldest?.toISOString() ?? null };
  }

  /**
   * One with its tries and what it writes, without the fields that this integration shows nobody.
   *
   * @throws NotFoundError
   */
  async getDetails(id: number): Promise<DeliveryDetails> {
    const stored = await this.#get(id);
    const attempts = await this.#deliveries.listAttempts(id, MAX_ATTEMPTS);
    const isSettled =
      stored.status === 'delivered' || stored.status === 'discarded';
    const before = isSettled
      ? []
      : await this.#deliveries.listUnsettled([stored.ticketId]);
    return {
      ...toDelivery(stored),
      attempt_log: attempts.map(toAttempt),
      content: describeContent(
        stored.payload,
        this.#integrations.find(stored.integrationId)?.settings.excludedFields,
      ),
      waits_for: before.find(other => other.id < id)?.id ?? null,
    };
  }

  /** Retries or discards many, each by itself: what is wrong with one does not cost the others. */
  async decideMany(
    request: BulkDeliveriesRequest,
  ): Promise<BulkDeliveriesResponse> {
    const { ids, total } = request.filter
      ? await this.#deliveries.listIds(request.filter, MAX_BULK_DELIVERIES)
      : { ids: request.ids ?? [], total: 0 };
    const results: BulkDeliveriesResponse['results'] = [];
    for (const id of ids) {
      results.push({ id, ...(await this.#tryTo(request.action, id)) });
    }
    return { results, remaining: Math.max(total - ids.length, 0) };
  }

  async #tryTo(
    action: 'retry' | 'discard',
    id: number,
  ): Promise<
    Pick<BulkDeliveriesResponse['results'][number], 'outcome' | 'message'>
  > {
    try {
      await this[action](id);
      return { outcome: 'changed', message: null };
    } catch (error) {
      if (error instanceof NotFoundError) {
        return { outcome: 'not_found', message: error.message };
      }
      if (!(error instanceof ConflictError)) {
        throw error;
      }
      // Such as what was given up with the creation of its ticket a moment ago.
      const isDone =
        action === 'discard' && (await this.#get(id)).status === 'discarded';
      return isDone
        ? { outcome: 'unchanged', message: null }
        : { outcome: 'failed', message: error.message };
    }
  }

  /**
   * Tries a dead delivery again, and what waits behind it.
   *
   * @throws NotFoundError when there is none of this id, ConflictError when it is not dead.
   */
  async retry(id: number): Promise<Delivery> {
    if (!(await this.#deliveries.revive(id, this.#now()))) {
      const { status } = await this.#get(id);
      throw new ConflictError(
        `Delivery ${id} is ${status}; only dead ones can be retried.`,
      );
    }
    return this.#decided(id);
  }

  /**
   * Gives a delivery up, so that what waits behind it can go on. Giving up the creation of a ticket gives up all
   * that was meant for it, and its links.
   *
   * @throws NotFoundError when there is none of this id, ConflictError when it is settled or on its way.
   */
  async discard(id: number): Promise<Delivery> {
    const { kind, ticketId } = await this.#get(id);
    await this.#knex.transaction(async tx => {
      await this.#tickets.lock(tx, [ticketId]);
      if ((await this.#deliveries.discard(tx, { id }, this.#now())) === 0) {
        const delivery = await this.#deliveries.get(id, tx);
        throw new ConflictError(
          `Delivery ${id} is ${delivery?.status}; only those that wait or are dead can be discarded.`,
        );
      }
      if (kind === 'create') {
        await this.#deliveries.discard(tx, { ticketId }, this.#now());
        await this.#links.deleteByTicket(tx, ticketId);
      }
    });
    return this.#decided(id);
  }

  async #decided(id: number): Promise<Delivery> {
    this.#outbox.nudge();
    const delivery = await this.#get(id);
    this.#announcer.deliveriesChanged();
    this.#announcer.anomaliesChanged([delivery.anomalyId]);
    this.#announcer.ticketsChanged([delivery.ticketId]);
    return toDelivery(delivery);
  }

  async #get(id: number) {
    const delivery = await this.#deliveries.get(id);
    if (!delivery) {
      throw new NotFoundError(`There is no delivery ${id}`);
    }
    return delivery;
  }
}
