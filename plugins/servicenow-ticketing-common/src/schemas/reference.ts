import { z } from 'zod';

/** Tables whose records people may look up while they fill in a ticket. @public */
export const referenceTable = z.enum([
  'sys_user',
  'sys_user_group',
  'cmdb_ci',
  'cmdb_ci_service',
]);
/** @public */
export type ReferenceTableName = z.infer<typeof referenceTable>;

/** Most suggestions one answer holds. */
const MAX_SUGGESTIONS = 50;

/**
 * Query of `GET /integrations/{integration_id}/references`. With `group`, the name or sys_id of an assignment group,
 * its members come first.
 * @public
 */
export const searchReferencesRequest = z.object({
  table: referenceTable,
  query: z.string().trim().max(100).default(''),
  group: z.string().trim().max(255).optional(),
  size: z.coerce.number().int().min(1).max(MAX_SUGGESTIONS).default(10),
});
/** @public */
export type SearchReferencesRequest = z.infer<typeof searchReferencesRequest>;

/**
 * A record to choose. `detail` tells it from others of the same name, such as the user name and e-mail of a person;
 * `is_member` says whether a person is in the group that was asked about, `null` when none was or it is not known.
 * @public
 */
export const referenceSuggestion = z.object({
  sys_id: z.string(),
  name: z.string(),
  detail: z.string().nullable(),
  is_member: z.boolean().nullable(),
});
/** @public */
export type ReferenceSuggestion = z.infer<typeof referenceSuggestion>;

/**
 * What was found. `warning` says in plain English why there may be less than there should, for example because the
 * service account may not read the table.
 * @public
 */
export const searchReferencesResponse = z.object({
  items: z.array(referenceSuggestion),
  warning: z.string().nullable(),
});
/** @public */
export type SearchReferencesResponse = z.infer<typeof searchReferencesResponse>;
