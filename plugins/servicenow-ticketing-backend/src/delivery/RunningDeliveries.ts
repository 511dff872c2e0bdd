import type { ClaimedDelivery } from '../database/deliveryRows';

/** What is on its way to ServiceNow, each with a time in which it must end. */
export class RunningDeliveries {
  readonly #running = new Map<
    Promise<void>,
    { integrationId: number; controller: AbortController }
  >();
  readonly #counts = new Map<number, number>();

  get size(): number {
    return this.#running.size;
  }

  sizeOf(integrationId: number): number {
    return this.#counts.get(integrationId) ?? 0;
  }

  /** Runs it, with a signal that aborts when the time is over. It must not throw. */
  run(
    { integrationId }: ClaimedDelivery,
    timeout: number,
    task: (signal: AbortSignal) => Promise<void>,
  ): void {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), timeout);
    this.#count(integrationId, 1);
    const running = task(controller.signal).finally(() => {
      clearTimeout(timer);
      this.#running.delete(running);
      this.#count(integrationId, -1);
    });
    this.#running.set(running, { integrationId, controller });
  }

  /** Breaks off everything. */
  abort(): void {
    for (const { controller } of this.#running.values()) {
      controller.abort();
    }
  }

  async idle(): Promise<void> {
    while (this.#running.size > 0) {
      await Promise.all(this.#running.keys());
    }
  }

  #count(integrationId: number, change: number): void {
    this.#counts.set(integrationId, this.sizeOf(integrationId) + change);
  }
}
