import { z } from 'zod';
import { forwardingRule } from './forwardingRule';

/**
 * When anomalies get tickets: `always-after-forwarding` when a person says so, and updates follow; `always` every new
 * one, unless a rule excludes it; `only-on-forwarding` when a person says so, and the ticket hears nothing afterwards.
 * @public
 */
export const forwardingMode = z.enum([
  'always-after-forwarding',
  'always',
  'only-on-forwarding',
]);
/** @public */
export type ForwardingMode = z.infer<typeof forwardingMode>;

/** What a ticket gets: nothing, a work note, or a work note and another state. @public */
export const outboundUpdate = z.enum(['nothing', 'note', 'note-and-state']);
/** @public */
export type OutboundUpdate = z.infer<typeof outboundUpdate>;

/** What tickets hear of their anomalies. */
const outbound = z.strictObject({
  /** Default: `note`, or `note-and-state` where the mapping has a state for acknowledged tickets. */
  acknowledge: outboundUpdate.optional(),
  comment: z.boolean().default(true),
  /** Archived as Resolved. The state only when every anomaly of the ticket is archived. */
  resolve: outboundUpdate.default('note-and-state'),
  /** Archived as Duplicate, Invalid or Discarded; the state as with `resolve`. */
  archive: outboundUpdate.default('note'),
  /** The state only of a ticket that is resolved. */
  reopen: outboundUpdate.default('note-and-state'),
  /** Whether an anomaly that is reopened gets a new ticket where its old one is closed or canceled. */
  replace_closed: z.boolean().default(true),
  severity: z.boolean().default(true),
  unlink: z.boolean().default(true),
});

const SECONDS = { s: 1, m: 60, h: 3_600 } as const;
const SHORTEST = 10;
const LONGEST = 24 * SECONDS.h;

/** The seconds in a duration such as `30s`, `5m` or `1h`; `undefined` for anything else. */
function secondsOf(text: string): number | undefined {
  const [, count, unit] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
  return count
    ? Number(count) * SECONDS[unit as keyof typeof SECONDS]
    : undefined;
}

/** What the portal takes over from ServiceNow. */
const inbound = z.strictObject({
  /** A ticket that goes into work acknowledges its anomalies. */
  acknowledge: z.boolean().default(true),
  /** A ticket that is resolved or closed archives its anomalies as Resolved. */
  archive: z.boolean().default(false),
  /** Comments appear in Activity. */
  comments: z.boolean().default(true),
  /** Work notes appear in Activity. */
  work_notes: z.boolean().default(false),
  /** How often ServiceNow is asked what changed: 10s to 24h. */
  poll_interval: z
    .string()
    .refine(text => {
      const seconds = secondsOf(text);
      return seconds !== undefined && seconds >= SHORTEST && seconds <= LONGEST;
    }, 'must be a duration from 10s to 24h, such as 30s, 5m or 1h')
    .default('1m'),
  /** Signs what ServiceNow pushes; without one nothing is taken. */
  push_secret: z.string().min(16).max(1_000).optional(),
});

/** What travels between anomalies and tickets, and when. @public */
export const integrationSync = z.strictObject({
  forwarding: forwardingMode.default('always-after-forwarding'),
  /** Only with `always`. */
  rules: z.array(forwardingRule).max(50).default([]),
  /** Only with `always`: new anomalies of one report share a ticket when they have this in common. */
  group_by: z.enum(['dataset', 'check', 'none']).default('dataset'),
  /** Only with `always`: how many tickets are made without a person; what exceeds it waits. */
  max_tickets_per_hour: z.number().int().min(1).max(10_000).default(30),
  outbound: outbound.prefault({}),
  inbound: inbound.prefault({}),
});
/** @public */
export type IntegrationSync = z.output<typeof integrationSync>;
/** @public */
export type IntegrationSyncInput = z.input<typeof integrationSync>;

/** The same in a draft: without a push secret the stored one stays, and `null` takes it away. @public */
export const integrationSyncDraft = integrationSync.extend({
  inbound: inbound
    .extend({ push_secret: inbound.shape.push_secret.nullable() })
    .prefault({}),
});
/** @public */
export type IntegrationSyncDraft = z.output<typeof integrationSyncDraft>;

/** The milliseconds of a `poll_interval`. @public */
export function pollIntervalToMilliseconds(interval: string): number {
  const seconds = secondsOf(interval);
  if (seconds === undefined) {
    throw new TypeError(`"${interval}" is no duration such as 30s, 5m or 1h`);
  }
  return seconds * 1_000;
}
