import type { Severity } from 'backstage-plugin-servicenow-ticketing-common';
import { severityRank } from './severityRank';

/** What was known of an anomaly when people archived it as Invalid or Discarded. @internal */
export interface Silence {
  /** It was to be ignored until then. */
  archivedUntil?: Date;
  /** Runs it had failed in. */
  archivedOccurrences?: number;
  archivedSeverity?: Severity;
}

/** A failure of a silenced anomaly. @internal */
export interface SilencedFailure {
  observedAt: Date;
  severity: Severity;
  /** Runs it has failed in, with this one. */
  occurrences: number;
}

/** Why a failure is news after all. @internal */
export type EndOfSilence = 'expired' | 'worse' | 'too often';

/**
 * Whether a failure is news although people archived the anomaly as Invalid or Discarded: their word has expired, the
 * failure is worse than what they saw, or it has come too often since.
 *
 * @param escalateAfter - failures since it was archived that are too many; unlimited unless given
 * @internal
 */
export function endOfSilence(
  silence: Silence,
  failure: SilencedFailure,
  escalateAfter?: number,
): EndOfSilence | undefined {
  const { archivedUntil, archivedOccurrences, archivedSeverity } = silence;
  if (archivedUntil && failure.observedAt > archivedUntil) {
    return 'expired';
  }
  if (
    archivedSeverity &&
    severityRank(failure.severity) < severityRank(archivedSeverity)
  ) {
    return 'worse';
  }
  if (
    escalateAfter !== undefined &&
    archivedOccurrences !== undefined &&
    failure.occurrences - archivedOccurrences >= escalateAfter
  ) {
    return 'too often';
  }
  return undefined;
}
