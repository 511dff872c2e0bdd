import { z } from 'zod';

/** Most items of one batch. @public */
export const MAX_BATCH_ITEMS = 5_000;

/** The id of a source: letters, digits, dashes and underscores, at most 64. @public */
export const sourceId = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/,
    'must be at most 64 letters, digits, dashes and underscores, such as warehouse-checks',
  );

/** What one check said in one run. `error` and `skipped` say nothing about the data. @public */
export const outcome = z.enum(['fail', 'warn', 'pass', 'error', 'skipped']);

/**
 * One check of one dataset, in the canonical form. `check_key`, the dataset, `fields` and `partition` together
 * recognise the problem when it comes again, or `fingerprint` alone where it is given. `severity` is one of ours
 * or a word of the source's own; `count` is how many rows are wrong.
 * @public
 */
export const anomalyBatchItem = z.object({
  check_key: z.string().min(1, 'must not be empty'),
  outcome,
  dataset: z
    .object({
      platform: z.string().nullish(),
      fqn: z.string().nullish(),
      name: z.string().nullish(),
    })
    .nullish(),
  entity_ref: z.string().nullish(),
  fields: z.array(z.string()).nullish(),
  partition: z.string().nullish(),
  fingerprint: z.string().nullish(),
  type: z.string().nullish(),
  severity: z.string().nullish(),
  weight: z.number().nullish(),
  count: z.number().int().min(0).nullish(),
  title: z.string().nullish(),
  message: z.string().nullish(),
  url: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
});
/** @public */
export type AnomalyBatchItem = z.infer<typeof anomalyBatchItem>;

/**
 * The run that a batch is of; repeating a run changes nothing. `complete` is taken and changes nothing: what a run
 * does not mention stays as it is, as only an explicit pass resolves.
 * @public
 */
export const anomalyBatchRun = z.object({
  id: z.string().nullish(),
  observed_at: z.iso
    .datetime({
      offset: true,
      error: 'must be a time such as 2026-01-22T13:22:40Z',
    })
    .nullish(),
  complete: z.boolean().nullish(),
});

/** Body of `POST /anomalies/batch`: what a source found, in the canonical form. @public */
export const anomalyBatch = z.object({
  source: sourceId,
  run: anomalyBatchRun.nullish(),
  items: z.array(anomalyBatchItem).max(MAX_BATCH_ITEMS),
});
/** @public */
export type AnomalyBatch = z.infer<typeof anomalyBatch>;
