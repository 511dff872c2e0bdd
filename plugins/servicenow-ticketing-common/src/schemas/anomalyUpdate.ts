import { z } from 'zod';
import { anomalyStatus, resolution } from './anomaly';
import { numericId, timestamp } from './identifiers';

/** Longest comment, in characters. @public */
export const MAX_COMMENT_LENGTH = 10_000;

const commentText = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(MAX_COMMENT_LENGTH, `must be at most ${MAX_COMMENT_LENGTH} characters`);

const change = {
  status: anomalyStatus.optional(),
  resolution: resolution.optional(),
  /** With resolution Duplicate: the anomaly it repeats. */
  duplicate_of: numericId.optional(),
  /** With resolution Invalid or Discarded: a failure after that reopens it. */
  archived_until: timestamp.optional(),
  comment: commentText.optional(),
  /** Entity ref of the user who looks after it; null for nobody. */
  assignee: z
    .string()
    .max(255)
    .regex(/^user:[^/]+\/[^/]+$/i, 'must be a user, such as user:default/ann')
    .nullable()
    .optional(),
  /** Out of sight until then; null ends it. */
  snoozed_until: timestamp.nullable().optional(),
};

type Change = z.infer<z.ZodObject<typeof change>>;

function checkChange(body: Change, context: z.RefinementCtx): void {
  const refuse = (field: keyof Change, message: string) =>
    context.addIssue({ code: 'custom', path: [field], message });
  if (body.status === 'Archived' && !body.resolution) {
    refuse(
      'resolution',
      `is needed to archive: one of ${resolution.options.join(', ')}`,
    );
  }
  if (body.resolution && body.status !== 'Archived') {
    refuse('resolution', 'may only be given together with status Archived');
  }
  if (body.duplicate_of && body.resolution !== 'Duplicate') {
    refuse('duplicate_of', 'may only be given with resolution Duplicate');
  }
  if (
    body.archived_until &&
    body.resolution !== 'Invalid' &&
    body.resolution !== 'Discarded'
  ) {
    refuse(
      'archived_until',
      'may only be given with resolution Invalid or Discarded',
    );
  }
  if (
    !body.status &&
    !body.comment &&
    body.assignee === undefined &&
    body.snoozed_until === undefined
  ) {
    refuse(
      'status',
      'give a status to change, a comment to add, an assignee or a time to snooze until',
    );
  }
}

/**
 * Body of `PATCH /anomalies/{anomaly_id}`: what people decide. Archiving needs a `resolution`;
 * `version` (as last read) turns on the check for somebody else's change: 409 when it is stale.
 * @public
 */
export const updateAnomalyRequest = z
  .strictObject({ ...change, version: z.number().int().optional() })
  .superRefine(checkChange);
/** @public */
export type UpdateAnomalyRequest = z.infer<typeof updateAnomalyRequest>;

/** Most anomalies that are changed at once. @public */
export const MAX_BULK_ANOMALIES = 500;

/** Body of `POST /anomalies/bulk`: the same decision for many. @public */
export const bulkUpdateRequest = z
  .strictObject({
    ids: z
      .array(numericId)
      .min(1)
      .max(
        MAX_BULK_ANOMALIES,
        `must be at most ${MAX_BULK_ANOMALIES} at once; send them in several requests`,
      )
      .transform(ids => [...new Set(ids)]),
    ...change,
  })
  .superRefine(checkChange);
/** @public */
export type BulkUpdateRequest = z.infer<typeof bulkUpdateRequest>;

/** What became of one anomaly of a bulk request; `message` says in words why nothing was changed. @public */
export const bulkResult = z.object({
  id: numericId,
  outcome: z.enum(['changed', 'unchanged', 'not_found', 'denied', 'failed']),
  message: z.string().nullable(),
});
/** @public */
export type BulkResult = z.infer<typeof bulkResult>;

/** Answer of `POST /anomalies/bulk`, in the order of `ids`. @public */
export const bulkUpdateResponse = z.object({ results: z.array(bulkResult) });
/** @public */
export type BulkUpdateResponse = z.infer<typeof bulkUpdateResponse>;

/**
 * Body of `POST /anomalies/{anomaly_id}/comments`, and of `PATCH .../comments/{activity_id}` by its author.
 * @public
 */
export const createCommentRequest = z.strictObject({ body: commentText });
/** @public */
export type CreateCommentRequest = z.infer<typeof createCommentRequest>;
