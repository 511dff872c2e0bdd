import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { SimulatorOptions } from '../createSimulator';
import type { TlsOptions } from '../http/listen';
import { readSeedData } from './readSeedData';

const DEFAULT_PORT = 7780;
const MAX_PORT = 65535;

/** What `--help` prints. @internal */
export const USAGE = `Usage: servicenow-simulator [options]

Starts a ServiceNow instance with demo data and keeps it in memory until stopped with Ctrl+C.

Options
  --port <number>           port to listen on; 0 takes a free one (default ${DEFAULT_PORT})
  --host <address>          address to listen on (default 127.0.0.1; the control API asks for no login)
  --tls-cert <file>         serve HTTPS with this certificate (PEM); needs --tls-key
  --tls-key <file>          key of that certificate (PEM)
  --tls-client-ca <file>    ask clients for certificates signed by this authority (PEM)
  --seed-data <file>        further records, as JSON: {"incident": [{"short_description": "..."}]}
  --help, -h                show this text

Log in as admin/admin, or portal_integration/portal_integration: every demo user's password is the user name.
Pages are at /, what drives tests and demos is at /_simulator/.`;

/** A file an option names. */
function readOptionFile(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason =
      code === 'ENOENT'
        ? 'there is no such file'
        : `it cannot be read: ${code}`;
    throw new Error(`--${option} names '${file}', but ${reason}`);
  }
}

function readPort(text: string | undefined): number {
  const port = text === undefined ? DEFAULT_PORT : Number(text);
  if (!Number.isInteger(port) || port < 0 || port > MAX_PORT) {
    throw new Error(
      `--port must be a number from 0 to ${MAX_PORT}, not '${text}'`,
    );
  }
  return port;
}

function readTls(files: {
  cert?: string;
  key?: string;
  clientCa?: string;
}): TlsOptions | undefined {
  const { cert, key, clientCa } = files;
  if (!cert && !key && !clientCa) {
    return undefined;
  }
  if (!cert || !key) {
    throw new Error('HTTPS needs both --tls-cert and --tls-key');
  }
  return {
    cert: readOptionFile('tls-cert', cert),
    key: readOptionFile('tls-key', key),
    ca: clientCa && readOptionFile('tls-client-ca', clientCa),
    requestCert: clientCa !== undefined,
  };
}

/**
 * Reads the command line; undefined when it asks for help.
 *
 * @throws Error that names the option and what is wrong with it
 * @internal
 */
export function readArguments(args: string[]): SimulatorOptions | undefined {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      'tls-cert': { type: 'string' },
      'tls-key': { type: 'string' },
      'tls-client-ca': { type: 'string' },
      'seed-data': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    return undefined;
  }
  const seedFile = values['seed-data'];
  return {
    port: readPort(values.port),
    host: values.host,
    tls: readTls({
      cert: values['tls-cert'],
      key: values['tls-key'],
      clientCa: values['tls-client-ca'],
    }),
    seedData:
      seedFile === undefined
        ? undefined
        : readSeedData(seedFile, readOptionFile('seed-data', seedFile)),
  };
}
