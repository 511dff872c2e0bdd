// How fast a backlog of notes is caught up with, and with how many calls.
import { runWithPostgres } from './support/database.mjs';

export const run = () => runWithPostgres('deliveries/drain.ts');
