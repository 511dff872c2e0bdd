import { InputError } from '@backstage/errors';
import type { IngestReport } from 'backstage-plugin-servicenow-ticketing-common';

/** What became of one event of a batch. @internal */
export type EventResult =
  | { report: Omit<IngestReport, 'delivery_id'> }
  | { reason: string };

const MAX_REASONS = 5;

/**
 * One answer for a batch of events: the counts of all of them, and errors by the position of the event.
 *
 * @throws InputError when none of them could be taken in
 *
 * @internal
 */
export function mergeReports(
  deliveryId: number,
  results: EventResult[],
): IngestReport {
  let isAnyTaken = false;
  const merged: IngestReport = {
    delivery_id: deliveryId,
    created: 0,
    updated: 0,
    reopened: 0,
    resolved: 0,
    ignored: 0,
    unmatched: 0,
    errors: [],
  };
  results.forEach((result, index) => {
    if ('reason' in result) {
      merged.errors.push({ index, reason: result.reason });
      return;
    }
    const { report } = result;
    isAnyTaken = true;
    merged.created += report.created;
    merged.updated += report.updated;
    merged.reopened += report.reopened;
    merged.resolved += report.resolved;
    merged.ignored += report.ignored;
    merged.unmatched += report.unmatched;
    for (const error of report.errors) {
      const reason = `item ${error.index}: ${error.reason}`;
      merged.errors.push({ index, reason });
    }
  });
  if (!isAnyTaken) {
    const reasons = merged.errors
      .slice(0, MAX_REASONS)
      .map(({ index, reason }) => `event ${index}: ${reason}`);
    throw new InputError(
      `None of the CloudEvents can be used. ${
        reasons.join('; ') || 'The batch is empty.'
      }`,
    );
  }
  return merged;
}
