import { z } from 'zod';
import { numericId, timestamp } from '../identifiers';

/** One preflight check: what was asked, what came back and what to do about it. @public */
export const preflightCheck = z.object({
  name: z.string(),
  outcome: z.enum(['ok', 'warning', 'failed', 'skipped']),
  asked: z.string(),
  answer: z.string(),
  remedy: z.string().nullable(),
});
/** @public */
export type PreflightCheck = z.infer<typeof preflightCheck>;

/**
 * Body of `POST /integrations/{id}/test`. The write check creates a record and cancels it.
 * @public
 */
export const testIntegrationRequest = z.strictObject({
  write_check: z.boolean().default(false),
});
/** @public */
export type TestIntegrationRequest = z.infer<typeof testIntegrationRequest>;

/** Answer of `POST /integrations/{id}/test`; `integration_id` is null for one that is not stored. @public */
export const preflightReport = z.object({
  integration_id: numericId.nullable(),
  ok: z.boolean(),
  message: z.string(),
  checked_at: timestamp,
  checks: z.array(preflightCheck),
});
/** @public */
export type PreflightReport = z.infer<typeof preflightReport>;

/** What the newest preflight or the calls since say of a connection. @public */
export const integrationHealth = z.object({
  status: z.enum(['connected', 'warning', 'failed', 'unknown']),
  message: z.string(),
  checked_at: timestamp.nullable(),
});
/** @public */
export type IntegrationHealth = z.infer<typeof integrationHealth>;

/**
 * The `error` of the 400 that answers a save whose preflight failed: beside name and message the whole report, so that
 * a form can show the checks and offer to save anyway.
 * @public
 */
export const preflightRefusal = z.object({ report: preflightReport });
/** @public */
export type PreflightRefusal = z.infer<typeof preflightRefusal>;
