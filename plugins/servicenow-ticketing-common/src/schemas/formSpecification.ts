import { z } from 'zod';
import { numericId, tableName } from './identifiers';

/** Query of `GET /integrations/ticketing/form-specification`. @public */
export const formSpecificationRequest = z.object({
  integration_id: numericId.optional(),
  table: tableName.optional(),
  anomaly_id: numericId.optional(),
});
/** @public */
export type FormSpecificationRequest = z.infer<typeof formSpecificationRequest>;

/** One choice of a field; `dependent_value` is the value of the field it depends on. @public */
export const formChoice = z.object({
  value: z.string(),
  label: z.string(),
  dependent_value: z.string().nullable(),
});
/** @public */
export type FormChoice = z.infer<typeof formChoice>;

/**
 * One field of the create form; `name` is the property of the create request, for further fields
 * that of its `fields`, as in `fields.u_dataset`. `derived` fields are
 * computed by ServiceNow and shown only. `reference` names the table to search for values.
 * @public
 */
export const formField = z.object({
  name: z.string(),
  label: z.string(),
  type: z.enum(['string', 'text', 'choice', 'reference', 'derived']),
  required: z.boolean(),
  max_length: z.number().int().nullable(),
  choices: z.array(formChoice),
  depends_on: z.string().nullable(),
  reference: z.string().nullable(),
  default: z.string().nullable(),
  help: z.string().nullable(),
});
/** @public */
export type FormField = z.infer<typeof formField>;

/**
 * The create form of an integration's table. `choices_source` says whether choices are live from
 * `sys_choice` or ServiceNow's usual ones, in which case `warnings` says why.
 * @public
 */
export const formSpecification = z.object({
  integration_id: numericId,
  integration_name: z.string(),
  table: z.string(),
  choices_source: z.enum(['servicenow', 'defaults']),
  warnings: z.array(z.string()),
  fields: z.array(formField),
});
/** @public */
export type FormSpecification = z.infer<typeof formSpecification>;
