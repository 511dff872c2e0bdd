import { z } from 'zod';
import { numericId, timestamp } from '../identifiers';
import { pageOf } from '../paging';
import { integrationAuthType } from './integrationAuth';
import {
  integrationDefinition,
  integrationDraft,
} from './integrationDefinition';
import { integrationHealth } from './preflight';

/** How asking an instance for changes went the last time. @public */
export const integrationPoll = z.object({
  /** When it last told all changes. */
  succeeded_at: timestamp.nullable(),
  /** Linked tickets that had changed then. */
  changed_tickets: z.number().int().nullable(),
  /** When it did not, if that was later. */
  failed_at: timestamp.nullable(),
  /** Why, and what to do, in words. */
  error: z.string().nullable(),
});
/** @public */
export type IntegrationPoll = z.infer<typeof integrationPoll>;

/** One connected ServiceNow instance; credentials are never part of it. @public */
export const integration = z.object({
  id: numericId,
  name: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  tags: z.array(z.string()),
  kind: z.enum(['cloud', 'on-prem']),
  instance_url: z.string(),
  auth_type: integrationAuthType,
  table: z.string(),
  is_default: z.boolean(),
  /** `config` is read-only; `portal` was connected by an admin. */
  origin: z.enum(['config', 'portal']),
  health: integrationHealth,
  /** Null before the first poll. */
  last_poll: integrationPoll.nullable(),
});
/** @public */
export type Integration = z.infer<typeof integration>;

/**
 * Answer of `GET /integrations/{id}`: the definition without its secrets, and which of them are set, such as
 * `auth.password`. @public
 */
export const integrationDetails = integration.extend({
  definition: z.record(z.string(), z.unknown()),
  secrets_set: z.array(z.string()),
});
/** @public */
export type IntegrationDetails = z.infer<typeof integrationDetails>;

/** Answer of `GET /integrations`. @public */
export const listIntegrationsResponse = pageOf(integration);
/** @public */
export type ListIntegrationsResponse = z.infer<typeof listIntegrationsResponse>;

/** How a definition is saved. */
const saving = {
  /** Save although the preflight fails. */
  save_anyway: z.boolean().default(false),
  /** Of `POST /integrations/oauth/authorize`, for authorization code. */
  authorization_id: z.string().max(64).optional(),
};

/** Body of `POST /integrations`. @public */
export const createIntegrationRequest = z.strictObject({
  definition: integrationDefinition,
  ...saving,
});
/** @public */
export type CreateIntegrationRequest = z.output<
  typeof createIntegrationRequest
>;

/** Body of `PUT /integrations/{id}`; secrets that are left out stay, and the name cannot change. @public */
export const updateIntegrationRequest = z.strictObject({
  definition: integrationDraft,
  ...saving,
});
/** @public */
export type UpdateIntegrationRequest = z.output<
  typeof updateIntegrationRequest
>;

/**
 * Body of `POST /integrations/test`: a connection that is not stored yet, or changes of one that is, whose secrets
 * are then used where the definition leaves them out.
 * @public
 */
export const testDefinitionRequest = z.strictObject({
  definition: integrationDraft,
  integration_id: numericId.optional(),
  authorization_id: z.string().max(64).optional(),
  write_check: z.boolean().default(false),
});
/** @public */
export type TestDefinitionRequest = z.output<typeof testDefinitionRequest>;

/**
 * Answer of `GET /integrations/options`: whether instances can be connected in the portal, and if not, why.
 * @public
 */
export const integrationOptions = z.object({
  can_connect: z.boolean(),
  cannot_connect_because: z.string().nullable(),
  /** What the OAuth registry of the instance must name as redirect URL. */
  oauth_redirect_url: z.string(),
});
/** @public */
export type IntegrationOptions = z.infer<typeof integrationOptions>;

/** Body of `POST /integrations/oauth/authorize`, as of `testDefinitionRequest`. @public */
export const authorizeRequest = testDefinitionRequest.pick({
  definition: true,
  integration_id: true,
});
/** @public */
export type AuthorizeRequest = z.output<typeof authorizeRequest>;

/** Answer of both authorize routes: where to send the browser, and by what to ask how it went. @public */
export const authorizeResponse = z.object({
  authorization_id: z.string(),
  authorize_url: z.string(),
});
/** @public */
export type AuthorizeResponse = z.infer<typeof authorizeResponse>;

/** Answer of `GET /integrations/oauth/authorizations/{authorization_id}`. @public */
export const authorizationState = z.object({
  status: z.enum(['pending', 'authorized', 'failed']),
  /** In words, when it failed. */
  message: z.string().nullable(),
});
/** @public */
export type AuthorizationState = z.infer<typeof authorizationState>;
