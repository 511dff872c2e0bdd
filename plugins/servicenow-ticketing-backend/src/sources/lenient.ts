import { z } from 'zod';

/**
 * Versions of a tool differ in what they write, and a value of an unexpected type in a place that is only nice to
 * have must not cost the item: such values count as absent.
 *
 * @internal
 */
export const lenient = <T extends z.ZodType>(schema: T) =>
  schema.nullish().catch(undefined);

/** Text, or absent. @internal */
export const text = lenient(z.string());

/** A finite number, or absent. @internal */
export const number = lenient(z.number());

/** An object of whatever, or absent. @internal */
export const record = lenient(z.record(z.string(), z.unknown()));
