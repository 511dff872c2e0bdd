import type { FlappingRules } from './flapping';

/** What the lifecycle of anomalies can be told. @internal */
export interface LifecycleRules {
  flapping: FlappingRules;
  /** Failures after which what was archived as Invalid or Discarded is news again; never unless given. */
  escalateAfter?: number;
  /** How long Invalid and Discarded hold where the person gives no time, in milliseconds; for ever unless given. */
  archiveExpiry?: number;
}

/** Five turns in a week: a daily run that changed its mind on most days. @internal */
export const DEFAULT_LIFECYCLE_RULES: LifecycleRules = {
  flapping: { turns: 5, within: 7 * 24 * 3600_000 },
};
