import { z } from 'zod';
import { numericId, timestamp } from './identifiers';

/** One connected ServiceNow instance; credentials are never part of it. @public */
export const integration = z.object({
  id: numericId,
  name: z.string(),
  title: z.string(),
  instance_url: z.string(),
  auth_type: z.enum(['basic']),
  table: z.string(),
  is_default: z.boolean(),
  origin: z.enum(['config']),
});
/** @public */
export type Integration = z.infer<typeof integration>;

/** Answer of `GET /integrations`. @public */
export const listIntegrationsResponse = z.object({
  items: z.array(integration),
  total: z.number().int(),
  page: z.number().int(),
  size: z.number().int(),
  pages: z.number().int(),
});
/** @public */
export type ListIntegrationsResponse = z.infer<typeof listIntegrationsResponse>;

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

/** Answer of `POST /integrations/{id}/test`. @public */
export const preflightReport = z.object({
  integration_id: numericId,
  ok: z.boolean(),
  message: z.string(),
  checked_at: timestamp,
  checks: z.array(preflightCheck),
});
/** @public */
export type PreflightReport = z.infer<typeof preflightReport>;
