import type { Request, Response } from 'express';
import type { AccessControl } from '../access/AccessControl';
import type { Instance } from '../engine/Instance';
import type { Session } from '../engine/types';

/** What every route of the instance works with. @internal */
export interface HttpContext {
  instance: Instance;
  access: AccessControl;
}

/** Remembers who makes the request. @internal */
export function setSession(res: Response, session: Session): void {
  res.locals.session = session;
}

/** Who makes the request; only behind authentication. @internal */
export function sessionFor(res: Response): Session {
  const session = res.locals.session as Session | undefined;
  if (!session) {
    throw new Error('This route is mounted without authentication');
  }
  return session;
}

/** `/api/now/table`, `/api/now/v1/table`, `/api/now/v2/table`: the part that tells them apart. @internal */
export function versionSegment(req: Request): string {
  const match = /^\/api\/now(\/v[12])\//.exec(req.originalUrl);
  return match ? match[1] : '';
}
