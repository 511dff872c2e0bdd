import type { DeliveryKind } from 'backstage-plugin-servicenow-ticketing-common';
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
 * A record to create. `request` is what the caller asked for, to recognise that it is asked again; groups and users
 * in `references` are names that ServiceNow must know, by field.
 */
const createPayload = z.object({
  fields: z.record(z.string(), z.string()),
  references: z.record(z.string(), z.string()),
  request: z.string(),
});
/** @internal */
export type CreatePayload = z.infer<typeof createPayload>;

/** Details to append to a description: the first of `details` that fits. */
const linkPayload = notePayload.extend({ details: z.array(z.string()) });
/** @internal */
export type LinkPayload = z.infer<typeof linkPayload>;

/** State and close code come from the configuration at the time of the try, so that a wrong one can be mended. */
const resolvePayload = notePayload.extend({ closeNotes: z.string() });
/** @internal */
export type ResolvePayload = z.infer<typeof resolvePayload>;

/** The schema of each kind's payload. @internal */
export const deliveryPayloads = {
  create: createPayload,
  link: linkPayload,
  unlink: notePayload,
  status: notePayload,
  comment: notePayload,
  resolve: resolvePayload,
} satisfies Record<DeliveryKind, z.ZodType>;
