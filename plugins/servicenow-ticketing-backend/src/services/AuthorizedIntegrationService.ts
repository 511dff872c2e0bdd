import { NotAllowedError } from '@backstage/errors';
import {
  integrationAdminPermission,
  ticketCreatePermission,
  ticketLinkPermission,
  type Integration,
  type PreflightReport,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { PermissionGuard } from '../permissions/PermissionGuard';
import type { CallerOptions } from './contracts';
import type { IntegrationService } from './IntegrationService';

/** Whoever may create or link tickets must be able to say where. */
const PERMISSIONS_TO_SEE = [
  integrationAdminPermission,
  ticketCreatePermission,
  ticketLinkPermission,
];

/** Everything about integrations, for those who may; else NotAllowedError. */
export class AuthorizedIntegrationService {
  readonly #integrations: IntegrationService;
  readonly #guard: PermissionGuard;

  constructor(options: {
    integrations: IntegrationService;
    guard: PermissionGuard;
  }) {
    this.#integrations = options.integrations;
    this.#guard = options.guard;
  }

  /** Needs integration.admin, ticket.create or ticket.link. */
  async list({ credentials }: CallerOptions): Promise<Integration[]> {
    await this.#requireToSee({ credentials });
    return this.#integrations.list();
  }

  /** Needs integration.admin, ticket.create or ticket.link. */
  async get(id: number, { credentials }: CallerOptions): Promise<Integration> {
    await this.#requireToSee({ credentials });
    return this.#integrations.get(id);
  }

  /** Needs integration.admin. */
  async test(
    id: number,
    { credentials }: CallerOptions,
  ): Promise<PreflightReport> {
    await this.#guard.require(integrationAdminPermission, credentials);
    return this.#integrations.test(id);
  }

  async #requireToSee({ credentials }: CallerOptions): Promise<void> {
    for (const permission of PERMISSIONS_TO_SEE) {
      if (await this.#guard.isAllowed(permission, credentials)) {
        return;
      }
    }
    throw new NotAllowedError(
      `You need one of the permissions ${PERMISSIONS_TO_SEE.map(
        ({ name }) => name,
      ).join(', ')}. Ask those who run this portal to grant it to you.`,
    );
  }
}
