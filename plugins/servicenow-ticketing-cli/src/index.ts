/**
 * Reports the results of data tools to the servicenow-ticketing plugin.
 *
 * @packageDocumentation
 */
import { createProgram } from './createProgram';
import { exitCodeOf } from './exitCodes';

createProgram({ version: require('../package.json').version })
  .parseAsync(process.argv)
  .catch(error => {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${message}\n`);
    process.exitCode = exitCodeOf(error);
  });
