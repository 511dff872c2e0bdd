// How many work notes a second are delivered, next to graphile-worker and to a loop without a database.
import { runWithPostgres } from './support/database.mjs';

export const run = () => runWithPostgres('deliveries/deliveries.ts');
