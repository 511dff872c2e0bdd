import type {
  Observation,
  Outcome,
  ParsedReport,
  ParseOptions,
} from 'backstage-plugin-servicenow-ticketing-node';
import { datasetInCode } from './datasetInCode';
import { describeFailure } from './describeFailure';
import { testedFields, testName, testType } from './describeTest';
import type { DbtDocument } from './documents';
import type { Manifest } from './Manifest';
import { readItems } from '../readItems';
import { runOf } from './runOf';
import { runArguments, runResult, tagList, type RunResult } from './schemas';
import { severityOf } from './severity';
import { testedName, testedNode } from './testedNode';

/** Commands that write run_results.json with rows for tests they did not run. */
const COMMANDS_WITHOUT_TESTS = [
  'generate',
  'docs',
  'docs.generate',
  'compile',
  'parse',
  'list',
  'ls',
  'show',
  'run',
  'seed',
  'snapshot',
  'clone',
];

/** Commands whose successful tests have passed. */
const COMMANDS_WITH_TESTS = ['test', 'build', 'retry'];

/** Reads run_results.json v1 to v6. Rows that are no tests, or tests that did not run, are ignored. @internal */
export function parseRunResults(
  document: DbtDocument,
  options: ParseOptions,
): ParsedReport {
  const args = runArguments.safeParse(document.args).data;
  // The RPC server of old versions calls itself, not the command it ran, `which`.
  const command =
    (args?.which === 'rpc' ? args.rpc_method : args?.which) ?? undefined;
  // With --empty tests look at no rows, and pass.
  const ran = !COMMANDS_WITHOUT_TESTS.includes(command ?? '') && !args?.empty;

  return {
    run: runOf(document, options),
    ...readItems(document.results, runResult, (result, index) => {
      if (!ran || !result.unique_id.startsWith('test.')) {
        return undefined;
      }
      const outcome = outcomeOf(result, command);
      return (
        outcome && toObservation({ result, outcome, index, document, options })
      );
    }),
  };
}

/** `undefined` for a test that did not run. @throws Error about a status dbt does not have */
function outcomeOf(result: RunResult, command?: string): Outcome | undefined {
  const status = result.status.toLowerCase();
  switch (status) {
    case 'pass':
    case 'fail':
    case 'warn':
    case 'error':
    case 'skipped':
      return status;
    case 'runtime error':
      return 'error';
    case 'no-op':
    case 'reused':
      return 'skipped';
    case 'success':
      return COMMANDS_WITH_TESTS.includes(command ?? '') ? 'pass' : undefined;
    default:
      throw new Error(
        `status "${result.status}" is none of pass, fail, warn, error, skipped`,
      );
  }
}

function toObservation(context: {
  result: RunResult;
  outcome: Outcome;
  index: number;
  document: DbtDocument;
  options: ParseOptions;
}): Observation {
  const { result, outcome, index, document, options } = context;
  const { manifest } = document;
  const id = result.unique_id;
  const test = manifest.test(id);
  const node = test && testedNode(test, manifest);
  const type = testType(id, test);
  const fields = testedFields(test);
  const count = countOf(result);
  const failed = outcome === 'fail' || outcome === 'warn';
  const message = textOf(result.message);

  return {
    index,
    checkKey: id,
    identity: id,
    outcome,
    dataset: node
      ? manifest.dataset(node)
      : datasetInCode(result.compiled_code) ?? {
          name: (test && testedName(test)) ?? 'unknown dataset',
        },
    fields,
    type,
    ...severityOf(
      [
        test?.meta?.severity,
        test?.config?.meta?.severity,
        outcome === 'warn' ? 'warn' : test?.config?.severity,
        'error',
      ],
      options.severity,
    ),
    count: failed ? count : undefined,
    title: testName(id, test),
    message: failed
      ? describeFailure({ type, fields, count, message, test })
      : message ?? '',
    tags: tagList(
      test?.tags,
      test?.config?.tags,
      ...datasetTags(manifest, node),
    ),
  };
}

function datasetTags(manifest: Manifest, node: string | undefined) {
  const dataset = node === undefined ? undefined : manifest.datasetNode(node);
  return [dataset?.tags, dataset?.config?.tags];
}

/** `failures` is a number, text or null; v1 has the number in `message`. */
function countOf(result: RunResult): number | undefined {
  const given = result.failures ?? result.message;
  const text = typeof given === 'string' ? given.trim() : given;
  const count =
    text === '' || text === null || text === undefined ? NaN : Number(text);
  return Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

function textOf(message: RunResult['message']): string | undefined {
  return typeof message === 'string' ? message.trim() || undefined : undefined;
}
