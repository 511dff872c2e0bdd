import { z } from 'zod';
import { lenient, record, text } from '../lenient';

// What Alertmanager's webhook sends (version 4), and what others send in its shape, as far as it is read.

/** An alert of a notification. @internal */
export const alert = z.object({
  status: z.string(),
  labels: z.record(z.string(), z.unknown()),
  annotations: record,
  startsAt: text,
  endsAt: text,
  generatorURL: text,
  fingerprint: lenient(z.string().regex(/^[0-9a-zA-Z_-]{1,128}$/)),
});
/** An alert of a notification. @internal */
export type Alert = z.infer<typeof alert>;
