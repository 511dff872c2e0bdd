// The whole demo: ServiceNow, portal, example catalog, and dbt results fed as a pipeline would.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  catalogFile,
  datasetEntities,
  testedDatasets,
} from './datasetEntities.mjs';
import { say, step } from './output.mjs';
import { root } from './paths.mjs';
import { PortalClient } from './portalClient.mjs';
import { startPostgres } from './postgres.mjs';
import { startBackend, startSimulator } from './servers.mjs';

const SOURCE = 'warehouse';
const START_LIMIT_MILLISECONDS = 120_000;

/** Where the demo's ServiceNow is: the simulator, unless the environment names another instance. */
export function serviceNowOf(simulatorPort, isolated = false) {
  const simulator = `http://127.0.0.1:${simulatorPort}`;
  const url = isolated ? simulator : process.env.SERVICENOW_URL || simulator;
  const isSimulator = [simulator, `http://localhost:${simulatorPort}`].includes(
    url.replace(/\/$/, ''),
  );
  return { url, isSimulator };
}

const exampleDatasets = () =>
  readFileSync(join(root, 'demo/catalog/datasets.yaml'), 'utf8');

/** Refs of the example's datasets: the last that the catalog reads. */
function exampleRefs() {
  return [...exampleDatasets().matchAll(/^ {2}name: (\S+)$/gm)].map(
    ([, name]) => `resource:default/${name}`,
  );
}

/** Entities for datasets of the fed run that the example catalog does not have. */
function missingEntities(run) {
  if (!run?.manifest) return [];
  const known = new Set(
    [...exampleDatasets().matchAll(/dbt-node: (\S+)$/gm)].map(
      ([, node]) => node,
    ),
  );
  const missing = testedDatasets(run).filter(id => !known.has(id));
  return datasetEntities(missing, run.manifest);
}

/** What the portal did with a run, in words. */
export function reportInWords(report) {
  const parts = [
    [report.created, 'new'],
    [report.updated, 'seen again'],
    [report.reopened, 'reopened'],
    [report.resolved, 'resolved'],
    [report.unmatched, 'on datasets that no catalog entity stands for'],
    [report.ignored, 'that change nothing'],
  ].filter(([count]) => count > 0);
  const counts =
    parts.map(([count, words]) => `${count} ${words}`).join(', ') ||
    'nothing new';
  const errors = report.errors.map(
    ({ index, reason }) => `\n  result ${index} could not be used: ${reason}`,
  );
  return `Anomalies: ${counts}.${errors.join('')}`;
}

const anyDied = processes => Promise.race(processes.map(({ died }) => died));

/** The outcome of `work`, unless a process ends before. */
function orDied(work, processes) {
  return Promise.race([
    work,
    anyDied(processes).then(reason => {
      throw reason;
    }),
  ]);
}

/**
 * Starts everything and feeds `runs` in order.
 *
 * @param {object} options - `app` whose pages are served, `port`, `simulatorPort`, `postgres` (boolean), `runs` ({title, document, isExample}[]; entities are made for
 *   the datasets of runs that are not the example), `verbose`,
 *   `isolated` to ignore what the environment and app-config.local.yaml say, for tests
 * @returns the base URLs, an API client, the `connection` of PostgreSQL if it runs, and `died`, which resolves with the reason when a process ends
 */
export async function startDemo({
  port,
  simulatorPort,
  postgres,
  runs,
  verbose,
  app,
  isolated,
}) {
  const baseUrl = `http://localhost:${port}`;
  const serviceNow = serviceNowOf(simulatorPort, isolated);
  const entities = runs
    .filter(({ isExample }) => !isExample)
    .flatMap(({ document }) => missingEntities(document));
  const processes = [];
  const client = new PortalClient({
    baseUrl,
    ingestToken:
      (!isolated && process.env.TICKETING_INGEST_TOKEN) || 'dev-ingest-token',
  });

  let connection;
  if (postgres) {
    const server = await step('Starting PostgreSQL', startPostgres);
    connection = server.connection;
    processes.push(server);
  }
  await step('Starting ServiceNow simulator and portal', async () => {
    // Both take seconds to load: neither waits for the other.
    const backend = startBackend({
      app,
      port,
      serviceNowUrl: serviceNow.url,
      connection,
      isolated,
      catalogText: entities.length > 0 ? catalogFile(entities) : undefined,
      verbose,
    });
    processes.push(backend);
    const ready = [client.untilReady(Date.now() + START_LIMIT_MILLISECONDS)];
    if (serviceNow.isSimulator) {
      ready.push(
        startSimulator({ port: simulatorPort, verbose }).then(simulator =>
          processes.push(simulator),
        ),
      );
    }
    await orDied(Promise.all(ready), processes);
  });
  const refs = [
    ...exampleRefs(),
    ...entities.map(({ metadata }) => `resource:default/${metadata.name}`),
  ];
  await step('Waiting for the catalog', () =>
    orDied(
      client.untilInCatalog(refs, Date.now() + START_LIMIT_MILLISECONDS),
      processes,
    ),
  );
  for (const { title, document } of runs) {
    await step(`Reporting ${title} to the portal`, async () => {
      say(
        `  ${reportInWords(
          await orDied(client.ingest(SOURCE, document), processes),
        )}`,
      );
    });
  }
  return { baseUrl, serviceNow, client, connection, died: anyDied(processes) };
}
