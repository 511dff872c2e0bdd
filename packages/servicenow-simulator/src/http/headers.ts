import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';

/** The headers a real instance sends with every answer. @internal */
export const standardHeaders: RequestHandler = (_req, res, next) => {
  res.set({
    Server: 'ServiceNow',
    'X-Transaction-ID': randomBytes(6).toString('hex'),
    'X-Content-Type-Options': 'nosniff',
    Pragma: 'no-store,no-cache',
    'Cache-Control': 'no-cache,no-store,must-revalidate,max-age=-1',
    Expires: '0',
  });
  next();
};
