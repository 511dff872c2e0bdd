import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Clock } from '../engine/types';

/** The headers a real instance sends with every answer; the date is that of the instance's own clock. @internal */
export function standardHeaders(clock: Clock): RequestHandler {
  return (_req, res, next) => {
    res.set({
      Server: 'ServiceNow',
      Date: new Date(clock.now()).toUTCString(),
      'X-Transaction-ID': randomBytes(6).toString('hex'),
      'X-Content-Type-Options': 'nosniff',
      Pragma: 'no-store,no-cache',
      'Cache-Control': 'no-cache,no-store,must-revalidate,max-age=-1',
      Expires: '0',
    });
    next();
  };
}
