import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
  type PolicyDecision,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import type { ConditionTransformer } from '@backstage/plugin-permission-node';
import type { PermissionExtent } from 'backstage-plugin-servicenow-ticketing-common';
import type { AnomalyAccessStore } from '../database/AnomalyAccessStore';
import type { AnomalyAccess, AnomalyCondition } from '../domain/anomalyAccess';

/** Looks up what conditions say of anomalies. @internal */
export type AnomalyAccessReader = Pick<
  AnomalyAccessStore,
  'allowedOf' | 'allowsTicket' | 'allowsLink'
>;

/** Whose permissions are looked at. */
interface Caller {
  credentials: BackstageCredentials;
}

const REMEDY = 'Ask those who run this portal to grant it to you.';

const EXTENTS: Record<AuthorizeResult, PermissionExtent> = {
  [AuthorizeResult.ALLOW]: 'all',
  [AuthorizeResult.CONDITIONAL]: 'some',
  [AuthorizeResult.DENY]: 'none',
};

/**
 * Asks the host's permission policy before anything is done for a caller. Permissions about anomalies may be granted for
 * some of them: whoever lacks one learns nothing, not even whether there is such an anomaly.
 */
export class PermissionGuard {
  readonly #permissions: PermissionsService;
  readonly #access: AnomalyAccessReader;
  readonly #toAccess: ConditionTransformer<AnomalyCondition>;

  constructor(options: {
    permissions: PermissionsService;
    access: AnomalyAccessReader;
    /** Turns the conditions of a policy into those of a query, see registerPermissions. */
    toAccess: ConditionTransformer<AnomalyCondition>;
  }) {
    this.#permissions = options.permissions;
    this.#access = options.access;
    this.#toAccess = options.toAccess;
  }

  /**
   * For what is about no single anomaly.
   *
   * @throws NotAllowedError that names the permission which is missing.
   */
  async require(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<void> {
    if (!(await this.isAllowed(permission, credentials))) {
      throw lacking(permission);
    }
  }

  async isAllowed(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const [decision] = await this.#permissions.authorize([{ permission }], {
      credentials,
    });
    return decision.result === AuthorizeResult.ALLOW;
  }

  /**
   * For lists: the anomalies that the caller has the permission for.
   *
   * @throws NotAllowedError when there can be none.
   */
  async accessOf(
    permission: ResourcePermission,
    { credentials }: Caller,
  ): Promise<AnomalyAccess> {
    const [decision] = await this.#decide([permission], { credentials });
    return this.#toAnomalyAccess(permission, decision);
  }

  /**
   * For what is about one anomaly: every one of these permissions is needed for it.
   *
   * @throws NotAllowedError, also when there is no such anomaly and the caller may not know that.
   */
  async requireFor(
    anomalyId: number,
    permissions: ResourcePermission[],
    caller: Caller,
  ): Promise<void> {
    const missing = await this.missingFor([anomalyId], permissions, caller);
    const permission = missing.get(anomalyId);
    if (permission) {
      throw lacking(permission, anomalyId);
    }
  }

  /**
   * For what is done to many anomalies: those it may not be done to, and a permission that is missing for each.
   *
   * @throws NotAllowedError when one of the permissions is not granted for any anomaly.
   */
  async missingFor(
    anomalyIds: number[],
    permissions: ResourcePermission[],
    { credentials }: Caller,
  ): Promise<Map<number, ResourcePermission>> {
    const decisions = await this.#decide(permissions, { credentials });
    const accesses = permissions.map((permission, index) =>
      this.#toAnomalyAccess(permission, decisions[index]),
    );
    const missing = new Map<number, ResourcePermission>();
    for (const [index, access] of accesses.entries()) {
      if (access) {
        const allowed = await this.#access.allowedOf(anomalyIds, access);
        anomalyIds
          .filter(id => !allowed.has(id) && !missing.has(id))
          .forEach(id => missing.set(id, permissions[index]));
      }
    }
    return missing;
  }

  /**
   * For what is about a ticket alone: the permission is needed for everything, or for an anomaly the ticket is tied to.
   *
   * @throws NotAllowedError
   */
  async requireForTicket(
    toTicket: () => { integrationId: number; sysId: string },
    permission: ResourcePermission,
    caller: Caller,
  ): Promise<void> {
    const access = await this.accessOf(permission, caller);
    if (access && !(await this.#access.allowsTicket(toTicket(), access))) {
      throw new NotAllowedError(
        `You lack the permission ${permission.name} for the anomalies of this ticket. ${REMEDY}`,
      );
    }
  }

  /**
   * For what is about a ticket link: every one of these permissions is needed for its anomaly.
   *
   * @throws NotAllowedError, also when there is no such link and the caller may not know that.
   */
  async requireForLink(
    linkId: number,
    permissions: ResourcePermission[],
    { credentials }: Caller,
  ): Promise<void> {
    const decisions = await this.#decide(permissions, { credentials });
    const accesses = permissions.map((permission, index) =>
      this.#toAnomalyAccess(permission, decisions[index]),
    );
    for (const [index, access] of accesses.entries()) {
      if (access && !(await this.#access.allowsLink(linkId, access))) {
        throw new NotAllowedError(
          `You lack the permission ${permissions[index].name} for the anomaly of the linked ticket ${linkId}. ${REMEDY}`,
        );
      }
    }
  }

  /** How far permissions reach, in the order given. */
  async extentsOf(
    permissions: ResourcePermission[],
    caller: Caller,
  ): Promise<PermissionExtent[]> {
    const decisions = await this.#decide(permissions, caller);
    return decisions.map(({ result }) => EXTENTS[result]);
  }

  async #decide(
    permissions: ResourcePermission[],
    { credentials }: Caller,
  ): Promise<PolicyDecision[]> {
    return this.#permissions.authorizeConditional(
      permissions.map(permission => ({ permission })),
      { credentials },
    );
  }

  #toAnomalyAccess(
    permission: ResourcePermission,
    decision: PolicyDecision,
  ): AnomalyAccess {
    switch (decision.result) {
      case AuthorizeResult.ALLOW:
        return undefined;
      case AuthorizeResult.CONDITIONAL:
        return this.#toAccess(decision.conditions);
      default:
        throw lacking(permission);
    }
  }
}

function lacking(
  permission: { name: string },
  anomalyId?: number,
): NotAllowedError {
  return new NotAllowedError(
    anomalyId === undefined
      ? `You lack the permission ${permission.name}. ${REMEDY}`
      : `You lack the permission ${permission.name} for anomaly ${anomalyId}. ${REMEDY}`,
  );
}
