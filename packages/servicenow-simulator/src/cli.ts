import { parseArgs } from 'node:util';
import { createSimulator } from './createSimulator';

const DEFAULT_PORT = 7780;

const USAGE = `Usage: servicenow-simulator [--port 7780] [--host 127.0.0.1]

Starts a ServiceNow instance with demo data. Log in as admin/admin or
portal_integration/portal_integration; every demo user's password is the user name.`;

function readPort(text: string | undefined): number {
  const port = text === undefined ? DEFAULT_PORT : Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`--port must be a number from 0 to 65535, not '${text}'`);
  }
  return port;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const simulator = await createSimulator({
    port: readPort(values.port),
    host: values.host,
  });
  process.stdout.write(`ServiceNow simulator ready: ${simulator.url}\n`);

  const stop = () => {
    simulator.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: NodeJS.ErrnoException) => {
  const reason =
    error.code === 'EADDRINUSE'
      ? 'The port is in use: stop what listens there, or choose another with --port.'
      : error.message;
  process.stderr.write(`The ServiceNow simulator did not start. ${reason}\n`);
  process.exit(1);
});
