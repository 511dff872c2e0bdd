import { z } from 'zod';

/** The header that makes asking twice harmless. */
export const idempotencyHeaders = z.object({
  'idempotency-key': z
    .string()
    .min(1, 'must not be empty')
    .max(255, 'must be at most 255 characters')
    .optional(),
});
