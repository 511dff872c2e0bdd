import { createSimulator } from './createSimulator';
import { readArguments, USAGE } from './cli/readArguments';

async function main(): Promise<void> {
  const options = readArguments(process.argv.slice(2));
  if (!options) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const simulator = await createSimulator(options);
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

function explain(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return 'The port is in use: stop what listens there, or choose another with --port.';
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'This machine does not have the address given with --host.';
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return `${error.message.split('\n')[0]} See --help.`;
    default:
      return error.message;
  }
}

main().catch((error: NodeJS.ErrnoException) => {
  process.stderr.write(
    `The ServiceNow simulator did not start. ${explain(error)}\n`,
  );
  process.exit(1);
});
