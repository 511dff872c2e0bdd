import { Command, InvalidArgumentError, Option } from 'commander';
import { report, type ReportOptions } from './commands/report';

const DEFAULT_RETRIES = 6;

/** The command line. */
export function createProgram(options: { version: string }): Command {
  const program = new Command('backstage-plugin-servicenow-ticketing-cli')
    .description('Reports the results of data tools to the portal')
    .version(options.version);

  program
    .command('report')
    .description(
      "Sends what a data tool wrote: dbt's run_results.json or sources.json, or the JSON of any other tool",
    )
    .argument('<files...>', 'JSON files; "-" reads standard input')
    .requiredOption(
      '--source <id>',
      'id of the source, as in servicenowTicketing.sources of the portal',
    )
    .option(
      '--manifest <file>',
      "dbt's manifest.json, which knows names, owners and tables; only what is needed is sent",
    )
    .addOption(
      new Option('--url <url>', 'address of the Backstage backend')
        .env('TICKETING_URL')
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--token <token>', 'token of the pipeline; better as variable')
        .env('TICKETING_INGEST_TOKEN')
        .makeOptionMandatory(),
    )
    .option(
      '--retries <count>',
      'how often to try again while the portal cannot be reached',
      toCount,
      DEFAULT_RETRIES,
    )
    .option('--dry-run', 'say what would be sent, and send nothing', false)
    .action(async (files: string[], reportOptions: ReportOptions) => {
      const lines = await report(files, reportOptions);
      process.stdout.write(`${lines.join('\n')}\n`);
    });

  return program;
}

function toCount(value: string): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 0 || count > 100) {
    throw new InvalidArgumentError('It must be a whole number from 0 to 100.');
  }
  return count;
}
