import type {
  AnomalySource,
  Observation,
  Outcome,
  ParseOptions,
} from 'backstage-plugin-servicenow-ticketing-node';
import { isObject, wrongDocument } from '../documentShapes';
import { readItems } from '../readItems';
import { digest, firstTime } from '../runs';
import { severityOf, USUAL_SEVERITIES } from '../severityOf';
import { badRowsOf, describeCheck, reasonsOf, typeOf } from './describeCheck';
import { scanHead, sodaCheck, type ScanHead, type SodaCheck } from './schemas';

const EXPECTED =
  'Send the scan results as JSON, as scan.get_scan_results() or the option --scan-results-file gives them: an object with "checks".';

/** Attributes of checks that say how bad a failure is. */
const SEVERITY_ATTRIBUTES = ['severity', 'priority', 'criticality'];

/**
 * Reads scan results of Soda, and of data contracts as Soda 4 writes them. A scan with errors resolves nothing: what it says about the data is incomplete.
 *
 * @internal
 */
export const sodaSource: AnomalySource = {
  adapter: 'soda',
  parse(document, options) {
    const { scan, checks } = readDocument(document);
    const read = readItems(checks, sodaCheck, (check, index) =>
      toObservation({ index, check, scan, options }),
    );
    const { scanStartTimestamp, scanEndTimestamp, dataTimestamp } = scan;
    return {
      run: {
        id: digest([
          scan.definitionName,
          scanStartTimestamp,
          dataTimestamp,
          ...read.observations.flatMap(item => [item.identity, item.outcome]),
        ]),
        observedAt:
          firstTime(scanEndTimestamp, scanStartTimestamp, dataTimestamp) ??
          options.receivedAt,
      },
      ...read,
    };
  },
};

function readDocument(document: unknown): {
  scan: ScanHead;
  checks: unknown[];
} {
  const marks = ['hasErrors', 'hasFailures', 'definitionName', 'scanId'];
  if (
    !isObject(document) ||
    // A contract whose checks were not reached has none, written as null.
    !(Array.isArray(document.checks) || document.checks === null) ||
    !marks.some(mark => mark in document)
  ) {
    throw wrongDocument(document, { tool: 'Soda', expected: EXPECTED });
  }
  const { checks, automatedMonitoringChecks: automated } = document;
  return {
    scan: scanHead.safeParse(document).data ?? {},
    checks: [...(checks ?? []), ...(Array.isArray(automated) ? automated : [])],
  };
}

function toObservation(context: {
  index: number;
  check: SodaCheck;
  scan: ScanHead;
  options: ParseOptions;
}): Observation {
  const { index, check, scan, options } = context;
  const outcome = outcomeOf(check, scan);
  const failed = outcome === 'fail' || outcome === 'warn';
  const known = check.identity ?? check.identities?.vc1 ?? undefined;
  const title = check.name ?? check.definition ?? known;
  if (!title) {
    throw new Error('name: is missing, and so are definition and identity');
  }
  const dataSource = check.dataSource ?? scan.defaultDataSource ?? undefined;
  const { table, column } = check;
  const identity = identityOf({ ...check, identity: known }, dataSource);
  return {
    index,
    checkKey: known ?? title,
    identity,
    outcome,
    dataset: {
      name: table ?? dataSource ?? 'unknown dataset',
      fqn: qualifiedName(check, dataSource),
    },
    fields: column ? [column] : [],
    type: typeOf(check),
    ...severityOf([...attributes(check), outcome === 'warn' ? 'warn' : ''], {
      table: options.severity,
      usual: USUAL_SEVERITIES,
      otherwise: 'high',
    }),
    count: failed ? badRowsOf(check) : undefined,
    title,
    message: failed ? describeCheck(check) : reasonsOf(check) ?? '',
    url: scan.cloudUrl ?? undefined,
    tags: [],
  };
}

/** Contracts say database and schema; scans only which data source it is. */
function qualifiedName(
  { table, datasetPrefix }: SodaCheck,
  dataSource: string | undefined,
): string | undefined {
  const before = datasetPrefix?.length ? datasetPrefix : [dataSource];
  return table && before.every(Boolean)
    ? [...before, table].join('.')
    : undefined;
}

/** @throws Error about an outcome Soda does not have */
function outcomeOf({ outcome }: SodaCheck, scan: ScanHead): Outcome {
  const word = (outcome ?? '').toLowerCase().replace(/[^a-z]/g, '');
  switch (word) {
    case 'pass':
    case 'passed':
      return scan.hasErrors ? 'skipped' : 'pass';
    case 'warn':
    case 'warned':
    case 'warning':
      return 'warn';
    case 'fail':
    case 'failed':
      return 'fail';
    case 'error':
      return 'error';
    case '':
    case 'notevaluated':
    case 'unevaluated':
      return scan.hasErrors ? 'error' : 'skipped';
    case 'excluded':
      return 'skipped';
    default:
      throw new Error(
        `outcome "${outcome}" is none of pass, warn, fail, not evaluated`,
      );
  }
}

/**
 * Soda's hash of a check covers its text and the name of its file; where it is missing the same things stand in.
 * The same check in two files is two checks, and the folder of the file is where the scan happened to run.
 */
function identityOf(check: SodaCheck, dataSource: string | undefined): string {
  const file = check.location?.filePath?.split(/[\\/]/).at(-1);
  return JSON.stringify([
    dataSource,
    check.table,
    check.column,
    file,
    check.identity ?? check.definition ?? check.name,
  ]);
}

function attributes({ resourceAttributes }: SodaCheck): string[] {
  return SEVERITY_ATTRIBUTES.flatMap(name =>
    (resourceAttributes ?? [])
      .filter(attribute => attribute?.name?.toLowerCase() === name)
      .map(attribute => attribute?.value)
      .filter(value => typeof value === 'string'),
  );
}
