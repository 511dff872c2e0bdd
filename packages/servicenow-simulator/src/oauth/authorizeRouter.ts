import { Router } from 'express';
import type { Response } from 'express';
import type { Instance } from '../engine/Instance';
import type { Row } from '../engine/types';
import { rawBody } from '../http/body';
import { Html, markup } from '../http/pages/html';
import { layout } from '../http/pages/layout';
import { parameters } from '../http/parameters';
import { logIn } from '../http/sessions';
import { findClient, isRedirectAllowed } from './clients';
import { TokenStore } from './tokens';

const CARRIED = [
  'response_type',
  'client_id',
  'redirect_uri',
  'state',
  'code_challenge',
  'code_challenge_method',
  'scope',
];

type Fields = Map<string, string> | URLSearchParams;

interface AuthorizeRequest {
  client: Row;
  redirectUri: string;
  state: string;
  codeChallenge: string | undefined;
}

/** Reads what a client asks for; a text when it cannot be answered by sending the person back. */
function readRequest(
  instance: Instance,
  fields: Fields,
): AuthorizeRequest | string {
  const client = findClient(instance, fields.get('client_id') ?? '');
  const redirectUri = fields.get('redirect_uri') ?? '';
  const state = fields.get('state') ?? '';
  const method = fields.get('code_challenge_method') ?? undefined;
  const codeChallenge = fields.get('code_challenge') ?? undefined;
  if (!client) {
    return 'Invalid client_id: no active application is registered under it.';
  }
  if (!isRedirectAllowed(client, redirectUri)) {
    return 'Invalid redirect_uri: it is not the Redirect URL of the application.';
  }
  if (fields.get('response_type') !== 'code') {
    return 'Invalid response_type: only code is supported.';
  }
  if (state === '') {
    return 'Missing parameter(s): state.';
  }
  if (codeChallenge !== undefined && method !== 'S256') {
    return 'Invalid code_challenge_method: only S256 is supported.';
  }
  if (client.public_client === 'true' && codeChallenge === undefined) {
    return 'Missing parameter(s): code_challenge. A public client must use PKCE.';
  }
  return { client, redirectUri, state, codeChallenge };
}

function send(res: Response, status: number, content: Html) {
  res
    .status(status)
    .set('Content-Type', 'text/html;charset=UTF-8')
    .end(layout({ title: 'Authorize application', table: '', content }));
}

function consentForm(request: AuthorizeRequest, fields: Fields, warning = '') {
  const hidden = CARRIED.filter(name => fields.get(name)).map(
    name =>
      markup`<input type="hidden" name="${name}" value="${fields.get(name)}">`,
  );
  return markup`<h1>${request.client.name} wants to use your account</h1>
<div class="card"><form method="post" action="/oauth_auth.do" style="display:grid;gap:12px;padding:18px;max-width:420px">
${warning ? markup`<div class="p1" role="alert">${warning}</div>` : ''}${hidden}
<label>User name <input name="user_name" autocomplete="username" required></label>
<label>Password <input name="user_password" type="password" autocomplete="current-password" required></label>
<div class="filters"><button name="decision" value="allow">Allow</button><button name="decision" value="deny" formnovalidate>Deny</button></div>
</form></div>`;
}

function back(
  res: Response,
  request: AuthorizeRequest,
  answer: Record<string, string>,
) {
  const target = new URL(request.redirectUri);
  for (const [name, value] of Object.entries({
    ...answer,
    state: request.state,
  })) {
    target.searchParams.set(name, value);
  }
  res.redirect(302, target.toString());
}

/** `/oauth_auth.do`: a person logs in, allows or denies, and goes back to the application with a code. @internal */
export function createAuthorizeRouter(
  instance: Instance,
  tokens: TokenStore,
): Router {
  const router = Router();
  router.get('/oauth_auth.do', (req, res) => {
    const fields = parameters(req);
    const request = readRequest(instance, fields);
    if (typeof request === 'string') {
      send(res, 400, markup`<h1>Cannot authorize</h1><p>${request}</p>`);
    } else {
      send(res, 200, consentForm(request, fields));
    }
  });
  router.post('/oauth_auth.do', (req, res) => {
    const form = new URLSearchParams(rawBody(req).toString('utf8'));
    const request = readRequest(instance, form);
    if (typeof request === 'string') {
      send(res, 400, markup`<h1>Cannot authorize</h1><p>${request}</p>`);
      return;
    }
    if (form.get('decision') !== 'allow') {
      back(res, request, { error: 'access_denied' });
      return;
    }
    const session = logIn(instance, {
      userName: form.get('user_name') ?? '',
      password: form.get('user_password') ?? '',
      via: 'login page',
    });
    if (!session) {
      const warning = 'User name or password invalid.';
      send(res, 401, consentForm(request, form, warning));
      return;
    }
    const code = tokens.issueCode({
      clientId: request.client.client_id,
      userName: session.userName,
      redirectUri: request.redirectUri,
      codeChallenge: request.codeChallenge,
    });
    back(res, request, { code });
  });
  return router;
}
