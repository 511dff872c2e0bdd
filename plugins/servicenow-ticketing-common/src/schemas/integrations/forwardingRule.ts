import { z } from 'zod';
import { severity } from '../anomaly';

/** A text that a person writes to name something, such as a tag. */
const word = z.string().trim().min(1).max(255);
const anyOf = (item: z.ZodType<string>) => z.array(item).min(1).max(50);

/**
 * What a rule asks of an anomaly. All that is given must hold; of each list one entry is enough. `datasets` and `checks`
 * are names in which `*` stands for anything; capital letters make no difference anywhere.
 * @public
 */
export const forwardingCondition = z.strictObject({
  sources: anyOf(word).optional(),
  severities: z.array(severity).min(1).max(4).optional(),
  /** As the source calls them, such as `record` or `shape`. */
  types: anyOf(word).optional(),
  /** Entity refs of owners, such as `group:default/sales`, or their bare names. */
  owners: anyOf(word).optional(),
  /** Kinds of the entities, such as `resource`. */
  kinds: anyOf(word).optional(),
  /** Of the anomaly. */
  tags: anyOf(word).optional(),
  datasets: anyOf(word).optional(),
  checks: anyOf(word).optional(),
  /** How often it must have failed at least. */
  min_occurrences: z.number().int().min(1).max(100_000).optional(),
});
/** @public */
export type ForwardingCondition = z.output<typeof forwardingCondition>;

/**
 * Says of which anomalies tickets are made without a person. The first rule whose condition holds decides; where none
 * does, a ticket is made.
 * @public
 */
export const forwardingRule = z
  .strictObject({
    /** Shown in the Activity of what it made a ticket for. */
    name: z.string().trim().min(1).max(100),
    action: z.enum(['forward', 'ignore']),
    when: forwardingCondition.prefault({}),
    /** Instead of that of the mapping; name or sys_id. */
    assignment_group: z.string().trim().min(1).max(255).optional(),
  })
  .refine(
    rule => rule.action === 'forward' || rule.assignment_group === undefined,
    {
      path: ['assignment_group'],
      message:
        'only makes sense where action is forward, because nothing is made otherwise. Remove it.',
    },
  );
/** @public */
export type ForwardingRule = z.output<typeof forwardingRule>;
