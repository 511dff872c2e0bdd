import { z } from 'zod';

/** Whether somebody has a permission for every anomaly, for some of them, or not at all. @public */
export const permissionExtent = z.enum(['all', 'some', 'none']);
/** @public */
export type PermissionExtent = z.infer<typeof permissionExtent>;

/** Answer of `GET /permissions`: what the caller may do, by the name of the permission. @public */
export const listPermissionsResponse = z.object({
  permissions: z.record(z.string(), permissionExtent),
});
/** @public */
export type ListPermissionsResponse = z.infer<typeof listPermissionsResponse>;
