// Campaigns on one database after the other, against a simulator of their own.
import { say } from '../scripts/lib/output.mjs';
import { freePort } from '../scripts/lib/ports.mjs';
import { startSimulator } from '../scripts/lib/servers.mjs';
import { runCampaign } from './campaign.mjs';
import { SimulatedInstance } from './faults.mjs';
import { failuresOf, report } from './report.mjs';

export const DATABASES = ['postgres', 'sqlite'];
/** Chains of actions at the same time, and the longest pause within one, in milliseconds. */
const PACE = { sideBySide: 24, pause: 60 };

/**
 * @param {object} options - `databases`, `actions`, `anomalies`, `seed`
 * @returns {Promise<Record<string, number>[]>} of each database, what must be nothing and how much of it there was
 */
export async function runCampaigns({ databases, ...options }) {
  const port = await freePort();
  const simulator = await startSimulator({ port });
  const instance = new SimulatedInstance(`http://127.0.0.1:${port}`);
  const failures = [];
  for (const database of databases) {
    say(`> Fault campaign on ${database} …`);
    const result = await runCampaign(
      { ...options, ...PACE, database },
      instance,
    );
    report(result);
    failures.push(failuresOf(result));
  }
  await simulator.kill('SIGTERM');
  return failures;
}
