import type { z } from 'zod';
import { isObject, wrongDocument, type JsonObject } from '../documentShapes';
import {
  checkpointHead,
  validationHead,
  type ExpectationResult,
  type ValidationHead,
} from './schemas';

/** A result in the validation it is of. @internal */
export interface ResultInValidation {
  item: unknown;
  validation: ValidationHead;
}

/** What was found in a document. @internal */
export interface GreatExpectationsDocument {
  /** All results, those of the first validation first. */
  results: ResultInValidation[];
  validations: ValidationHead[];
  runId: z.infer<typeof checkpointHead>['run_id'];
}

const TOOL = 'Great Expectations';
const EXPECTED =
  'Send a validation result or a checkpoint result as JSON: an object with "results", "run_results" or "validation_results".';
const IDENTIFIER = 'ValidationResultIdentifier::';

/**
 * Finds the results in what was sent: a validation result, a checkpoint result (`run_results`), what `describe()`
 * makes of either, the run results alone, or a list of any of them.
 *
 * @throws InputError that says what the document looks like and what is expected
 *
 * @internal
 */
export function readDocument(document: unknown): GreatExpectationsDocument {
  const documents = Array.isArray(document) ? document : [document];
  const validations = documents.flatMap(one => {
    const found = isObject(one) ? validationsOf(one) : undefined;
    if (!found) {
      throw wrongDocument(one, { tool: TOOL, expected: EXPECTED });
    }
    return found;
  });
  if (validations.length === 0) {
    throw wrongDocument(document, { tool: TOOL, expected: EXPECTED });
  }
  const heads: ValidationHead[] = [];
  const results = validations.flatMap((value): ResultInValidation[] => {
    const validation = readHead(value);
    heads.push(validation);
    // A validation without results is one item that cannot be used.
    return (resultsOf(value) ?? [value]).map(item => ({ item, validation }));
  });
  const [first] = documents;
  return {
    results,
    validations: heads,
    runId: checkpointHead.safeParse(first).data?.run_id,
  };
}

/** The expectation of a result, whichever way it is written. @internal */
export function expectationOf(result: ExpectationResult) {
  const config = result.expectation_config;
  const type =
    config?.type ?? config?.expectation_type ?? result.expectation_type;
  if (!type) {
    throw new Error('expectation_config.type: is missing');
  }
  return {
    type,
    kwargs: config?.kwargs ?? result.kwargs ?? {},
    severities: [
      config?.severity,
      config?.meta?.severity,
      result.meta?.severity,
    ],
    checkKey: config?.meta?.check_key ?? undefined,
    description: config?.description?.trim() || undefined,
    tags: config?.meta?.tags ?? [],
  };
}

function validationsOf(document: JsonObject): unknown[] | undefined {
  if (resultsOf(document)) {
    return [document];
  }
  const { run_results: runs, validation_results: described } = document;
  if (Array.isArray(described)) {
    return described;
  }
  if (isObject(runs)) {
    return Object.values(runs).map(unwrap);
  }
  const names = Object.keys(document);
  return names.length > 0 && names.every(name => name.startsWith(IDENTIFIER))
    ? Object.values(document).map(unwrap)
    : undefined;
}

/** Before 1.0 the results stand beside what the actions did. */
function unwrap(run: unknown): unknown {
  return isObject(run) && isObject(run.validation_result)
    ? run.validation_result
    : run;
}

function resultsOf(value: unknown): unknown[] | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const results = value.results ?? value.expectations;
  if (!Array.isArray(results)) {
    return undefined;
  }
  // dbt's documents have results, too.
  const isOurs =
    'success' in value ||
    results.some(item => isObject(item) && 'expectation_config' in item);
  return isOurs ? results : undefined;
}

function readHead(value: unknown): ValidationHead {
  return validationHead.safeParse(value).data ?? {};
}
