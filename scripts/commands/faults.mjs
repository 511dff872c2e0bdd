// npm run test:faults: people act, ServiceNow misbehaves, backends are killed; nothing may be lost or doubled.
import { runCampaign } from '../../fault-campaign/campaign.mjs';
import { SimulatedInstance } from '../../fault-campaign/faults.mjs';
import { report } from '../../fault-campaign/report.mjs';
import { readOptions } from '../lib/options.mjs';
import { PlainError, say } from '../lib/output.mjs';
import { freePort } from '../lib/ports.mjs';
import { ensureInstalled } from '../lib/prepare.mjs';
import { startSimulator } from '../lib/servers.mjs';

const DATABASES = ['postgres', 'sqlite'];
const USAGE = `npm run test:faults -- [options]

--actions <n>      actions in all, for each database (10000)
--anomalies <n>    anomalies they are about (500)
--database <name>  ${DATABASES.join(' or ')}; both unless told
--seed <n>         draws the actions, faults and kills (1)`;

function readNumber(value, option) {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1)
    throw new PlainError(
      `${option} must be a whole number from 1 on, not '${value}'.`,
    );
  return number;
}

/** The short one, which every change has to pass. */
export const SHORT = ['--actions', '400', '--anomalies', '40'];

export async function run(args) {
  const { values } = readOptions(args, {
    options: {
      actions: { type: 'string', default: '10000' },
      anomalies: { type: 'string', default: '500' },
      database: { type: 'string' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
    usage: USAGE,
  });
  if (values.help) {
    say(USAGE);
    return 0;
  }
  if (values.database && !DATABASES.includes(values.database))
    throw new PlainError(`--database must be ${DATABASES.join(' or ')}.`);
  await ensureInstalled();
  const port = await freePort();
  await startSimulator({ port });
  const instance = new SimulatedInstance(`http://127.0.0.1:${port}`);

  const results = [];
  for (const database of values.database ? [values.database] : DATABASES) {
    say(`> Fault campaign on ${database} …`);
    results.push(
      await runCampaign(
        {
          database,
          actions: readNumber(values.actions, '--actions'),
          anomalies: readNumber(values.anomalies, '--anomalies'),
          seed: readNumber(values.seed, '--seed'),
          sideBySide: 24,
          pause: 60,
        },
        instance,
      ),
    );
  }
  const isFine = results.map(report).every(Boolean);
  say(isFine ? '\nNothing lost, doubled or reordered.' : '\nNot as promised.');
  return isFine ? 0 : 1;
}
