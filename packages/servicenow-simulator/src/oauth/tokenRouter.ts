import { createHash } from 'node:crypto';
import { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { property, type Instance } from '../engine/Instance';
import { rawBody } from '../http/body';
import { parameters } from '../http/parameters';
import { findUser, isUsable, logIn } from '../http/sessions';
import { findClient, isClientSecret } from './clients';
import { GrantRequest, ownerOf } from './grantRequest';
import { byJwtBearer } from './jwtBearer';
import { TokenAnswer, TokenStore } from './tokens';

/** Whether a refresh token works once, and brings its successor. */
const ROTATE_PROPERTY = 'simulator.oauth.rotate_refresh_tokens';

const FORM = /^application\/x-www-form-urlencoded\b/i;
const BASIC = /^Basic\s+(.+)$/i;

function byPassword({ instance, tokens, client, form }: GrantRequest) {
  const session = logIn(instance, {
    userName: form.get('username') ?? '',
    password: form.get('password') ?? '',
    // The restriction of basic auth to machines does not touch this grant.
    via: 'oauth',
  });
  return session && tokens.issue(ownerOf(client, session.userName), 'new');
}

function byRefreshToken({ instance, tokens, client, form }: GrantRequest) {
  const refreshToken = form.get('refresh_token') ?? '';
  const grant = tokens.refreshGrant(refreshToken);
  if (
    !grant ||
    grant.clientId !== client.client_id ||
    !isUsable(findUser(instance, grant.userName))
  ) {
    return undefined;
  }
  const isRotating = property(instance, ROTATE_PROPERTY) === 'true';
  return tokens.issue(
    ownerOf(client, grant.userName),
    isRotating ? { replace: refreshToken } : { keep: refreshToken },
  );
}

function byClientCredentials({ instance, tokens, client }: GrantRequest) {
  const user = instance.store.get('sys_user', client.user ?? '')?.row;
  return client.public_client !== 'true' && isUsable(user)
    ? tokens.issue(ownerOf(client, user.user_name), 'none')
    : undefined;
}

function provesKey(challenge: string | undefined, verifier: string): boolean {
  if (challenge === undefined) {
    return true;
  }
  return (
    createHash('sha256').update(verifier).digest('base64url') === challenge
  );
}

function byCode({ tokens, client, form }: GrantRequest) {
  const grant = tokens.redeemCode(form.get('code') ?? '');
  return grant &&
    grant.clientId === client.client_id &&
    grant.redirectUri === (form.get('redirect_uri') ?? '') &&
    provesKey(grant.codeChallenge, form.get('code_verifier') ?? '')
    ? tokens.issue(ownerOf(client, grant.userName), 'new')
    : undefined;
}

type GrantHandler = (
  request: GrantRequest,
) => TokenAnswer | undefined | Promise<TokenAnswer | undefined>;

const GRANTS: Partial<Record<string, GrantHandler>> = {
  password: byPassword,
  refresh_token: byRefreshToken,
  client_credentials: byClientCredentials,
  authorization_code: byCode,
  'urn:ietf:params:oauth:grant-type:jwt-bearer': byJwtBearer,
};

/** Client identifier and secret come in the form, or as basic auth. */
function readClient(req: Request, form: URLSearchParams) {
  const basic = BASIC.exec(req.headers.authorization ?? '');
  if (!form.has('client_id') && basic) {
    const decoded = Buffer.from(basic[1], 'base64').toString('utf8');
    const colon = decoded.indexOf(':');
    return {
      clientId: decodeURIComponent(decoded.slice(0, colon)),
      secret: decodeURIComponent(decoded.slice(colon + 1)),
    };
  }
  return {
    clientId: form.get('client_id') ?? '',
    secret: form.get('client_secret') ?? '',
  };
}

function sendJson(res: Response, status: number, body: unknown) {
  res
    .status(status)
    .set('Content-Type', 'application/json;charset=UTF-8')
    .end(JSON.stringify(body));
}

/** Whatever is wrong, the instance says the same. */
function deny(res: Response) {
  sendJson(res, 401, {
    error_description: 'access_denied',
    error: 'server_error',
  });
}

/**
 * `/oauth_token.do` and `/oauth_revoke_token.do`. Tokens are for form-encoded requests only, and every failure is the
 * same 401, as with real instances.
 *
 * @internal
 */
export function createTokenRouter(
  instance: Instance,
  tokens: TokenStore,
): Router {
  const router = Router();
  const issue = async (req: Request, res: Response) => {
    if (!FORM.test(req.headers['content-type'] ?? '')) {
      deny(res);
      return;
    }
    const form = new URLSearchParams(rawBody(req).toString('utf8'));
    const { clientId, secret } = readClient(req, form);
    const client = findClient(instance, clientId);
    const grant = GRANTS[form.get('grant_type') ?? ''];
    const answer =
      client && grant && isClientSecret(client, secret)
        ? await grant({ instance, tokens, client, form })
        : undefined;
    if (answer) {
      sendJson(res, 200, answer);
    } else {
      deny(res);
    }
  };
  router.post(
    '/oauth_token.do',
    (req: Request, res: Response, next: NextFunction) => {
      issue(req, res).catch(next);
    },
  );
  const revoke = (req: Request, res: Response) => {
    const form = new URLSearchParams(rawBody(req).toString('utf8'));
    const token = parameters(req).get('token') ?? form.get('token') ?? '';
    if (tokens.revoke(token)) {
      res.status(200).end();
    } else {
      deny(res);
    }
  };
  router.post('/oauth_revoke_token.do', revoke);
  router.get('/oauth_revoke_token.do', revoke);
  return router;
}
