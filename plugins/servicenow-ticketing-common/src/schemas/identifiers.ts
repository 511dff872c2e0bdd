import { z } from 'zod';

/** Ids of anomalies, integrations, links and deliveries. @public */
export const numericId = z.coerce.number().int().min(1).max(2_147_483_647);

/** A ServiceNow sys_id: 32 lower-case hexadecimal digits. @public */
export const sysId = z
  .string()
  .regex(/^[0-9a-f]{32}$/i, 'must be a sys_id: 32 hexadecimal digits')
  .transform(value => value.toLowerCase());

/** The name of a ServiceNow table, such as `incident` or `u_data_ticket`. @public */
export const tableName = z
  .string()
  .max(80)
  .regex(
    /^[a-z][a-z0-9_]*$/,
    'must be a table name such as incident: lower-case letters, digits and underscores',
  );

/** A moment in UTC, ISO 8601 with a `Z`. @public */
export const timestamp = z.iso.datetime();
