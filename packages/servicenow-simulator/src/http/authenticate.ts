import { randomBytes } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Instance } from '../engine/Instance';
import { Refusal } from '../engine/refusals';
import type { Session } from '../engine/types';
import { HttpContext, setSession } from './context';
import { findUser, isUsable, logIn, sessionOf } from './sessions';

const BASIC = /^Basic\s+(.+)$/i;
const SESSION_COOKIE = /(?:^|;\s*)JSESSIONID=([0-9A-F]+)/;

/** 401 as the REST APIs answer it. @internal */
export const notAuthenticated = () =>
  new Refusal(
    401,
    'User Not Authenticated',
    'Required to provide Auth information',
  );

/** Knows one way to tell who makes a request; undefined when the request does not use it. @internal */
export type Authenticator = (req: Request) => Session | undefined;

/** `Authorization: Basic …` against the users of the instance. @internal */
export function basicAuthenticator({ instance }: HttpContext): Authenticator {
  return req => {
    const match = BASIC.exec(req.headers.authorization ?? '');
    if (!match) {
      return undefined;
    }
    const decoded = Buffer.from(match[1], 'base64').toString('utf8');
    const colon = decoded.indexOf(':');
    return colon < 0
      ? undefined
      : logIn(instance, {
          userName: decoded.slice(0, colon),
          password: decoded.slice(colon + 1),
          via: 'basic auth',
        });
  };
}

/** Logged in sessions by cookie, so that a client that keeps cookies need not authenticate again. @internal */
export class CookieSessions {
  readonly #instance: Instance;
  readonly #userNames = new Map<string, string>();

  constructor(instance: Instance) {
    this.#instance = instance;
  }

  find(req: Request): Session | undefined {
    const id = SESSION_COOKIE.exec(req.headers.cookie ?? '')?.[1] ?? '';
    const userName = this.#userNames.get(id);
    if (userName === undefined) {
      return undefined;
    }
    // Read anew: the account may have lost roles, or have been locked, since.
    const user = findUser(this.#instance, userName);
    return isUsable(user) ? sessionOf(this.#instance, user) : undefined;
  }

  start(res: Response, session: Session): void {
    const id = randomBytes(16).toString('hex').toUpperCase();
    this.#userNames.set(id, session.userName);
    res.append(
      'Set-Cookie',
      `JSESSIONID=${id}; Path=/; HttpOnly; SameSite=None`,
    );
    res.append(
      'Set-Cookie',
      'glide_user_route=glide.simulator; Path=/; HttpOnly; SameSite=None',
    );
    res.append(
      'Set-Cookie',
      `glide_session_store=${id}; Path=/; HttpOnly; SameSite=None`,
    );
  }

  clear(): void {
    this.#userNames.clear();
  }
}

/** Lets requests pass whose sender is known and refuses the others with 401. @internal */
export function authenticate(
  authenticators: Authenticator[],
  cookies: CookieSessions,
): RequestHandler {
  return (req, res, next) => {
    const known = authenticators
      .map(authenticator => authenticator(req))
      .find(session => session !== undefined);
    const hasCredentials =
      req.headers.authorization !== undefined ||
      req.headers['x-sn-apikey'] !== undefined;
    const session = known ?? (hasCredentials ? undefined : cookies.find(req));
    if (!session) {
      res.set('X-Is-Logged-In', 'false');
      res.set('WWW-Authenticate', 'BASIC realm="Service-now"');
      next(notAuthenticated());
      return;
    }
    res.set('X-Is-Logged-In', 'true');
    setSession(res, session);
    if (!req.headers.cookie) {
      cookies.start(res, session);
    }
    next();
  };
}
