import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type Permission,
} from '@backstage/plugin-permission-common';
import { PermissionGuard } from '../permissions/PermissionGuard';

/** A guard for somebody who has some permissions for everything, and others not at all. */
export function aGuard(
  isGranted: (permission: Permission) => boolean,
): PermissionGuard {
  const decide = async (requests: { permission: Permission }[]) =>
    requests.map(({ permission }) => ({
      result: isGranted(permission)
        ? AuthorizeResult.ALLOW
        : AuthorizeResult.DENY,
    })) as { result: AuthorizeResult.ALLOW | AuthorizeResult.DENY }[];
  const unasked = async (): Promise<never> => {
    throw new Error('Nothing is granted for some anomalies only');
  };
  return new PermissionGuard({
    permissions: mockServices.permissions.mock({
      authorize: decide,
      authorizeConditional: decide,
    }),
    access: { allowedOf: unasked, allowsTicket: unasked, allowsLink: unasked },
    toAccess: () => {
      throw new Error('Nothing is granted for some anomalies only');
    },
  });
}
