import type {
  ApiCall,
  AuthorizationState,
  AuthorizeResponse,
  Integration,
  IntegrationDetails,
  IntegrationDraftInput,
  IntegrationMappingInput,
  IntegrationOptions,
  ListChoicesResponse,
  Page,
  PreflightReport,
  PreviewMappingResponse,
} from '../schemas';
import type { HttpClient, RequestOptions } from './HttpClient';
import { toQuery } from './toQuery';

/** How a definition is saved or tested. @public */
export interface DefinitionOptions {
  /** The whole definition for a new integration; secrets that are left out of a change stay as they are. */
  definition: IntegrationDraftInput;
  /** Of `authorize`, where the authorization-code flow is used. */
  authorization_id?: string;
}

/**
 * Connects, checks and maps ServiceNow instances. All but `list` need the permission
 * `servicenow-ticketing.integration.admin`. Every method throws a `ResponseError` when a call is refused.
 * @public
 */
export class IntegrationsClient {
  readonly #http: HttpClient;

  /** @internal */
  constructor(http: HttpClient) {
    this.#http = http;
  }

  async list(options?: RequestOptions): Promise<Page<Integration>> {
    return this.#http.json('/integrations', options);
  }

  /** Whether instances can be connected in the portal, and the redirect URL for OAuth. */
  async getOptions(options?: RequestOptions): Promise<IntegrationOptions> {
    return this.#http.json('/integrations/options', options);
  }

  async get(id: number, options?: RequestOptions): Promise<IntegrationDetails> {
    return this.#http.json(`/integrations/${id}`, options);
  }

  /** Connects an instance; refused when its preflight fails, unless `save_anyway`. */
  async create(
    request: DefinitionOptions & { save_anyway?: boolean },
    options?: RequestOptions,
  ): Promise<IntegrationDetails> {
    return this.#http.json('/integrations', {
      ...options,
      method: 'POST',
      body: request,
    });
  }

  /** Changes a connection, its credentials or its mapping. */
  async update(
    id: number,
    request: DefinitionOptions & { save_anyway?: boolean },
    options?: RequestOptions,
  ): Promise<IntegrationDetails> {
    return this.#http.json(`/integrations/${id}`, {
      ...options,
      method: 'PUT',
      body: request,
    });
  }

  /** Forgets a connection and its credentials; tickets stay linked, but are not updated any more. */
  async disconnect(id: number, options?: RequestOptions): Promise<void> {
    await this.#http.send(`/integrations/${id}`, {
      ...options,
      method: 'DELETE',
    });
  }

  /** Runs the preflight of a stored integration. The write check creates a record and cancels it. */
  async test(
    id: number,
    request: { write_check?: boolean } = {},
    options?: RequestOptions,
  ): Promise<PreflightReport> {
    return this.#http.json(`/integrations/${id}/test`, {
      ...options,
      method: 'POST',
      body: request,
    });
  }

  /** Runs the preflight of what is not saved yet; nothing is kept. */
  async testDefinition(
    request: DefinitionOptions & {
      integration_id?: number;
      write_check?: boolean;
    },
    options?: RequestOptions,
  ): Promise<PreflightReport> {
    return this.#http.json('/integrations/test', {
      ...options,
      method: 'POST',
      body: request,
    });
  }

  /** Begins the authorization-code flow of what is not saved yet: send the browser to `authorize_url`. */
  async authorizeDefinition(
    request: { definition: IntegrationDraftInput; integration_id?: number },
    options?: RequestOptions,
  ): Promise<AuthorizeResponse> {
    return this.#http.json('/integrations/oauth/authorize', {
      ...options,
      method: 'POST',
      body: request,
    });
  }

  /** Begins the authorization-code flow of a stored integration, whose tokens are kept at once. */
  async authorize(
    id: number,
    options?: RequestOptions,
  ): Promise<AuthorizeResponse> {
    return this.#http.json(`/integrations/${id}/oauth/authorize`, {
      ...options,
      method: 'POST',
    });
  }

  /** How an authorization went. */
  async getAuthorization(
    authorizationId: string,
    options?: RequestOptions,
  ): Promise<AuthorizationState> {
    return this.#http.json(
      `/integrations/oauth/authorizations/${encodeURIComponent(
        authorizationId,
      )}`,
      options,
    );
  }

  /** The choices of a field. */
  async listChoices(
    id: number,
    query: { table?: string; field: string; dependent_value?: string },
    options?: RequestOptions,
  ): Promise<ListChoicesResponse> {
    return this.#http.json(
      `/integrations/${id}/choices${toQuery(query)}`,
      options,
    );
  }

  /** What creating a ticket for an anomaly would send under a mapping; nothing is sent. */
  async preview(
    id: number,
    request: {
      mapping: IntegrationMappingInput;
      table?: string;
      anomaly_id: number;
    },
    options?: RequestOptions,
  ): Promise<PreviewMappingResponse> {
    return this.#http.json(`/integrations/${id}/preview`, {
      ...options,
      method: 'POST',
      body: request,
    });
  }

  /** The API-call log, newest first. */
  async listCalls(
    id: number,
    query: { outcome?: 'ok' | 'failed'; page?: number; size?: number } = {},
    options?: RequestOptions,
  ): Promise<Page<ApiCall>> {
    return this.#http.json(
      `/integrations/${id}/calls${toQuery(query)}`,
      options,
    );
  }

  /** The equivalent section of app-config.yaml, with environment placeholders for secrets. */
  async getYaml(id: number, options?: RequestOptions): Promise<string> {
    const response = await this.#http.send(
      `/integrations/${id}/yaml`,
      options ?? {},
    );
    return response.text();
  }
}
