// A short fault campaign on both databases: each promise it judges is a test.
import { DATABASES, runCampaigns } from '../../fault-campaign/run.mjs';
import { readOptions } from '../lib/options.mjs';

/** Always the same actions and faults. */
const SHORT = { actions: 240, anomalies: 20, seed: 1 };

/** @returns {Promise<{passed: number, failed: number, skipped: number}>} */
export async function runShortFaultCampaign(args) {
  readOptions(args, {
    options: {},
    usage: 'The short fault campaign has no options; npm run test:faults has.',
  });
  const failures = await runCampaigns({ databases: DATABASES, ...SHORT });
  const counts = failures.flatMap(Object.values);
  return {
    passed: counts.filter(count => count === 0).length,
    failed: counts.filter(count => count > 0).length,
    skipped: 0,
  };
}
