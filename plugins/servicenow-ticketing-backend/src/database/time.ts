import type { DatabaseTime } from './tables';

/** Turns a time of either database into a Date. */
export function toDate(value: DatabaseTime): Date {
  return value instanceof Date ? value : new Date(value);
}

/** Turns a time of either database into ISO 8601 UTC. */
export function toIso(value: DatabaseTime): string {
  return toDate(value).toISOString();
}

/** Like {@link toIso}, and `null` where there is no time. */
export function toOptionalIso(value: DatabaseTime | null): string | null {
  return value === null ? null : toIso(value);
}
