import type { DeliveryStore } from '../database/DeliveryStore';
import type { DeliveryOutcome } from '../domain/deliveryOutcome';

/** How often to look whether another process has settled a delivery. */
const LOOK_INTERVAL = 250;

interface Waiter {
  resolve: (outcome: DeliveryOutcome) => void;
}

/** Lets requests wait for the outcome of deliveries, whichever process delivers them. */
export class OutcomeWaiters {
  readonly #deliveries: DeliveryStore;
  readonly #waiters = new Map<number, Set<Waiter>>();

  constructor(deliveries: DeliveryStore) {
    this.#deliveries = deliveries;
  }

  /** Resolves with what becomes of the delivery, or with `unknown` after `timeout` milliseconds. */
  async wait(id: number, timeout: number): Promise<DeliveryOutcome> {
    let resolve: Waiter['resolve'];
    const settled = new Promise<DeliveryOutcome>(done => {
      resolve = done;
    });
    const waiter: Waiter = { resolve: resolve! };
    const waiters = this.#waiters.get(id) ?? new Set();
    this.#waiters.set(id, waiters.add(waiter));

    const look = setInterval(() => {
      this.#look(id).then(
        outcome => outcome && waiter.resolve(outcome),
        () => {}, // The database is away; the timeout ends this.
      );
    }, LOOK_INTERVAL);
    const giveUp = setTimeout(
      () => waiter.resolve({ status: 'unknown' }),
      timeout,
    );
    try {
      return await settled;
    } finally {
      clearInterval(look);
      clearTimeout(giveUp);
      waiters.delete(waiter);
      if (waiters.size === 0) {
        this.#waiters.delete(id);
      }
    }
  }

  /** This process knows what became of a delivery. */
  settle(id: number, outcome: DeliveryOutcome): void {
    this.#waiters.get(id)?.forEach(waiter => waiter.resolve(outcome));
  }

  /** Nobody will tell any more. */
  close(): void {
    for (const id of [...this.#waiters.keys()]) {
      this.settle(id, { status: 'unknown' });
    }
  }

  async #look(id: number): Promise<DeliveryOutcome | undefined> {
    const delivery = await this.#deliveries.get(id);
    switch (delivery?.status) {
      case 'delivered':
        return { status: 'delivered' };
      case 'retrying':
      case 'dead':
        return {
          status: delivery.status,
          error: new Error(delivery.lastError ?? 'ServiceNow did not do it.'),
        };
      case undefined:
      case 'discarded':
        return { status: 'dead', error: new Error('This was given up.') };
      case 'pending':
      case 'delivering':
        return undefined;
    }
  }
}
