import { z } from 'zod';
import { lenient, number, text } from '../lenient';

// What OpenMetadata's API and webhooks give, 0.13 to 1.x, as far as it is read.

const reference = lenient(
  z.union([z.string(), z.object({ name: text, displayName: text })]),
);

/** One result of a test case. @internal */
export const testCaseResult = z.object({
  testCaseStatus: text,
  /** Milliseconds since 1970; seconds in old versions. */
  timestamp: number,
  result: text,
  failedRows: number,
});
/** One result of a test case. @internal */
export type TestCaseResult = z.infer<typeof testCaseResult>;

const incident = lenient(z.object({ severity: text }));

/** A test case with what is known of its results. @internal */
export const testCase = z.object({
  name: text,
  displayName: text,
  fullyQualifiedName: text,
  /** Of a result that stands by itself. */
  testCaseFQN: text,
  /** Such as `<#E::table::service.database.schema.table::columns::id>`. */
  entityLink: text,
  testDefinition: reference,
  testDefinitionName: text,
  testCaseResult: lenient(testCaseResult),
  results: lenient(z.array(lenient(testCaseResult))),
  severity: text,
  testCaseResolutionStatus: incident,
  incident,
  tags: lenient(z.array(lenient(z.object({ tagFQN: text })))),
  ...testCaseResult.shape,
});
/** A test case with what is known of its results. @internal */
export type TestCase = z.infer<typeof testCase>;

const changes = lenient(
  z.array(lenient(z.object({ name: text, newValue: z.unknown().optional() }))),
);

/** What a webhook is told about a change. @internal */
export const changeEvent = z.object({
  eventType: z.string(),
  entityType: z.string(),
  timestamp: number,
  /** An object, or the JSON of one. */
  entity: z.unknown().optional(),
  changeDescription: lenient(
    z.object({ fieldsAdded: changes, fieldsUpdated: changes }),
  ),
});
/** What a webhook is told about a change. @internal */
export type ChangeEvent = z.infer<typeof changeEvent>;
