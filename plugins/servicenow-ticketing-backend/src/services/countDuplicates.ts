import type { Knex } from 'knex';
import type { AnomalyStore } from '../database/AnomalyStore';
import type { AnomalyRecord } from '../domain/anomaly';
import {
  observeDuplicate,
  type ObservedChange,
  type Run,
} from '../domain/observe';

/** What a failing duplicate did to its original. @internal */
export interface CountedDuplicate {
  before: AnomalyRecord;
  change: ObservedChange<AnomalyRecord>;
  /** The message of one of the duplicates that failed. */
  message: string;
}

/**
 * Counts failures of duplicates on their originals, once per run and original however many duplicates failed.
 *
 * @internal
 */
export async function countDuplicates(
  tx: Knex.Transaction,
  anomalies: AnomalyStore,
  failures: { run: Run; messages: Map<number, string> },
): Promise<CountedDuplicate[]> {
  const { run, messages } = failures;
  if (messages.size === 0) {
    return [];
  }
  const originals = await anomalies.getAllForUpdate(tx, [...messages.keys()]);
  const counted = originals.map(before => ({
    before,
    change: observeDuplicate(before, run),
    message: messages.get(before.id)!,
  }));
  await anomalies.updateAll(
    tx,
    counted.map(({ change }) => change.anomaly),
  );
  return counted;
}
