import type {
  ParsedReport,
  ParseOptions,
} from 'backstage-plugin-servicenow-ticketing-node';
import { createHash } from 'node:crypto';
import type { DbtDocument } from './documents';

/** Which run a document is of. dbt leaves the invocation out when tracking is off in old versions. @internal */
export function runOf(
  document: DbtDocument,
  options: ParseOptions,
): ParsedReport['run'] {
  const { invocation_id: invocation, generated_at: generatedAt } =
    document.metadata;
  const observedAt = generatedAt ? new Date(generatedAt) : options.receivedAt;
  return {
    id: invocation || generatedAt || digest(document.results),
    observedAt: Number.isNaN(observedAt.getTime())
      ? options.receivedAt
      : observedAt,
  };
}

/** Of ids and statuses only: the rest may be nested deeper than can be walked. */
function digest(results: unknown[]): string {
  const hash = createHash('sha256');
  for (const result of results) {
    const { unique_id: id, status } = Object(result);
    hash.update(`${typeof id === 'string' ? id : ''}\n`);
    hash.update(`${typeof status === 'string' ? status : ''}\n`);
  }
  return hash.digest('hex');
}
