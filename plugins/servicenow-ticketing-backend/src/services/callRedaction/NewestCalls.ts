/** Keeps the newest of what is pushed, as many as it has room for, in their order. */
export class NewestCalls<T> {
  readonly #capacity: number;
  #calls: T[] = [];
  /** Where the oldest is, once all room is taken. */
  #oldest = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#calls.length;
  }

  get isFull(): boolean {
    return this.#calls.length >= this.#capacity;
  }

  push(call: T): void {
    if (this.isFull) {
      this.#calls[this.#oldest] = call;
      this.#oldest = (this.#oldest + 1) % this.#capacity;
    } else {
      this.#calls.push(call);
    }
  }

  /** Takes out all of them, the oldest first. */
  takeAll(): T[] {
    const calls = [
      ...this.#calls.slice(this.#oldest),
      ...this.#calls.slice(0, this.#oldest),
    ];
    this.#calls = [];
    this.#oldest = 0;
    return calls;
  }
}
