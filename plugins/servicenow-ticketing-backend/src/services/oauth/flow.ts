import { integrationDefinition } from 'backstage-plugin-servicenow-ticketing-common';
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { toIntegrationSettings } from '../../config/toIntegrationSettings';
import type { IntegrationSettings } from '../../domain/integrationSettings';
import type { OAuthClient } from '../../servicenow/auth/grants';

/** 256 bits: nobody guesses a state or a code verifier. */
const SECRET_BYTES = 32;
/** 128 bits: without being who began it, an id is good for nothing. */
const ID_BYTES = 16;

/** What a flow needs when the browser comes back; secret, and so encrypted. @internal */
export const pendingFlow = z.object({
  definition: integrationDefinition,
  codeVerifier: z.string(),
});
/** @internal */
export type PendingFlow = z.output<typeof pendingFlow>;

/** What the browser carries, and what stays here. @internal */
export interface FlowSecrets {
  authorizationId: string;
  state: string;
  codeVerifier: string;
}

/** @internal */
export function newFlowSecrets(): FlowSecrets {
  return {
    authorizationId: randomBytes(ID_BYTES).toString('base64url'),
    state: randomBytes(SECRET_BYTES).toString('base64url'),
    codeVerifier: randomBytes(SECRET_BYTES).toString('base64url'),
  };
}

/** By what a state is found: whoever reads the database cannot answer for the browser. @internal */
export function hashOfState(state: string): string {
  return createHash('sha256').update(state).digest('hex');
}

/** The page of the instance where a person signs in and allows access, with PKCE (RFC 7636, S256). @internal */
export function authorizeUrlOf(
  target: { instanceUrl: string; client: OAuthClient; redirectUrl: string },
  { state, codeVerifier }: FlowSecrets,
): string {
  const url = new URL('/oauth_auth.do', target.instanceUrl);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: target.client.client_id,
    redirect_uri: target.redirectUrl,
    state,
    code_challenge: createHash('sha256')
      .update(codeVerifier)
      .digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  return url.toString();
}

/** The settings of a flow, and the client it is for. @internal */
export function settingsOf({ definition }: PendingFlow): {
  settings: IntegrationSettings;
  client: OAuthClient;
} {
  const settings = toIntegrationSettings(definition);
  const { auth } = settings;
  if (auth.type !== 'oauth-authorization-code') {
    throw new Error(`There is no authorization for auth.type ${auth.type}`);
  }
  return { settings, client: auth };
}
