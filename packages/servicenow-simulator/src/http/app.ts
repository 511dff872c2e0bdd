import express from 'express';
import type { Express, RequestHandler, Router } from 'express';
import { Refusal } from '../engine/refusals';
import {
  authenticate,
  Authenticator,
  basicAuthenticator,
  CookieSessions,
} from './authenticate';
import { HttpContext } from './context';
import { standardHeaders } from './headers';
import { renderRefusals } from './refuse';
import { createTableRouter } from './table/tableRouter';

/** Bodies beyond this are cut off before anything else looks at them; attachments may be large. */
const MAX_BODY = '64mb';

/** The APIs answer under each of these alike. @internal */
export const VERSIONS = ['/api/now', '/api/now/v1', '/api/now/v2'];

/** What is mounted besides the REST APIs that every instance has. @internal */
export interface AppParts {
  cookies: CookieSessions;
  /** Run before anything else: request log, faults, control. */
  first: (RequestHandler | Router)[];
  /** Ways to authenticate besides basic auth. */
  authenticators: Authenticator[];
  /** Mounted behind authentication at the given path. */
  apis: { path: string; router: Router }[];
  /** Pages and endpoints that authenticate in ways of their own. */
  open: (RequestHandler | Router)[];
}

/** `X-HTTP-Method-Override` for clients behind proxies that only let GET and POST pass. */
const methodOverride: RequestHandler = (req, _res, next) => {
  const wanted = req.get('x-http-method-override')?.toUpperCase();
  if (wanted && req.method === 'POST') {
    req.method = wanted;
  }
  next();
};

const noSuchResource: RequestHandler = (_req, _res, next) => {
  next(new Refusal(400, 'Requested URI does not represent any resource', null));
};

/** Builds the HTTP side of an instance. @internal */
export function createApp(context: HttpContext, parts: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  app.use(standardHeaders);
  app.use(express.raw({ type: () => true, limit: MAX_BODY }));
  for (const handler of parts.first) {
    app.use(handler);
  }
  app.use(methodOverride);
  for (const handler of parts.open) {
    app.use(handler);
  }
  app.use(
    '/api',
    authenticate(
      [basicAuthenticator(context), ...parts.authenticators],
      parts.cookies,
    ),
  );
  app.use(
    VERSIONS.map(base => `${base}/table`),
    createTableRouter(context),
  );
  for (const { path, router } of parts.apis) {
    app.use(path, router);
  }
  app.use(noSuchResource);
  app.use(renderRefusals);
  return app;
}
