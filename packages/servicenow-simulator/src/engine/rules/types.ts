import type { Instance } from '../Instance';
import { Operation, Row, Session } from '../types';

/** What a business rule sees; `current` is a draft that it may change. @internal */
export interface RuleContext {
  instance: Instance;
  table: string;
  operation: Operation;
  session: Session;
  current: Row;
  previous: Row | undefined;
  /** Whether the field has another value than before. */
  changes(field: string): boolean;
}

/** Runs before the record is stored; throws a Refusal to stop the operation. @internal */
export interface BeforeRule {
  name: string;
  /** Applies to this table and all that extend it; to every table unless told. */
  table?: string;
  run(context: RuleContext): void;
}

/** Runs once the record is stored. @internal */
export type AfterRule = BeforeRule;
