const MINUTE = 60_000;
/** The part of a minute's calls that may be made at once. */
const BURST = 1 / 6;

/**
 * Says when the next call may be made so that no minute, wherever it begins, sees more than so many calls: the
 * burst and what flows in during a minute add up to the limit.
 * @internal
 */
export class TokenBucket {
  readonly #capacity: number;
  readonly #perMillisecond: number;
  readonly #now: () => Date;
  #tokens: number;
  #filledAt: number;

  constructor(options: { perMinute: number; now: () => Date }) {
    const { perMinute, now } = options;
    this.#capacity = Math.max(1, Math.floor(perMinute * BURST));
    // A limit of one leaves nothing beside the burst: then a minute passes from call to call.
    this.#perMillisecond = Math.max(1, perMinute - this.#capacity) / MINUTE;
    this.#now = now;
    this.#tokens = this.#capacity;
    this.#filledAt = now().getTime();
  }

  /** Milliseconds until a call may be made; 0 when it may be made now. */
  wait(): number {
    this.#fill();
    return this.#tokens >= 1
      ? 0
      : Math.ceil((1 - this.#tokens) / this.#perMillisecond);
  }

  /** Counts a call. */
  take(): void {
    this.#fill();
    this.#tokens -= 1;
  }

  #fill(): void {
    const now = this.#now().getTime();
    // Clocks are set back at times: then nothing flows in, and nothing is taken away.
    const passed = Math.max(0, now - this.#filledAt);
    this.#filledAt = now;
    this.#tokens = Math.min(
      this.#capacity,
      this.#tokens + passed * this.#perMillisecond,
    );
  }
}
