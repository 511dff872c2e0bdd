import type {
  Observation,
  Outcome,
} from 'backstage-plugin-servicenow-ticketing-node';
import { fingerprint } from './fingerprint';
import type { KnownObservation } from './observe';
import { sanitizeObservation } from './sanitizeObservation';

/** Of several results of one check the worst counts: a pass must not hide a failure. */
const WORST_FIRST: Outcome[] = ['fail', 'warn', 'error', 'skipped', 'pass'];

/** Makes observations fit to be stored, one per problem; the others are listed with why. @internal */
export function distinguish(
  source: string,
  observations: Observation[],
): {
  distinct: KnownObservation[];
  repeated: { index: number; reason: string }[];
} {
  const distinct = new Map<string, KnownObservation>();
  const repeated: { index: number; reason: string }[] = [];
  for (const raw of observations) {
    const key = fingerprint(source, raw);
    const other = distinct.get(key)?.observation;
    const worse = !other || rank(raw.outcome) < rank(other.outcome);
    if (other) {
      const [used, unused] = worse ? [raw, other] : [other, raw];
      repeated.push({
        index: unused.index,
        reason: `is the same check as item ${used.index}, whose result is used`,
      });
    }
    if (worse) {
      distinct.set(key, {
        observation: sanitizeObservation(raw),
        fingerprint: key,
        entityRefs: [],
      });
    }
  }
  return { distinct: [...distinct.values()], repeated };
}

function rank(outcome: Outcome): number {
  return WORST_FIRST.indexOf(outcome);
}
