import {
  severity,
  type DeliveryKind,
} from 'backstage-plugin-servicenow-ticketing-common';
import { z } from 'zod';

/*
 * What deliveries carry, by kind. They are stored, and outlive releases: a kind may gain optional properties, but
 * what is here must stay readable.
 */

/** A work note with the marker that finds it again. */
const notePayload = z.object({ note: z.string(), marker: z.string() });
/** @internal */
export type NotePayload = z.infer<typeof notePayload>;

/**
 * A record to create. `request` is what the caller asked for, to recognise that it is asked again; `references` and
 * `derived` are names of records by field, of which ServiceNow must know the former and may know the latter.
 */
const createPayload = z.object({
  fields: z.record(z.string(), z.string()),
  references: z.record(z.string(), z.string()),
  derived: z.record(z.string(), z.string()).default({}),
  request: z.string(),
});
/** @internal */
export type CreatePayload = z.output<typeof createPayload>;

/** A status, and whether it says that somebody looks after the ticket now. */
const statusPayload = notePayload.extend({
  acknowledges: z.boolean().default(false),
});
/** @internal */
export type StatusPayload = z.output<typeof statusPayload>;

/**
 * That the anomaly is open again, who said so, and what severity the ticket is to carry then; what becomes of the ticket
 * is decided by how it stands then.
 */
const reopenPayload = notePayload.extend({
  actorName: z.string(),
  severity: severity.optional(),
});
/** @internal */
export type ReopenPayload = z.infer<typeof reopenPayload>;

/** What the ticket is to carry; which fields and values comes from the configuration at the time of the try. */
const severityPayload = notePayload.extend({ severity });
/** @internal */
export type SeverityPayload = z.infer<typeof severityPayload>;

/** Details to append to a description: the first of `details` that fits. */
const linkPayload = notePayload.extend({ details: z.array(z.string()) });
/** @internal */
export type LinkPayload = z.infer<typeof linkPayload>;

/** State and close code come from the configuration at the time of the try, so that a wrong one can be mended. */
const resolvePayload = notePayload.extend({
  closeNotes: z.string(),
  /** A code that a person chose, instead of the configured one. */
  closeCode: z.string().optional(),
  request: z.string().optional(),
});
/** @internal */
export type ResolvePayload = z.infer<typeof resolvePayload>;

/**
 * Fields that a person set on the ticket itself. `request` is what the caller asked for and by which key, to recognise
 * that it is asked again.
 */
const fieldsPayload = notePayload.extend({
  fields: z.record(z.string(), z.string()),
  request: z.string().optional(),
});
/** @internal */
export type FieldsPayload = z.infer<typeof fieldsPayload>;

/** A note; one that a person wrote on the ticket itself knows its request. */
const commentPayload = notePayload.extend({ request: z.string().optional() });
/** @internal */
export type CommentPayload = z.infer<typeof commentPayload>;

/** The schema of each kind's payload. @internal */
export const deliveryPayloads = {
  create: createPayload,
  link: linkPayload,
  unlink: notePayload,
  status: statusPayload,
  comment: commentPayload,
  resolve: resolvePayload,
  reopen: reopenPayload,
  severity: severityPayload,
  acknowledge: fieldsPayload,
  priority: fieldsPayload,
} satisfies Record<DeliveryKind, z.ZodType>;
