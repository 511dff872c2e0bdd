import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/** Entity refs as anomalies have them: full, and in lower case. @internal */
export function toFullRefs(refs: string[]): string[] {
  return refs.map(ref => stringifyEntityRef(parseEntityRef(ref)));
}
