import { DeliveryStore } from '../../plugins/servicenow-ticketing-backend/src/database/DeliveryStore';

/** Tells when everything is delivered, without asking the database again and again. */
export class CountingDeliveryStore extends DeliveryStore {
  #settled = 0;
  #onSettled = () => {};

  async settle(...args: Parameters<DeliveryStore['settle']>): Promise<boolean> {
    const [, result] = args;
    if (result.outcome !== 'delivered') {
      throw new Error(`A delivery failed: ${result.error}`);
    }
    const isDone = await super.settle(...args);
    this.#settled += 1;
    this.#onSettled();
    return isDone;
  }

  async untilDelivered(count: number): Promise<void> {
    await new Promise<void>(resolve => {
      this.#onSettled = () => {
        if (this.#settled >= count) {
          resolve();
        }
      };
      this.#onSettled();
    });
  }
}
