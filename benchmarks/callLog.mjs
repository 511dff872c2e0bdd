// What the log of calls to ServiceNow costs the delivery of work notes.
import { runWithPostgres } from './support/database.mjs';

export const run = () => runWithPostgres('deliveries/callLog.ts');
