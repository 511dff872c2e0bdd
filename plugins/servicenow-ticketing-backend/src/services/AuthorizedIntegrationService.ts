import { NotAllowedError } from '@backstage/errors';
import {
  anomalyReadPermission,
  integrationAdminPermission,
  ticketCreatePermission,
  ticketLinkPermission,
  type CreateIntegrationRequest,
  type Integration,
  type IntegrationDetails,
  type IntegrationOptions,
  type ListApiCallsRequest,
  type ListApiCallsResponse,
  type ListChoicesRequest,
  type ListChoicesResponse,
  type PreflightReport,
  type PreviewMappingRequest,
  type PreviewMappingResponse,
  type TestDefinitionRequest,
  type TestIntegrationRequest,
  type UpdateIntegrationRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { PermissionGuard } from '../permissions/PermissionGuard';
import type { ActorDirectory } from './ActorDirectory';
import type { ApiCallService } from './ApiCallService';
import type {
  CallerOptions,
  ChoiceLister,
  MappingPreviewer,
} from './contracts';
import type { IntegrationConnectionService } from './IntegrationConnectionService';
import type { IntegrationService } from './IntegrationService';

/** Whoever may create or link tickets must be able to say where. */
const TICKET_PERMISSIONS = [ticketCreatePermission, ticketLinkPermission];

/**
 * Everything about integrations, for those who may; else NotAllowedError. All but the list needs integration.admin.
 */
export class AuthorizedIntegrationService {
  readonly #integrations: IntegrationService;
  readonly #connections: IntegrationConnectionService;
  readonly #choices: ChoiceLister;
  readonly #previews: MappingPreviewer;
  readonly #calls: ApiCallService;
  readonly #guard: PermissionGuard;
  readonly #actors: ActorDirectory;

  constructor(options: {
    integrations: IntegrationService;
    connections: IntegrationConnectionService;
    choices: ChoiceLister;
    previews: MappingPreviewer;
    calls: ApiCallService;
    guard: PermissionGuard;
    actors: ActorDirectory;
  }) {
    this.#integrations = options.integrations;
    this.#connections = options.connections;
    this.#choices = options.choices;
    this.#previews = options.previews;
    this.#calls = options.calls;
    this.#guard = options.guard;
    this.#actors = options.actors;
  }

  /** Needs integration.admin, ticket.create or ticket.link. */
  async list({ credentials }: CallerOptions): Promise<Integration[]> {
    const extents = await this.#guard.extentsOf(TICKET_PERMISSIONS, {
      credentials,
    });
    if (
      extents.some(extent => extent !== 'none') ||
      (await this.#guard.isAllowed(integrationAdminPermission, credentials))
    ) {
      return this.#integrations.list();
    }
    throw new NotAllowedError(
      `You need one of the permissions ${[
        integrationAdminPermission,
        ...TICKET_PERMISSIONS,
      ]
        .map(({ name }) => name)
        .join(', ')}. Ask those who run this portal to grant one to you.`,
    );
  }

  async get(id: number, caller: CallerOptions): Promise<IntegrationDetails> {
    await this.#requireAdmin(caller);
    return this.#integrations.get(id);
  }

  async getOptions(caller: CallerOptions): Promise<IntegrationOptions> {
    await this.#requireAdmin(caller);
    return this.#integrations.getOptions();
  }

  async getYaml(id: number, caller: CallerOptions): Promise<string> {
    await this.#requireAdmin(caller);
    return this.#integrations.getYaml(id);
  }

  async create(
    request: CreateIntegrationRequest,
    caller: CallerOptions,
  ): Promise<IntegrationDetails> {
    await this.#requireAdmin(caller);
    const id = await this.#connections.create(
      request,
      await this.#userOf(caller),
    );
    return this.#integrations.get(id);
  }

  async update(
    id: number,
    request: UpdateIntegrationRequest,
    caller: CallerOptions,
  ): Promise<IntegrationDetails> {
    await this.#requireAdmin(caller);
    await this.#connections.update(id, request, await this.#userOf(caller));
    return this.#integrations.get(id);
  }

  async disconnect(id: number, caller: CallerOptions): Promise<void> {
    await this.#requireAdmin(caller);
    await this.#connections.disconnect(id);
  }

  async test(
    id: number,
    request: TestIntegrationRequest,
    caller: CallerOptions,
  ): Promise<PreflightReport> {
    await this.#requireAdmin(caller);
    return this.#integrations.test(id, request);
  }

  async testDefinition(
    request: TestDefinitionRequest,
    caller: CallerOptions,
  ): Promise<PreflightReport> {
    await this.#requireAdmin(caller);
    return this.#connections.test(request, await this.#userOf(caller));
  }

  async listChoices(
    request: { integrationId: number } & ListChoicesRequest,
    caller: CallerOptions,
  ): Promise<ListChoicesResponse> {
    await this.#requireAdmin(caller);
    return this.#choices.list(request);
  }

  /** Needs anomaly.read, too, as it shows an anomaly. */
  async preview(
    request: { integrationId: number } & PreviewMappingRequest,
    caller: CallerOptions,
  ): Promise<PreviewMappingResponse> {
    await this.#requireAdmin(caller);
    await this.#guard.requireFor(
      request.anomaly_id,
      [anomalyReadPermission],
      caller,
    );
    return this.#previews.preview(
      request,
      await this.#actors.actorOf(caller.credentials),
    );
  }

  async listCalls(
    id: number,
    request: ListApiCallsRequest,
    caller: CallerOptions,
  ): Promise<ListApiCallsResponse> {
    await this.#requireAdmin(caller);
    return this.#calls.list(id, request);
  }

  /** Whose authorizations may be used. */
  async #userOf({ credentials }: CallerOptions): Promise<string> {
    return (await this.#actors.actorOf(credentials)).ref;
  }

  async #requireAdmin({ credentials }: CallerOptions): Promise<void> {
    await this.#guard.require(integrationAdminPermission, credentials);
  }
}
