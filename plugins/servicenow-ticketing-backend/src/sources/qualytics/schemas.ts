import { z } from 'zod';
import { lenient, number, text } from '../lenient';

// What the API of Qualytics lists, as far as it is read.

const id = z.union([z.string(), z.number()]);

const named = lenient(z.object({ id: lenient(id), name: text }));

/** An anomaly. `fingerprint` is documented as a number and comes as text, too: it is kept as text. @internal */
export const qualyticsAnomaly = z.object({
  id: lenient(id),
  uuid: text,
  fingerprint: lenient(id),
  type: text,
  status: text,
  archived: lenient(z.boolean()),
  created: text,
  weight: number,
  anomalous_records_count: number,
  message: text,
  partition: lenient(z.union([z.string(), z.object({ name: text })])),
  datastore: lenient(
    z.object({ id: lenient(id), name: text, type: text, store_type: text }),
  ),
  container: named,
  failed_checks: lenient(
    z.array(
      lenient(
        z.object({
          message: text,
          quality_check: lenient(
            z.object({
              id: lenient(id),
              rule_type: text,
              description: text,
              fields: lenient(z.array(named)),
            }),
          ),
        }),
      ),
    ),
  ),
  global_tags: lenient(z.array(named)),
});
/** An anomaly. @internal */
export type QualyticsAnomaly = z.infer<typeof qualyticsAnomaly>;
