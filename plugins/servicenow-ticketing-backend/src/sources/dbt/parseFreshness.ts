import type {
  Observation,
  Outcome,
  ParsedReport,
  ParseOptions,
} from 'backstage-plugin-servicenow-ticketing-node';
import type { DbtDocument } from './documents';
import { readItems } from '../readItems';
import { runOf } from './runOf';
import { freshnessResult, tagList, type FreshnessResult } from './schemas';
import { severityOf } from './severity';

const UNITS: [string, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** Reads sources.json and freshness.json: how old the data of each source is. @internal */
export function parseFreshness(
  document: DbtDocument,
  options: ParseOptions,
): ParsedReport {
  return {
    run: runOf(document, options),
    ...readItems(document.results, freshnessResult, (result, index) => ({
      index,
      ...toObservation({ result, document, options }),
    })),
  };
}

function toObservation(context: {
  result: FreshnessResult;
  document: DbtDocument;
  options: ParseOptions;
}): Omit<Observation, 'index'> {
  const { result, document, options } = context;
  const { manifest } = document;
  const id = result.unique_id;
  const node = manifest.datasetNode(id);
  const dataset = manifest.dataset(id);
  const [, , ...names] = id.split('.');
  const outcome = outcomeOf(result.status);
  const key = `freshness.${id}`;
  return {
    checkKey: key,
    identity: key,
    outcome,
    dataset,
    fields: [],
    type: 'freshness',
    ...severityOf([outcome === 'warn' ? 'warn' : 'error'], options.severity),
    title: `freshness of ${names.join('.') || dataset.name}`,
    message: describeAge(result, outcome),
    tags: tagList(node?.tags, node?.config?.tags),
  };
}

/** Here `error` is a verdict on the data (too old); a check that broke says `runtime error`. */
function outcomeOf(status: string): Outcome {
  switch (status.toLowerCase()) {
    case 'pass':
      return 'pass';
    case 'warn':
      return 'warn';
    case 'error':
      return 'fail';
    case 'runtime error':
      return 'error';
    case 'skipped':
      return 'skipped';
    default:
      throw new Error(
        `status "${status}" is none of pass, warn, error, runtime error`,
      );
  }
}

function describeAge(result: FreshnessResult, outcome: Outcome): string {
  if (outcome !== 'warn' && outcome !== 'fail') {
    return result.error ? String(result.error) : '';
  }
  const age = result.max_loaded_at_time_ago_in_s;
  const limit =
    outcome === 'warn'
      ? result.criteria?.warn_after
      : result.criteria?.error_after;
  const found =
    typeof age === 'number'
      ? `The newest data is ${inWords(age)} old`
      : 'The data is too old';
  return limit?.count && limit.period
    ? `${found}; at most ${amount(limit.count, limit.period)} is allowed`
    : found;
}

function inWords(seconds: number): string {
  const [unit, length] =
    UNITS.find(([, size]) => seconds >= 2 * size) ?? UNITS[UNITS.length - 1];
  return amount(Math.round(seconds / length), unit);
}

function amount(count: number, unit: string): string {
  return `${count.toLocaleString('en-US')} ${unit}${count === 1 ? '' : 's'}`;
}
