import { LRUCache } from 'lru-cache';

/**
 * Remembers for a while what instances said, a bounded number of things each. It is kept per client, and so per
 * integration: when an integration changes it gets another client, and nothing of before is believed.
 * @internal
 */
export class InstanceCache<TValue> {
  readonly #maxEntries: number;
  readonly #maxAge: number;
  readonly #now: () => Date;
  readonly #byClient = new WeakMap<
    object,
    LRUCache<string, { value: TValue; at: number }>
  >();

  constructor(options: {
    maxEntries: number;
    /** In milliseconds. */
    maxAge: number;
    now?: () => Date;
  }) {
    this.#maxEntries = options.maxEntries;
    this.#maxAge = options.maxAge;
    this.#now = options.now ?? (() => new Date());
  }

  get(client: object, key: string): TValue | undefined {
    const entry = this.#byClient.get(client)?.get(key);
    return entry && this.#now().getTime() - entry.at < this.#maxAge
      ? entry.value
      : undefined;
  }

  set(client: object, key: string, value: TValue): void {
    let cache = this.#byClient.get(client);
    if (!cache) {
      cache = new LRUCache({ max: this.#maxEntries });
      this.#byClient.set(client, cache);
    }
    cache.set(key, { value, at: this.#now().getTime() });
  }
}
