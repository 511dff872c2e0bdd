import type { Agent } from 'node:http';
import type { IntegrationSettings } from '../../domain/integrationSettings';
import { ServiceNowError } from '../ServiceNowError';
import type { CallObserver } from '../transportTypes';
import { apiKeyAuth } from './apiKey';
import type { Authenticator } from './Authenticator';
import { basicAuth } from './basic';
import { clientCertificateAuth } from './clientCertificate';
import { clientCredentialsForm, passwordForm, type TokenForm } from './grants';
import { SharedTokens } from './SharedTokens';
import { requestTokens } from './tokenEndpoint';
import { TokenSource } from './TokenSource';
import type { TokenStorage } from './TokenStorage';

/** @internal */
export interface AuthenticatorOptions {
  settings: Pick<IntegrationSettings, 'instanceUrl' | 'auth'>;
  /** The agent of the calls, of `createAgent`; tokens take the same way. */
  agent?: Agent;
  /** Where tokens of the authorization-code flow are; the other kinds need none. */
  tokens?: TokenStorage;
  /** Longest time to wait for a token, in milliseconds. */
  tokenTimeout?: number;
  /** Told of calls for tokens, without bodies. */
  onCall?: CallObserver;
  now?: () => Date;
  /** For tests: how to wait for other processes. */
  sleep?: (milliseconds: number) => Promise<unknown>;
}

/**
 * What signs the calls of an integration. Keep it as long as its settings hold: it keeps the token.
 * @internal
 */
export function createAuthenticator(
  options: AuthenticatorOptions,
): Authenticator {
  const { settings, agent, tokens, tokenTimeout, onCall, now, sleep } = options;
  const { auth, instanceUrl } = settings;
  const endpoint = { instanceUrl, agent, timeout: tokenTimeout, onCall, now };
  const withTokensBy = (form: TokenForm) =>
    new TokenSource({ issue: () => requestTokens(endpoint, form), now });

  switch (auth.type) {
    case 'basic':
      return basicAuth(auth);
    case 'api-key':
      return apiKeyAuth(auth.api_key);
    case 'client-certificate':
      return clientCertificateAuth();
    case 'oauth-client-credentials':
      return withTokensBy(clientCredentialsForm(auth));
    case 'oauth-password':
      return withTokensBy(passwordForm(auth, auth));
    case 'oauth-authorization-code': {
      if (!tokens) {
        return withoutStorage(instanceUrl);
      }
      const shared = new SharedTokens({
        endpoint,
        client: auth,
        storage: tokens,
        now,
        sleep,
      });
      return new TokenSource({ issue: refused => shared.get(refused), now });
    }
  }
}

function withoutStorage(instanceUrl: string): Authenticator {
  return {
    headers: async () => {
      throw new ServiceNowError({
        kind: 'NotConfigured',
        what: `There is no place for the tokens of ${instanceUrl}`,
        remedy:
          'Set servicenowTicketing.encryption.keys in app-config.yaml (make a key with: openssl rand -base64 32), then authorize in Settings.',
        retryable: true,
      });
    },
  };
}
