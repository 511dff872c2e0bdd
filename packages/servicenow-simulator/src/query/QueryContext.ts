import type { ScriptContext } from './javascript';

/** Whose query, against which table. @internal */
export interface QueryContext extends ScriptContext {
  table: string;
}
