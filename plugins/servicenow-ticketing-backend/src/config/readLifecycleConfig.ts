import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { MAX_TURNS } from '../domain/flapping';
import {
  DEFAULT_LIFECYCLE_RULES,
  type LifecycleRules,
} from '../domain/lifecycleRules';
import { readDuration } from './readDuration';

const ROOT = 'servicenowTicketing.lifecycle';
const MAX_FAILURES = 1_000_000;

/** @internal */
export interface LifecycleConfig {
  rules: LifecycleRules;
}

/**
 * Reads `servicenowTicketing.lifecycle`.
 *
 * @throws InputError that names the config path and the remedy.
 * @internal
 */
export function readLifecycleConfig(config: Config): LifecycleConfig {
  const section = config.getOptionalConfig(ROOT);
  const optional = (key: string): number | undefined =>
    section?.has(key)
      ? readDuration(section, { root: ROOT, key, fallback: { days: 1 } })
      : undefined;
  const count = (key: string, max: number): number | undefined => {
    const value = section?.getOptionalNumber(key);
    if (
      value !== undefined &&
      (!Number.isInteger(value) || value < 1 || value > max)
    ) {
      throw new InputError(
        `${ROOT}.${key}: must be a whole number from 1 to ${max}`,
      );
    }
    return value;
  };
  const { flapping } = DEFAULT_LIFECYCLE_RULES;
  return {
    rules: {
      flapping: {
        turns: count('flapping.turns', MAX_TURNS) ?? flapping.turns,
        within: optional('flapping.within') ?? flapping.within,
      },
      escalateAfter: count('escalateAfter', MAX_FAILURES),
      archiveExpiry: optional('archiveExpiry'),
    },
  };
}
