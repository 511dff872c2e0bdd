// npm run dev: servers that reload what changes; the portal on port 3000, the backend on 7007, the simulator on 7780.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readExample } from '../lib/documents.mjs';
import { reportInWords, serviceNowOf } from '../lib/demo.mjs';
import { say, step } from '../lib/output.mjs';
import { root, toolsDirectory } from '../lib/paths.mjs';
import { PortalClient } from '../lib/portalClient.mjs';
import { requireFreePorts } from '../lib/ports.mjs';
import { backstageCli, ensureInstalled } from '../lib/prepare.mjs';
import { startNodeServer } from '../lib/processes.mjs';
import { startSimulator } from '../lib/servers.mjs';
import { childEnvironment, nodeBin } from '../lib/toolchain.mjs';

const APP_PORT = 3000;
const BACKEND_PORT = 7007;
const SIMULATOR_PORT = 7780;
const START_LIMIT_MILLISECONDS = 180_000;

function startDevelopmentServer(name) {
  const configuration = [
    'app-config.yaml',
    'app-config.development.yaml',
    'app-config.local.yaml',
  ]
    .map(file => join(root, file))
    .filter(existsSync);
  return startNodeServer({
    name: `The development server of packages/${name}`,
    node: nodeBin,
    args: [
      backstageCli,
      'package',
      'start',
      ...configuration.flatMap(file => ['--config', file]),
    ],
    cwd: join(root, 'packages', name),
    env: childEnvironment({ BROWSER: 'none' }),
    logFile: join(toolsDirectory, `logs/dev-${name}.log`),
    verbose: true,
  });
}

export async function run() {
  const { isSimulator, url } = serviceNowOf(SIMULATOR_PORT);
  await requireFreePorts([
    { port: APP_PORT, what: 'the portal' },
    { port: BACKEND_PORT, what: 'the backend' },
    ...(isSimulator
      ? [{ port: SIMULATOR_PORT, what: 'the ServiceNow simulator' }]
      : []),
  ]);
  await ensureInstalled();
  const servers = [
    startDevelopmentServer('backend'),
    startDevelopmentServer('app'),
  ];
  if (isSimulator) {
    servers.push(await startSimulator({ port: SIMULATOR_PORT, verbose: true }));
  }
  const died = Promise.race(servers.map(server => server.died));

  const client = new PortalClient({
    baseUrl: `http://localhost:${BACKEND_PORT}`,
    pageUrl: `http://localhost:${APP_PORT}`,
    ingestToken: process.env.TICKETING_INGEST_TOKEN || 'dev-ingest-token',
  });
  const deadline = Date.now() + START_LIMIT_MILLISECONDS;
  const ready = step('Starting the development servers', async () => {
    await client.untilReady(deadline);
    await client.untilInCatalog(['resource:default/revenue-daily'], deadline);
    say(`  ${reportInWords(await client.ingest('warehouse', readExample()))}`);
  });
  await Promise.race([ready, died.then(reason => Promise.reject(reason))]);
  say(
    `\nPortal ready: http://localhost:${APP_PORT}   ServiceNow: ${url}\nCtrl-C stops everything.`,
  );
  throw await died;
}
