/**
 * The time one call may take, whatever it waits for, and its caller's wish to stop: one signal for both.
 * @internal
 */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #endsAt: number;
  readonly #timer: NodeJS.Timeout;
  readonly #caller?: AbortSignal;
  readonly #onAbort = () => this.#controller.abort();
  readonly timeout: number;

  constructor(timeout: number, caller?: AbortSignal) {
    this.timeout = timeout;
    this.#endsAt = performance.now() + timeout;
    this.#timer = setTimeout(() => this.#controller.abort(), timeout);
    this.#caller = caller;
    if (caller?.aborted) {
      this.#controller.abort();
    }
    caller?.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** Aborts when the time is over, or when the caller aborts. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether the caller wants no answer any more. */
  get isAbandoned(): boolean {
    return this.#caller?.aborted ?? false;
  }

  /** Milliseconds that are left. */
  get remaining(): number {
    return this.#endsAt - performance.now();
  }

  /** To be called once the call is over: the signal of the caller may outlive it by far. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#caller?.removeEventListener('abort', this.#onAbort);
  }
}
