// Rows of run_results.json.
import { modelId, relationName } from './nodes.mjs';

export const SECONDS_PER_TEST = 0.4;

/** dbt writes microseconds. */
export const microseconds = date => date.toISOString().replace('Z', '000Z');

/** dbt's status, message and number of failures for what a test found. */
function outcome(spec, node, found) {
  const { severity = 'error' } = spec;
  if (found === 'skipped')
    return { status: 'skipped', message: null, failures: null };
  if (found === 'error') {
    return {
      status: 'error',
      message: `Database Error in test ${node.name} (${node.original_file_path})\n  ${spec.error}`,
      failures: null,
    };
  }
  if (found === 0) return { status: 'pass', message: null, failures: 0 };
  return {
    status: severity === 'warn' ? 'warn' : 'fail',
    message: `Got ${found} result${found === 1 ? '' : 's'}, configured to ${
      severity === 'warn' ? 'warn' : 'fail'
    } if != 0`,
    failures: found,
  };
}

/** What `run` says about one test. */
export function testResult({ spec, node, run, position }) {
  const found = spec[run.found];
  const at = seconds =>
    microseconds(new Date(Date.parse(run.startedAt) + seconds * 1000));
  const start = position * SECONDS_PER_TEST;
  const ran = found !== 'skipped';
  return {
    ...outcome(spec, node, found),
    timing: ran
      ? [
          {
            name: 'compile',
            started_at: at(start),
            completed_at: at(start + 0.02),
          },
          {
            name: 'execute',
            started_at: at(start + 0.02),
            completed_at: at(start + SECONDS_PER_TEST),
          },
        ]
      : [],
    thread_id: `Thread-${1 + (position % 4)} (worker)`,
    execution_time: ran ? SECONDS_PER_TEST : 0,
    adapter_response:
      typeof found === 'number'
        ? { _message: 'SELECT 1', code: 'SELECT', rows_affected: 1 }
        : {},
    unique_id: node.unique_id,
    compiled: ran,
    relation_name: null,
    batch_results: null,
  };
}

/** `dbt build` reports the tables it built in the same list. */
export function modelResult(model) {
  return {
    status: 'success',
    timing: [],
    thread_id: 'Thread-1 (worker)',
    execution_time: 1.2,
    adapter_response: {
      _message: 'SELECT 48211',
      code: 'SELECT',
      rows_affected: 48211,
    },
    message: 'SELECT 48211',
    failures: null,
    unique_id: modelId(model.name),
    compiled: true,
    relation_name: relationName(model),
    batch_results: null,
  };
}
