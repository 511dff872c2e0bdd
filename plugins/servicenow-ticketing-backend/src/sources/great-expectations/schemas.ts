import { z } from 'zod';
import { lenient, number, record, text } from '../lenient';

// What Great Expectations writes, 0.17 to 1.x, as far as it is read.

const meta = lenient(
  z.object({
    severity: text,
    /** A name of the check that our users may give it; see docs/sources.md. */
    check_key: text,
    tags: lenient(z.array(z.string())),
  }),
);

const expectation = z.object({
  /** 1.x. */
  type: text,
  /** Before 1.0. */
  expectation_type: text,
  kwargs: record,
  meta,
  severity: text,
  description: text,
});

const numbers = lenient(
  z.object({
    element_count: number,
    unexpected_count: number,
    /** May be a value out of a row: used only where it cannot be. */
    observed_value: lenient(z.unknown()),
  }),
);

/** One result of a validation, in full or as `describe()` puts it. @internal */
export const expectationResult = z.object({
  success: z.boolean().nullable(),
  expectation_config: lenient(expectation),
  /** Of `describe()`. */
  expectation_type: text,
  kwargs: record,
  result: numbers,
  exception_info: record,
  meta,
});
/** One result of a validation. @internal */
export type ExpectationResult = z.infer<typeof expectationResult>;

const batch = lenient(
  z.object({
    datasource_name: text,
    datasource: text,
    data_asset_name: text,
    schema_name: text,
    table_name: text,
    schema: text,
    table: text,
    batch_identifiers: record,
  }),
);

const runId = lenient(
  z.union([z.string(), z.object({ run_name: text, run_time: text })]),
);

/** What stands around the results of a validation. @internal */
export const validationHead = z.object({
  suite_name: text,
  /** Of `describe()`. */
  asset_name: text,
  result_url: text,
  meta: lenient(
    z.object({
      expectation_suite_name: text,
      active_batch_definition: batch,
      batch_spec: batch,
      batch_kwargs: batch,
      data_asset_name: text,
      batch_parameters: record,
      run_id: runId,
      validation_time: text,
    }),
  ),
});
/** What stands around the results of a validation. @internal */
export type ValidationHead = z.infer<typeof validationHead>;

/** What stands around the validations of a checkpoint. @internal */
export const checkpointHead = z.object({ run_id: runId });
