import {
  anomalyPermissions,
  servicenowTicketingPermissions,
  type ListPermissionsResponse,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { PermissionGuard } from '../permissions/PermissionGuard';
import type { CallerOptions } from './contracts';

/**
 * Tells callers what they may do themselves, so that a page can leave out what they may not. The host's permission
 * backend tells browsers that about single anomalies only.
 *
 * @internal
 */
export class PermissionOverview {
  readonly #guard: PermissionGuard;

  constructor(options: { guard: PermissionGuard }) {
    this.#guard = options.guard;
  }

  async list({ credentials }: CallerOptions): Promise<ListPermissionsResponse> {
    const extents = await this.#guard.extentsOf(anomalyPermissions, {
      credentials,
    });
    const permissions: ListPermissionsResponse['permissions'] =
      Object.fromEntries(
        anomalyPermissions.map(({ name }, index) => [name, extents[index]]),
      );
    for (const permission of servicenowTicketingPermissions) {
      if (permission.type === 'basic') {
        permissions[permission.name] = (await this.#guard.isAllowed(
          permission,
          credentials,
        ))
          ? 'all'
          : 'none';
      }
    }
    return { permissions };
  }
}
