import type {
  AnomalySource,
  Observation,
  Outcome,
  ParseOptions,
} from 'backstage-plugin-servicenow-ticketing-node';
import type { Severity } from 'backstage-plugin-servicenow-ticketing-common';
import { z } from 'zod';
import { isObject } from '../documentShapes';
import { readItems } from '../readItems';
import { digest } from '../runs';
import { severityOf, USUAL_SEVERITIES } from '../severityOf';
import { readDocument } from './documents';
import { linkedDataset, readEntityLink, type LinkedEntity } from './entityLink';
import { unwrapEvent } from './readEvent';
import { testCase, type TestCase, type TestCaseResult } from './schemas';

const SEVERITIES = new Map<string, Severity>([
  ...USUAL_SEVERITIES,
  ['severity1', 'critical'],
  ['severity2', 'high'],
  ['severity3', 'medium'],
  ['severity4', 'low'],
  ['severity5', 'low'],
]);

/** The year 5138 in seconds, 1973 in milliseconds: old versions wrote seconds. */
const LATEST_SECONDS = 1e11;

/**
 * Reads test cases of OpenMetadata with their results, and its change events. Of several results of a test case
 * the newest counts; without times, the last in the list.
 *
 * @internal
 */
export const openMetadataSource: AnomalySource = {
  adapter: 'openmetadata',
  parse(document, options) {
    const items = readDocument(document);
    const times: (number | undefined)[] = [];
    const read = readItems(items, z.unknown(), (item, index) => {
      const entity = unwrapEvent(item);
      if (entity === undefined) {
        return undefined;
      }
      if (!isObject(entity)) {
        throw new Error('is no object');
      }
      const test = testCase.parse(entity);
      const result = newestResult(test);
      if (!result?.testCaseStatus) {
        // The definition of a test says nothing about the data.
        return undefined;
      }
      const observation = toObservation({ index, test, result, options });
      times.push(timeOf(result));
      return observation;
    });
    return {
      run: {
        id: digest([
          ...times,
          ...read.observations.flatMap(item => [item.identity, item.outcome]),
        ]),
        observedAt: newest(times) ?? options.receivedAt,
      },
      ...read,
    };
  },
};

function newestResult(test: TestCase): TestCaseResult | undefined {
  const results = (test.results ?? []).filter(
    result => result !== null && result !== undefined,
  );
  if (results.length > 0) {
    return results.reduce((newestSoFar, result) =>
      (timeOf(result) ?? 0) >= (timeOf(newestSoFar) ?? 0)
        ? result
        : newestSoFar,
    );
  }
  const { testCaseResult: result } = test;
  return result?.testCaseStatus
    ? { ...result, timestamp: result.timestamp ?? test.timestamp }
    : test;
}

function toObservation(context: {
  index: number;
  test: TestCase;
  result: TestCaseResult;
  options: ParseOptions;
}): Observation {
  const { index, test, result, options } = context;
  const outcome = outcomeOf(result.testCaseStatus ?? '');
  const link = test.entityLink ? readEntityLink(test.entityLink) : undefined;
  if (test.entityLink && !link) {
    throw new Error(
      'entityLink: is not of the form <#E::table::name> or <#E::table::name::columns::column>',
    );
  }
  const identity = identityOf(test, link);
  const failed = outcome === 'fail';
  return {
    index,
    checkKey: identity,
    identity,
    outcome,
    // A name may hold dots, and the test's own holds more than the table's: only the link says which is which.
    dataset: link ? linkedDataset(link) : { name: 'unknown dataset' },
    fields: link?.column ? [link.column] : [],
    type: definitionOf(test),
    ...severityOf(
      [
        test.severity,
        test.testCaseResolutionStatus?.severity,
        test.incident?.severity,
      ],
      { table: options.severity, usual: SEVERITIES, otherwise: 'high' },
    ),
    count: failed ? result.failedRows ?? undefined : undefined,
    title: test.displayName || test.name || identity,
    message: outcome === 'pass' ? '' : result.result?.trim() ?? '',
    tags: (test.tags ?? []).flatMap(tag => tag?.tagFQN ?? []),
  };
}

/** @throws Error about a status OpenMetadata does not have */
function outcomeOf(status: string): Outcome {
  switch (status.toLowerCase()) {
    case 'success':
      return 'pass';
    case 'failed':
      return 'fail';
    case 'aborted':
      return 'error';
    case 'queued':
      return 'skipped';
    default:
      throw new Error(
        `testCaseStatus "${status}" is none of Success, Failed, Aborted, Queued`,
      );
  }
}

/** The fully qualified name of the test case, put together as OpenMetadata does where it is not given. */
function identityOf(test: TestCase, link: LinkedEntity | undefined): string {
  const given = test.fullyQualifiedName || test.testCaseFQN;
  if (given) {
    return given;
  }
  if (!test.name) {
    throw new Error('name: is missing, and so is fullyQualifiedName');
  }
  return link
    ? [link.fqn, link.column, test.name].filter(Boolean).map(quote).join('.')
    : test.name;
}

function quote(part: string | undefined, position: number): string {
  const name = part ?? '';
  // The first is a qualified name already.
  return position > 0 && name.includes('.') && !name.startsWith('"')
    ? `"${name}"`
    : name;
}

function definitionOf({ testDefinition, testDefinitionName }: TestCase) {
  const name =
    typeof testDefinition === 'string'
      ? testDefinition
      : testDefinition?.name ?? testDefinition?.displayName;
  return name || testDefinitionName || 'test';
}

function timeOf({ timestamp }: TestCaseResult): number | undefined {
  if (!timestamp || timestamp < 0) {
    return undefined;
  }
  const milliseconds =
    timestamp < LATEST_SECONDS ? timestamp * 1_000 : timestamp;
  return Number.isNaN(new Date(milliseconds).getTime())
    ? undefined
    : milliseconds;
}

function newest(times: (number | undefined)[]): Date | undefined {
  const known = times.filter(time => time !== undefined);
  return known.length > 0
    ? new Date(known.reduce((a, b) => Math.max(a, b)))
    : undefined;
}
