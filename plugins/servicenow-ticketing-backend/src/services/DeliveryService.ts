import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  toPage,
  type Delivery,
  type ListDeliveriesRequest,
  type Page,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import type { DeliveryStore } from '../database/DeliveryStore';
import type { TicketLinkStore } from '../database/TicketLinkStore';
import type { TicketStore } from '../database/TicketStore';
import type { ChangeAnnouncer, TicketOutbox } from './contracts';
import { toDelivery } from './ticketViews';

/** Shows what waits for ServiceNow, and lets people decide about what failed. */
export class DeliveryService {
  readonly #knex: Knex;
  readonly #deliveries: DeliveryStore;
  readonly #tickets: TicketStore;
  readonly #links: TicketLinkStore;
  readonly #outbox: Pick<TicketOutbox, 'nudge'>;
  readonly #announcer: ChangeAnnouncer;
  readonly #now: () => Date;

  constructor(options: {
    knex: Knex;
    deliveries: DeliveryStore;
    tickets: TicketStore;
    links: TicketLinkStore;
    outbox: Pick<TicketOutbox, 'nudge'>;
    announcer: ChangeAnnouncer;
    now?: () => Date;
  }) {
    this.#knex = options.knex;
    this.#deliveries = options.deliveries;
    this.#tickets = options.tickets;
    this.#links = options.links;
    this.#outbox = options.outbox;
    this.#announcer = options.announcer;
    this.#now = options.now ?? (() => new Date());
  }

  /** One page, newest first. */
  async list(request: ListDeliveriesRequest): Promise<Page<Delivery>> {
    const { items, total } = await this.#deliveries.list(request);
    const { page, size } = request;
    return toPage(items.map(toDelivery), { total, page, size });
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
