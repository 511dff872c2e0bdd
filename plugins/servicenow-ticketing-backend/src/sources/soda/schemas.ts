import { z } from 'zod';
import { lenient, number, record, text } from '../lenient';

// What a scan of Soda Core 3 or Soda Library writes, as far as it is read.

const limits = lenient(
  z.object({
    greaterThan: number,
    greaterThanOrEqual: number,
    lessThan: number,
    lessThanOrEqual: number,
  }),
);
const columns = lenient(z.array(lenient(z.object({ name: text, type: text }))));

/** A check and its outcome. @internal */
export const sodaCheck = z.object({
  /** Soda's own hash of the check. */
  identity: text,
  /** The same of checks of data contracts, which Soda 4 has. */
  identities: lenient(z.object({ vc1: text })),
  checkType: text,
  /** Database and schema, in contracts. */
  datasetPrefix: lenient(z.array(z.string())),
  name: text,
  definition: text,
  dataSource: text,
  table: text,
  column: text,
  /** `null` when the check was not evaluated. */
  outcome: z.string().nullish(),
  outcomeReasons: lenient(
    z.array(lenient(z.object({ code: text, message: text }))),
  ),
  location: lenient(z.object({ filePath: text })),
  resourceAttributes: lenient(
    z.array(lenient(z.object({ name: text, value: z.unknown().optional() }))),
  ),
  diagnostics: lenient(
    z.object({
      /** May be a value out of a row when it is text. */
      value: lenient(z.unknown()),
      freshness: text,
      missing_column_names: lenient(z.array(z.string())),
      present_column_names: lenient(z.array(z.string())),
      column_type_mismatches: record,
      fail: limits,
      warn: limits,
      /** Of checks of data contracts. */
      v4: lenient(
        z.object({
          type: text,
          failedRowsCount: number,
          checkRowsTested: number,
          datasetRowsTested: number,
          expected: columns,
          actual: columns,
          actualTimestamp: text,
          actualTimestampUtc: text,
          expectedTimestamp: text,
          expectedTimestampUtc: text,
        }),
      ),
      blocks: lenient(z.array(lenient(z.object({ totalFailingRows: number })))),
    }),
  ),
});
/** A check and its outcome. @internal */
export type SodaCheck = z.infer<typeof sodaCheck>;

/** What stands around the checks of a scan. @internal */
export const scanHead = z.object({
  definitionName: text,
  defaultDataSource: text,
  scanStartTimestamp: text,
  scanEndTimestamp: text,
  dataTimestamp: text,
  hasErrors: lenient(z.boolean()),
  cloudUrl: text,
});
/** What stands around the checks of a scan. @internal */
export type ScanHead = z.infer<typeof scanHead>;
