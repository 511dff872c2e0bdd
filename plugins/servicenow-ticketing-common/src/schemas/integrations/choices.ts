import { z } from 'zod';
import { formChoice } from '../formSpecification';
import { tableName } from '../identifiers';
import { fieldName } from './integrationMapping';

/** Query of `GET /integrations/{id}/choices`. @public */
export const listChoicesRequest = z.object({
  /** Default: the table of the integration. */
  table: tableName.optional(),
  field: fieldName,
  dependent_value: z.string().max(100).optional(),
});
/** @public */
export type ListChoicesRequest = z.infer<typeof listChoicesRequest>;

/**
 * Answer of `GET /integrations/{id}/choices`. `defaults` are the usual choices, offered with a warning where the
 * instance does not let its own be read.
 * @public
 */
export const listChoicesResponse = z.object({
  choices: z.array(formChoice),
  choices_source: z.enum(['servicenow', 'defaults']),
  warnings: z.array(z.string()),
});
/** @public */
export type ListChoicesResponse = z.infer<typeof listChoicesResponse>;
