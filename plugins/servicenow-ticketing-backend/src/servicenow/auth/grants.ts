/** Ways to get a token, by what ServiceNow calls them in `grant_type`. @internal */
export type GrantType =
  | 'client_credentials'
  | 'password'
  | 'authorization_code'
  | 'refresh_token';

/** What is sent to the token endpoint. @internal */
export type TokenForm = { grant_type: GrantType } & Record<string, string>;

/** An application that ServiceNow's Application Registry knows; a public one has no secret. @internal */
export interface OAuthClient {
  client_id: string;
  client_secret?: string;
}

/** @internal */
export function clientCredentialsForm(client: OAuthClient): TokenForm {
  return { grant_type: 'client_credentials', ...clientOf(client) };
}

/** @internal */
export function passwordForm(
  client: OAuthClient,
  account: { username: string; password: string },
): TokenForm {
  return {
    grant_type: 'password',
    ...clientOf(client),
    username: account.username,
    password: account.password,
  };
}

/** @internal */
export function refreshForm(
  client: OAuthClient,
  refreshToken: string,
): TokenForm {
  return {
    grant_type: 'refresh_token',
    ...clientOf(client),
    refresh_token: refreshToken,
  };
}

/** @internal */
export function authorizationCodeForm(
  client: OAuthClient,
  grant: { code: string; codeVerifier: string; redirectUrl: string },
): TokenForm {
  return {
    grant_type: 'authorization_code',
    ...clientOf(client),
    code: grant.code,
    code_verifier: grant.codeVerifier,
    redirect_uri: grant.redirectUrl,
  };
}

/**
 * What to look at when ServiceNow refuses, by what was asked for: its answer is the same whatever is wrong.
 * @internal
 */
export const REFUSAL_REMEDIES: Record<GrantType, string> = {
  client_credentials:
    'ServiceNow does not say which part is wrong. Check the client id and the client secret; that the application is active in the Application Registry and names an active user under "OAuth Application User"; and that the property glide.oauth.inbound.client.credential.grant_type.enabled is true.',
  password:
    'ServiceNow does not say which part is wrong. Check the client id and the client secret, the username and the password; that the application is active in the Application Registry; and that the user is active and not locked out.',
  authorization_code:
    'ServiceNow does not say which part is wrong. Check the client id and the client secret, and that the application is active in the Application Registry and has exactly the redirect URL that Settings shows. Then authorize again.',
  refresh_token:
    'Authorize again in Settings: the refresh token has expired, was revoked or is used up. If that is refused, too, check the client id and the client secret, and that the application is active in the Application Registry.',
};

function clientOf({
  client_id: clientId,
  client_secret: clientSecret,
}: OAuthClient): Record<string, string> {
  return {
    client_id: clientId,
    ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
  };
}
