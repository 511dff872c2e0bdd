// How long the backend's thread is kept by one dbt document as large as they may be, sent over HTTP.
import { runWithPostgres } from './support/database.mjs';

/** Resolves to the exit code: 1 when the thread is kept for longer than its limit. */
export const run = () => runWithPostgres('eventLoop/main.ts');
