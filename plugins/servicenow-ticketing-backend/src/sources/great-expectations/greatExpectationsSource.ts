import type {
  AnomalySource,
  Observation,
  Outcome,
  ParsedReport,
  ParseOptions,
} from 'backstage-plugin-servicenow-ticketing-node';
import { readItems } from '../readItems';
import { digest, firstTime } from '../runs';
import { severityOf, USUAL_SEVERITIES } from '../severityOf';
import { checkKeyOf, expectedColumns } from './checkKey';
import { describeResult, exceptionOf } from './describeResult';
import {
  expectationOf,
  readDocument,
  type GreatExpectationsDocument,
} from './documents';
import {
  expectationResult,
  type ExpectationResult,
  type ValidationHead,
} from './schemas';
import { testedDataset, testedPartition } from './testedDataset';

/**
 * Reads what Great Expectations 0.17 to 1.x writes: validation results, and checkpoint results with several of
 * them. Items are counted through all validations.
 *
 * @internal
 */
export const greatExpectationsSource: AnomalySource = {
  adapter: 'great-expectations',
  parse(document, options) {
    const found = readDocument(document);
    const read = readItems(
      found.results.map(({ item }) => item),
      expectationResult,
      (result, index) =>
        toObservation({
          index,
          result,
          validation: found.results[index].validation,
          options,
        }),
    );
    return { run: runOf({ found, read, options }), ...read };
  },
};

function toObservation(context: {
  index: number;
  result: ExpectationResult;
  validation: ValidationHead;
  options: ParseOptions;
}): Observation {
  const { index, result, validation, options } = context;
  const { type, kwargs, severities, checkKey, description, tags } =
    expectationOf(result);
  const exception = exceptionOf(result.exception_info);
  const outcome = outcomeOf(result, exception);
  const columns = expectedColumns(kwargs);
  const suite =
    validation.suite_name ?? validation.meta?.expectation_suite_name ?? '';
  const failed = outcome === 'fail';
  return {
    index,
    checkKey: checkKey ?? checkKeyOf({ suite, type, kwargs }),
    outcome,
    dataset: testedDataset(validation, kwargs),
    partition: testedPartition(validation),
    fields: columns,
    type,
    ...severityOf(severities, {
      table: options.severity,
      usual: USUAL_SEVERITIES,
      otherwise: 'high',
    }),
    count: failed ? result.result?.unexpected_count ?? undefined : undefined,
    title: description ?? titleOf(type, columns),
    message: failed
      ? describeResult({ type, kwargs, columns, result: result.result })
      : exception ?? '',
    url: validation.result_url ?? undefined,
    tags,
  };
}

/** What raised an exception did not look at the data: that is no verdict on it. */
function outcomeOf(result: ExpectationResult, exception?: string): Outcome {
  if (exception !== undefined) {
    return 'error';
  }
  if (result.success === null) {
    return 'skipped';
  }
  return result.success ? 'pass' : 'fail';
}

/** Expectations about all columns of a table would have endless titles. */
const MOST_COLUMNS_NAMED = 5;

function titleOf(type: string, columns: string[]): string {
  const named = columns.slice(0, MOST_COLUMNS_NAMED).join(', ');
  const others = columns.length - MOST_COLUMNS_NAMED;
  const more = others > 0 ? ` and ${others} more` : '';
  return named ? `${type} (${named}${more})` : type;
}

/** Runs in code often have no name, and tools that sit between leave the time out. */
function runOf(context: {
  found: GreatExpectationsDocument;
  read: Omit<ParsedReport, 'run'>;
  options: ParseOptions;
}): ParsedReport['run'] {
  const { found, read, options } = context;
  const ids = [
    found.runId,
    ...found.validations.map(({ meta }) => meta?.run_id),
  ].map(id => (typeof id === 'string' ? { run_name: id } : id ?? {}));
  const times = [
    ...ids.map(id => ('run_time' in id ? id.run_time : undefined)),
    ...found.validations.map(({ meta }) => meta?.validation_time),
  ];
  return {
    id: digest([
      ...ids.map(id => id.run_name),
      ...times,
      ...read.observations.flatMap(item => [item.checkKey, item.outcome]),
    ]),
    observedAt: firstTime(...times) ?? options.receivedAt,
  };
}
