// What a change costs when it is made, and how soon it is on its way.
import { runWithPostgres } from './support/database.mjs';

export const run = () => runWithPostgres('deliveries/latency.ts');
