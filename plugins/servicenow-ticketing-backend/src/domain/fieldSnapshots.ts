import type { FieldValues, RemoteTicket } from './remoteTicket';

/*
 * Two pictures of a ticket's fields are kept. `agreed` is what both sides last agreed on: what was there when the ticket
 * was made or linked, then what we wrote, and the states that we followed. A value in ServiceNow that differs from it
 * was put there by somebody else, and must not be overwritten. `seen` is what was last told in the portal and acted
 * upon; a value that differs from it is news.
 */

/** Fields that are followed, by ServiceNow's names. @internal */
export const FOLLOWED_FIELDS = [
  'state',
  'active',
  'priority',
  'impact',
  'urgency',
  'assigned_to',
  'assignment_group',
  'short_description',
  'category',
  'subcategory',
] as const;

/** Texts that are appended to or too long to be compared: no picture holds them. */
const NOT_KEPT = new Set([
  'work_notes',
  'comments',
  'description',
  'close_notes',
]);

/** What ServiceNow's own rules change when a field is written. */
const CONSEQUENCES: Record<string, readonly string[]> = {
  state: ['active'],
  impact: ['priority'],
  urgency: ['priority'],
};

/** Most characters of a value that are compared. */
const MAX_VALUE = 1_000;

/** Picks the followed fields; those that are not shown (`undefined`) are left out. @internal */
export function followedValues(
  valueOf: (field: string) => string | undefined,
): FieldValues {
  const values: FieldValues = {};
  for (const field of FOLLOWED_FIELDS) {
    const value = valueOf(field);
    if (value !== undefined) {
      values[field] = value.slice(0, MAX_VALUE);
    }
  }
  return values;
}

/**
 * A picture after ServiceNow answered: all there is when there was none, else what we wrote and what follows from it,
 * as ServiceNow then showed it. What others changed stays news.
 * @internal
 */
export function afterAnswer(
  before: FieldValues | undefined,
  remote: RemoteTicket,
): FieldValues {
  const { values = {}, written = {} } = remote;
  const sent = Object.fromEntries(
    Object.entries(written)
      .filter(([field]) => !NOT_KEPT.has(field))
      .map(([field, value]) => [
        field,
        values[field] ?? value.slice(0, MAX_VALUE),
      ]),
  );
  if (!before) {
    return { ...sent, ...values };
  }
  const consequences = Object.keys(sent)
    .flatMap(field => CONSEQUENCES[field] ?? [])
    .filter(field => field in values)
    .map(field => [field, values[field]]);
  return { ...before, ...Object.fromEntries(consequences), ...sent };
}

/** Whether we wrote anything that a picture holds: work notes alone change none. @internal */
export function tellsFields({ written = {} }: RemoteTicket): boolean {
  return Object.keys(written).some(field => !NOT_KEPT.has(field));
}

/** Whether a record that was read is older than one that was read before. @internal */
export function isStale(
  remote: Pick<RemoteTicket, 'modCount'>,
  newestModCount: number | undefined,
): boolean {
  return (
    remote.modCount !== undefined &&
    newestModCount !== undefined &&
    remote.modCount < newestModCount
  );
}
