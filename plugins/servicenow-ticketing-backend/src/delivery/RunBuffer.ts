import type { ClaimedDelivery } from '../database/deliveryRows';

/** Deliveries that were claimed ahead, by integration: each has its turn, however many another one has. */
export class RunBuffer {
  readonly #runs = new Map<number, ClaimedDelivery[][]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  sizeOf(integrationId: number): number {
    return this.#runs.get(integrationId)?.length ?? 0;
  }

  get integrationIds(): number[] {
    return [...this.#runs.keys()];
  }

  /** Takes in what was claimed; deliveries of one ticket travel together. Returns how many runs these are. */
  add(claimed: ClaimedDelivery[]): number {
    const byTicket = new Map<number, ClaimedDelivery[]>();
    for (const delivery of claimed) {
      const run = byTicket.get(delivery.ticketId);
      if (run) {
        run.push(delivery);
      } else {
        byTicket.set(delivery.ticketId, [delivery]);
      }
    }
    for (const run of byTicket.values()) {
      const { integrationId } = run[0];
      const runs = this.#runs.get(integrationId) ?? [];
      runs.push(run);
      this.#runs.set(integrationId, runs);
      this.#size += 1;
    }
    return byTicket.size;
  }

  /** The next run of an integration that may begin one; integrations take turns. */
  next(
    mayBegin: (integrationId: number) => boolean,
  ): ClaimedDelivery[] | undefined {
    for (const [integrationId, runs] of this.#runs) {
      if (mayBegin(integrationId)) {
        const run = runs.shift()!;
        this.#size -= 1;
        this.#runs.delete(integrationId);
        if (runs.length > 0) {
          this.#runs.set(integrationId, runs);
        }
        return run;
      }
    }
    return undefined;
  }

  /** Takes out all of an integration, or of all of them. */
  clear(integrationId?: number): ClaimedDelivery[][] {
    const ids =
      integrationId === undefined ? this.integrationIds : [integrationId];
    return ids.flatMap(id => {
      const runs = this.#runs.get(id) ?? [];
      this.#runs.delete(id);
      this.#size -= runs.length;
      return runs;
    });
  }
}
