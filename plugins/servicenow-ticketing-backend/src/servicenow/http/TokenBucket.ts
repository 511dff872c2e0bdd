const MINUTE = 60_000;
/** The part of a minute's calls that may be made at once. */
const BURST = 1 / 6;

/**
 * Says when the next call may be made so that no minute, wherever it begins, sees more than so many calls: the
 * burst and what flows in during a minute add up to the limit.
 * @internal
 */
export class TokenBucket {
  /** In parts of a token, so that all is whole numbers: one token is MINUTE parts. */
  readonly #capacity: number;
  /** Parts that flow in per millisecond, which is tokens per minute. */
  readonly #rate: number;
  readonly #now: () => Date;
  #parts: number;
  #filledAt: number;

  constructor(options: { perMinute: number; now: () => Date }) {
    const { perMinute, now } = options;
    const burst = Math.max(1, Math.floor(perMinute * BURST));
    this.#capacity = burst * MINUTE;
    // A limit of one leaves nothing beside the burst: then a minute passes from call to call.
    this.#rate = Math.max(1, perMinute - burst);
    this.#now = now;
    this.#parts = this.#capacity;
    this.#filledAt = now().getTime();
  }

  /** Milliseconds until a call may be made; 0 when it may be made now. */
  wait(): number {
    this.#fill();
    return Math.max(0, Math.ceil((MINUTE - this.#parts) / this.#rate));
  }

  /** Counts a call. */
  take(): void {
    this.#fill();
    this.#parts -= MINUTE;
  }

  #fill(): void {
    const now = this.#now().getTime();
    // Clocks are set back at times: then nothing flows in, and nothing is taken away.
    const passed = Math.max(0, now - this.#filledAt);
    this.#filledAt = now;
    this.#parts = Math.min(this.#capacity, this.#parts + passed * this.#rate);
  }
}
