import type { ReferenceTable } from '../domain/referenceFields';
import { InstanceCache } from './InstanceCache';
import { lookUp, type Lookup, type LookupClient } from './lookups';

/** Names that are remembered, per instance. */
const MAX_NAMES = 1_000;
/** How long a name is taken to stand for the same record. */
const MAX_AGE_MS = 10 * 60_000;

/**
 * Finds records by name, and remembers what it found. A name that stands for nothing is not remembered, so that
 * whoever mends it need not wait.
 * @internal
 */
export class ReferenceDirectory {
  readonly #known: InstanceCache<Extract<Lookup, { sysId: string }>>;

  constructor(options: { now?: () => Date } = {}) {
    this.#known = new InstanceCache({
      maxEntries: MAX_NAMES,
      maxAge: MAX_AGE_MS,
      now: options.now,
    });
  }

  /** @throws ServiceNowError when ServiceNow does not say. */
  async find(
    client: LookupClient,
    reference: { table: ReferenceTable; name: string },
    signal?: AbortSignal,
  ): Promise<Lookup> {
    const key = `${reference.table}/${reference.name}`;
    const known = this.#known.get(client, key);
    if (known) {
      return known;
    }
    const lookup = await lookUp(client, reference, signal);
    if (lookup.sysId !== undefined) {
      this.#known.set(client, key, lookup);
    }
    return lookup;
  }
}
