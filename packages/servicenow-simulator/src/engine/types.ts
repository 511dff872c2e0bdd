/**
 * A stored record. Every value is a string as in ServiceNow; a missing key means empty.
 *
 * @public
 */
export type Row = Record<string, string>;

/**
 * Where the simulator reads the time from; `Date` itself is one.
 *
 * @public
 */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
}

/** What happens to a record. @internal */
export type Operation = 'insert' | 'update' | 'delete';

/** Who acts: roles decide what is allowed, the zone how times are displayed. @internal */
export interface Session {
  userId: string;
  userName: string;
  displayName: string;
  roles: ReadonlySet<string>;
  timeZone: string;
}

/** The platform itself, which may do anything. @internal */
export const SYSTEM_SESSION: Session = {
  userId: '',
  userName: 'system',
  displayName: 'system',
  roles: new Set(['admin']),
  timeZone: 'UTC',
};

/** One change of a record, as listeners see it. @public */
export interface RecordChange {
  operation: 'insert' | 'update' | 'delete';
  table: string;
  record: Row;
  previous?: Row;
  /** user_name of who did it. */
  changedBy: string;
  /** Journal entries written along with it. */
  journals: { element: string; value: string }[];
}
