// The demo's two processes: the ServiceNow simulator, and the backend with the portal.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, toolsDirectory } from './paths.mjs';
import { onStop, startNodeServer } from './processes.mjs';
import { childEnvironment, nodeBin } from './toolchain.mjs';

/** Compiles TypeScript as it is loaded, so that the demo needs no build of the backend. */
export const typeScriptLoader = join(
  root,
  'node_modules/@backstage/cli/config/nodeTransform.cjs',
);

/** Unset, so that app-config.yaml's defaults hold. */
const defaultsOfAppConfig = {
  SERVICENOW_USERNAME: undefined,
  SERVICENOW_PASSWORD: undefined,
  TICKETING_INGEST_TOKEN: undefined,
};

const logFile = name => join(toolsDirectory, `logs/${name}.log`);

/** Resolves once it answers. */
export async function startSimulator({ port, verbose }) {
  const server = startNodeServer({
    name: 'The ServiceNow simulator',
    node: nodeBin,
    args: ['-r', typeScriptLoader, 'src/cli.ts', '--port', String(port)],
    cwd: join(root, 'packages/servicenow-simulator'),
    env: childEnvironment(),
    logFile: logFile(`simulator-${port}`),
    verbose,
  });
  await server.waitFor('ServiceNow simulator ready:');
  return server;
}

/**
 * A configuration file laid over app-config.yaml: what this run does otherwise. JSON is YAML, too.
 * It goes away when everything stops.
 */
function writeOverrides({ app, port, connection, catalogText }) {
  const directory = mkdtempSync(join(tmpdir(), 'ticketing-demo-'));
  onStop(() => rmSync(directory, { recursive: true, force: true }));
  const baseUrl = `http://localhost:${port}`;
  const catalogFile = join(directory, 'datasets.yaml');
  if (catalogText) writeFileSync(catalogFile, catalogText);
  const overrides = {
    app: { baseUrl, packageName: app },
    backend: {
      baseUrl,
      listen: { host: '127.0.0.1', port },
      ...(connection ? { database: { client: 'pg', connection } } : {}),
    },
    servicenowTicketing: {
      // So that instances can be connected in the portal. The database does not outlive the run, and the key need not.
      encryption: { keys: [randomBytes(32).toString('base64')] },
    },
    ...(catalogText
      ? {
          catalog: {
            locations: [
              {
                type: 'file',
                target: '../../demo/catalog/all.yaml',
                rules: [
                  {
                    allow: [
                      'Location',
                      'Domain',
                      'System',
                      'Component',
                      'API',
                      'Resource',
                      'User',
                      'Group',
                    ],
                  },
                ],
              },
              { type: 'file', target: catalogFile },
            ],
          },
        }
      : {}),
  };
  const file = join(directory, 'app-config.demo.yaml');
  writeFileSync(file, JSON.stringify(overrides));
  return file;
}

/**
 * @param {object} options - `app` whose pages are served, `port` of the portal; `serviceNowUrl` where ServiceNow is; `connection` to a PostgreSQL
 *   instead of SQLite in memory; `catalogText` of one more catalog file; `verbose` shows the output;
 *   `isolated` ignores the environment and app-config.local.yaml
 */
export function startBackend({
  app = 'app',
  isolated,
  port,
  serviceNowUrl,
  connection,
  catalogText,
  verbose,
}) {
  const local = join(root, 'app-config.local.yaml');
  const configuration = [
    join(root, 'app-config.yaml'),
    ...(!isolated && existsSync(local) ? [local] : []),
    writeOverrides({ app, port, connection, catalogText }),
  ];
  return startNodeServer({
    name: 'The backend',
    node: nodeBin,
    args: [
      '-r',
      typeScriptLoader,
      'src/index.ts',
      ...configuration.flatMap(file => ['--config', file]),
    ],
    cwd: join(root, 'packages/backend'),
    env: childEnvironment({
      SERVICENOW_URL: serviceNowUrl,
      ...(isolated ? defaultsOfAppConfig : {}),
    }),
    logFile: logFile(`backend-${port}`),
    verbose,
  });
}
