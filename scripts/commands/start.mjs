// npm start: ServiceNow simulator, backend and portal, with the example's or somebody's own dbt results.
import { serviceNowOf, startDemo } from '../lib/demo.mjs';
import { exampleRun, readRun } from '../lib/documents.mjs';
import { readOptions, readPort } from '../lib/options.mjs';
import { PlainError, say, secondsSince } from '../lib/output.mjs';
import { requireFreePorts } from '../lib/ports.mjs';
import { ensureAppBuilt, ensureInstalled } from '../lib/prepare.mjs';

/** The tab of an entity page where its anomalies are. */
export const TAB = 'data-quality';

const USAGE = `npm start -- [options]
  --results <file>         also report this run_results.json of dbt
  --manifest <file>        the manifest.json of the same project: names, tables, owners
  --no-example             leave the example's results out
  --postgres               use a real PostgreSQL instead of SQLite
  --legacy                 the portal as an app of the existing frontend system
  --port <number>          port of the portal (7007)
  --simulator-port <number> port of the ServiceNow simulator (7780)
  --verbose                show the servers' logs
  --help                   show this`;

const options = {
  results: { type: 'string' },
  manifest: { type: 'string' },
  'no-example': { type: 'boolean', default: false },
  postgres: { type: 'boolean', default: false },
  legacy: { type: 'boolean', default: false },
  port: { type: 'string', default: '7007' },
  'simulator-port': { type: 'string', default: '7780' },
  verbose: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
};

/** Reads every file before anything is started, so that a typing error costs a second and not a minute. */
function readRuns({ results, manifest, 'no-example': noExample }) {
  if (manifest && !results) {
    throw new PlainError(
      '--manifest needs --results: the manifest says what the tests are, the results how they went.',
    );
  }
  return [
    ...(noExample ? [] : [exampleRun()]),
    ...(results
      ? [{ title: results, document: readRun({ results, manifest }) }]
      : []),
  ];
}

const entityLink = (baseUrl, ref) => {
  const [kind, rest] = ref.split(':');
  const [namespace, name] = rest.split('/');
  return `${baseUrl}/catalog/${namespace}/${kind}/${name}/${TAB}`;
};

async function sayWhatToOpen({
  baseUrl,
  serviceNow,
  client,
  seconds,
  withoutManifest,
}) {
  const counts = await client.openAnomaliesByEntity();
  const unmatched = counts.get(undefined) ?? 0;
  counts.delete(undefined);
  const rows = [...counts].sort(([, a], [, b]) => b - a);

  say(
    `\nPortal ready: ${baseUrl}\n(after ${seconds}; you are signed in as Ann Keller)`,
  );
  if (rows.length > 0) say('\nDatasets with open anomalies:');
  for (const [ref, count] of rows)
    say(`  ${String(count).padStart(4)}  ${entityLink(baseUrl, ref)}`);
  if (unmatched > 0) {
    say(
      `\n${unmatched} more on datasets that no catalog entity stands for: ${baseUrl}/servicenow-ticketing`,
    );
  }
  if (withoutManifest) {
    say(
      `Without --manifest nobody can tell which tables the tests of your run belong to: its failures are only on ${baseUrl}/servicenow-ticketing.`,
    );
  }
  say(
    serviceNow.isSimulator
      ? `\nServiceNow (simulated): ${serviceNow.url}   sign in as admin / admin`
      : `\nServiceNow: ${serviceNow.url}   (from SERVICENOW_URL)`,
  );
  say('\nCtrl-C stops everything.');
}

export async function run(args) {
  const started = Date.now();
  const { values } = readOptions(args, { options, usage: USAGE });
  if (values.help) {
    say(USAGE);
    return 0;
  }
  const runs = readRuns(values);
  const port = readPort(values.port, '--port');
  const simulatorPort = readPort(values['simulator-port'], '--simulator-port');
  await requireFreePorts([
    { port, what: 'the portal', option: '--port' },
    ...(serviceNowOf(simulatorPort).isSimulator
      ? [
          {
            port: simulatorPort,
            what: 'the ServiceNow simulator',
            option: '--simulator-port',
          },
        ]
      : []),
  ]);

  await ensureInstalled();
  const app = values.legacy ? 'app-legacy' : 'app';
  await ensureAppBuilt(app);
  const { died, ...demo } = await startDemo({
    app,
    port,
    simulatorPort,
    runs,
    postgres: values.postgres,
    verbose: values.verbose,
  });
  await sayWhatToOpen({
    ...demo,
    seconds: secondsSince(started),
    withoutManifest:
      values.results !== undefined && values.manifest === undefined,
  });
  throw await died;
}
