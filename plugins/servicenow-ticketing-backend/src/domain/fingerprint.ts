import type { Observation } from 'backstage-plugin-servicenow-ticketing-node';
import { createHash } from 'node:crypto';

/** What of an observation says which problem it is about. @internal */
export type Identifying = Pick<
  Observation,
  'checkKey' | 'identity' | 'dataset' | 'fields' | 'partition'
>;

/**
 * Recognises a problem when it comes again: 64 hexadecimal digits, the same for every run of the same check.
 *
 * @remarks
 *
 * The source's own identity wins where there is one, because the rest may be known in one run and unknown in
 * the next (dbt with and without its manifest). Otherwise dataset, check, sorted fields and partition count.
 * Messages, counts, times and run ids never do.
 *
 * @internal
 */
export function fingerprint(source: string, observation: Identifying): string {
  const { identity, dataset, checkKey, fields, partition } = observation;
  const parts =
    identity === undefined
      ? [
          'check',
          source,
          dataset.fqn ?? dataset.nodeId ?? dataset.name,
          checkKey,
          [...fields].sort(),
          partition ?? '',
        ]
      : ['identity', source, identity];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
