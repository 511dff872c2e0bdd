import type {
  Observation,
  Outcome,
} from 'backstage-plugin-servicenow-ticketing-node';
import { fingerprint } from './fingerprint';
import type { KnownObservation } from './observe';
import { sanitizeObservation } from './sanitizeObservation';

/** Of several results of one check the worst counts: a pass must not hide a failure. */
const WORST_FIRST: Outcome[] = ['fail', 'warn', 'error', 'skipped', 'pass'];

/** Observations that are fit to be stored, one per problem; the others are listed with why. @internal */
export interface Distinguished {
  distinct: KnownObservation[];
  repeated: { index: number; reason: string }[];
}

/** Makes observations fit to be stored, one per problem, as they come. @internal */
export class Distinguisher {
  readonly #source: string;
  readonly #distinct = new Map<string, KnownObservation>();
  readonly #repeated: Distinguished['repeated'] = [];

  constructor(source: string) {
    this.#source = source;
  }

  add(raw: Observation): void {
    const key = fingerprint(this.#source, raw);
    const other = this.#distinct.get(key)?.observation;
    const worse = !other || rank(raw.outcome) < rank(other.outcome);
    if (other) {
      const [used, unused] = worse ? [raw, other] : [other, raw];
      this.#repeated.push({
        index: unused.index,
        reason: `is the same check as item ${used.index}, whose result is used`,
      });
    }
    if (worse) {
      this.#distinct.set(key, {
        observation: sanitizeObservation(raw),
        fingerprint: key,
        entityRefs: [],
      });
    }
  }

  result(): Distinguished {
    return {
      distinct: [...this.#distinct.values()],
      repeated: this.#repeated,
    };
  }
}

function rank(outcome: Outcome): number {
  return WORST_FIRST.indexOf(outcome);
}
