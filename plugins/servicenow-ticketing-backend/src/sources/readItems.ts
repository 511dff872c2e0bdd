import type {
  Observation,
  ParsedReport,
} from 'backstage-plugin-servicenow-ticketing-node';
import type { z } from 'zod';

/**
 * Reads items one by one: what cannot be used is listed with its position and why, and does not cost the others.
 * `read` answers `undefined` for an item to ignore and throws about one that makes no sense.
 *
 * @internal
 */
export function readItems<T extends z.ZodType>(
  items: unknown[],
  schema: T,
  read: (item: z.output<T>, index: number) => Observation | undefined,
): Omit<ParsedReport, 'run'> {
  const report: Omit<ParsedReport, 'run'> = {
    observations: [],
    ignored: 0,
    errors: [],
  };
  items.forEach((item, index) => {
    const parsed = schema.safeParse(item);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const field = issue.path.map(String).join('.');
      const reason = field ? `${field}: ${issue.message}` : issue.message;
      report.errors.push({ index, reason });
      return;
    }
    try {
      const observation = read(parsed.data, index);
      if (observation) {
        report.observations.push(observation);
      } else {
        report.ignored += 1;
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      report.errors.push({ index, reason: reason.slice(0, 300) });
    }
  });
  return report;
}
