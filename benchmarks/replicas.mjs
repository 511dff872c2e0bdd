// What a second backend adds when ServiceNow is the limit.
import { runWithPostgres } from './support/database.mjs';

export const run = () => runWithPostgres('deliveries/replicas.ts');
