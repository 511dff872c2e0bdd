// npm run test:faults: people act, ServiceNow misbehaves, backends are killed; nothing may be lost or doubled.
import { DATABASES, runCampaigns } from '../../fault-campaign/run.mjs';
import { readOptions } from '../lib/options.mjs';
import { PlainError, say } from '../lib/output.mjs';
import { ensureInstalled } from '../lib/prepare.mjs';

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
  const failures = await runCampaigns({
    databases: values.database ? [values.database] : DATABASES,
    actions: readNumber(values.actions, '--actions'),
    anomalies: readNumber(values.anomalies, '--anomalies'),
    seed: readNumber(values.seed, '--seed'),
  });
  const isFine = failures.flatMap(Object.values).every(count => count === 0);
  say(
    isFine
      ? '\nNothing was lost, doubled or reordered.'
      : '\nNot as promised: see the counts that are not 0.',
  );
  return isFine ? 0 : 1;
}
