/** What somebody may or may not do with records of a table. @public */
export type AccessOperation = 'read' | 'create' | 'write' | 'delete';

/** Asks for other roles than a fresh instance does; a reset takes it back. @public */
export interface AccessSettings {
  /** Roles for an operation on a table; an empty list leaves it to admin. */
  restrict(table: string, operation: AccessOperation, roles: string[]): void;
  /** Roles for reading a field of a table and of those that extend it. */
  restrictField(table: string, field: string, roles: string[]): void;
}
