/**
 * A moment as the texts in ServiceNow show it: `2026-01-23 19:51:23 UTC`.
 * @internal
 */
export function toUtcText(at: Date): string {
  return `${toUtcSeconds(at)} UTC`;
}

/**
 * A moment as ServiceNow writes it: `2026-01-23 19:51:23`, in UTC.
 * @internal
 */
export function toUtcSeconds(at: Date): string {
  return at.toISOString().slice(0, 19).replace('T', ' ');
}
