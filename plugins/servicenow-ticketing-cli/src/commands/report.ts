import { UsageError } from '../exitCodes';
import { readJsonFile, type JsonDocument } from '../report/readJsonFile';
import { TicketingEndpoint, type Answer } from '../report/TicketingEndpoint';
import { trimManifest } from '../report/trimManifest';

/** Most items of a document that are listed as unusable. */
const MAX_LISTED_ERRORS = 20;

/** Options of `report`. */
export interface ReportOptions {
  source: string;
  manifest?: string;
  url: string;
  token: string;
  retries: number;
  dryRun: boolean;
}

/**
 * Sends each file, one after the other. Every file is read before the first is sent, so that a wrong one leaves
 * nothing half-done.
 *
 * @returns what became of them, in lines for people
 * @throws UsageError for an option or file that cannot work, Error when the portal did not take a document
 */
export async function report(
  files: string[],
  options: ReportOptions,
): Promise<string[]> {
  const manifest =
    options.manifest === undefined
      ? undefined
      : await readJsonFile(options.manifest);
  const documents: { file: string; document: unknown }[] = [];
  for (const file of files) {
    const results = await readJsonFile(file);
    documents.push({ file, document: withManifest(results, manifest, file) });
  }
  if (options.dryRun) {
    return documents.map(
      ({ file, document }) =>
        `${file}: ${kilobytesOf(document)} kB for source ${
          options.source
        }; nothing was sent`,
    );
  }
  const endpoint = new TicketingEndpoint(options);
  const lines: string[] = [];
  try {
    for (const { file, document } of documents) {
      const answer = await endpoint.send(options.source, document);
      lines.push(...describe(file, answer));
    }
  } finally {
    await endpoint.close();
  }
  return lines;
}

function withManifest(
  results: JsonDocument,
  manifest: JsonDocument | undefined,
  file: string,
): unknown {
  if (manifest === undefined) {
    return results;
  }
  if (Array.isArray(results) || !('results' in results)) {
    throw new UsageError(
      `${file} is neither run_results.json nor sources.json of dbt, so --manifest is of no use for it. Leave it out.`,
    );
  }
  const [first]: unknown[] = Array.isArray(results.results)
    ? results.results
    : [];
  const isFreshness =
    typeof first === 'object' && first !== null && 'max_loaded_at' in first;
  return {
    [isFreshness ? 'sources' : 'run_results']: results,
    // What is no manifest is sent as it is: the portal says what it looks like.
    manifest: trimManifest(manifest, results) ?? manifest,
  };
}

function describe(file: string, answer: Answer): string[] {
  const { created, updated, reopened, resolved, ignored, unmatched, errors } =
    answer;
  const counts = `${created} new, ${updated} again, ${reopened} reopened, ${resolved} passing again, ${ignored} unchanged`;
  return [
    `${file}: ${counts}`,
    ...(unmatched > 0
      ? [
          `  ${unmatched} of them belong to no catalog entity: annotate it with servicenow-ticketing/dataset or servicenow-ticketing/dbt-node`,
        ]
      : []),
    ...errors
      .slice(0, MAX_LISTED_ERRORS)
      .map(({ index, reason }) => `  item ${index} was left out: ${reason}`),
    ...(errors.length > MAX_LISTED_ERRORS
      ? [`  ${errors.length - MAX_LISTED_ERRORS} more items were left out`]
      : []),
  ];
}

function kilobytesOf(document: unknown): number {
  return Math.ceil(Buffer.byteLength(JSON.stringify(document)) / 1024);
}
