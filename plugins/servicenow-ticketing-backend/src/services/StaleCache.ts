import type { Freshness } from 'backstage-plugin-servicenow-ticketing-common';
import { LRUCache } from 'lru-cache';

interface Entry<TValue> {
  value: TValue;
  at: Date;
}

/**
 * Remembers for a while what takes long to find out, and shows what it remembers when it cannot be found out anew. What
 * several want at once is found out once.
 */
export class StaleCache<TValue extends object> {
  readonly #entries: LRUCache<string, Entry<TValue>>;
  readonly #loading = new Map<string, Promise<Entry<TValue>>>();
  readonly #maxAge: number;
  readonly #now: () => Date;

  constructor(options: {
    maxEntries: number;
    /** In milliseconds. */
    maxAge: number;
    now?: () => Date;
  }) {
    this.#entries = new LRUCache({ max: options.maxEntries });
    this.#maxAge = options.maxAge;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * The value of a key with how fresh it is: remembered, or found out by `load`. When that fails, what was remembered
   * before, else `fallback`, with what `explain` says of the failure; other failures are thrown.
   */
  async get(
    key: string,
    how: {
      load: () => Promise<TValue>;
      fallback: TValue;
      explain: (error: unknown) => string | undefined;
    },
  ): Promise<TValue & { freshness: Freshness }> {
    const known = this.#entries.get(key);
    if (known && this.#now().getTime() - known.at.getTime() < this.#maxAge) {
      return shown(known);
    }
    try {
      return shown(await this.#load(key, how.load));
    } catch (error) {
      const message = how.explain(error);
      if (message === undefined) {
        throw error;
      }
      return {
        ...(known?.value ?? how.fallback),
        freshness: {
          as_of: known?.at.toISOString() ?? null,
          is_stale: true,
          message,
        },
      };
    }
  }

  #load(key: string, load: () => Promise<TValue>): Promise<Entry<TValue>> {
    const running = this.#loading.get(key);
    if (running) {
      return running;
    }
    const loading = load()
      .then(value => {
        const entry = { value, at: this.#now() };
        this.#entries.set(key, entry);
        return entry;
      })
      .finally(() => this.#loading.delete(key));
    this.#loading.set(key, loading);
    return loading;
  }
}

function shown<TValue extends object>({ value, at }: Entry<TValue>) {
  return {
    ...value,
    freshness: { as_of: at.toISOString(), is_stale: false, message: null },
  };
}
