import { Socket } from 'node:net';
import express from 'express';
import type { Express, RequestHandler, Router } from 'express';
import type { Clock } from '../engine/types';
import { Refusal } from '../engine/refusals';
import { createJsonV2Router, isJsonV2 } from '../jsonv2/jsonV2Router';
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

/** Longer addresses are answered by the web server in front, in HTML. */
const MAX_URL_LENGTH = 10_000;

/** The APIs answer under each of these alike. */
const VERSIONS = ['/api/now', '/api/now/v1', '/api/now/v2'];

/** What is mounted besides the Table API. @internal */
export interface AppParts {
  clock: Clock;
  cookies: CookieSessions;
  rateLimit: RequestHandler;
  /** Run before anything else: request log, faults. */
  first: RequestHandler[];
  control: Router;
  /** Ways to authenticate besides basic auth. */
  authenticators: Authenticator[];
  /** By the name they have under `/api/now`; behind authentication. */
  apis: Record<string, Router>;
  /** Pages and endpoints that authenticate in ways of their own. */
  open: Router[];
}

/** `X-HTTP-Method-Override` for clients behind proxies that only let GET and POST pass. */
const methodOverride: RequestHandler = (req, _res, next) => {
  const wanted = req.get('x-http-method-override')?.toUpperCase();
  if (wanted && req.method === 'POST') {
    req.method = wanted;
  }
  next();
};

const refuseLongAddresses: RequestHandler = (req, res, next) => {
  // Requests of a batch do not pass the web server in front: for clients with long queries that is the way out.
  const isFromOutside = req.socket instanceof Socket;
  if (isFromOutside && req.originalUrl.length > MAX_URL_LENGTH) {
    res
      .status(414)
      .set('Content-Type', 'text/html;charset=UTF-8')
      .end(
        '<html><head><title>414 Request-URI Too Large</title></head><body><h1>414 Request-URI Too Large</h1></body></html>',
      );
    return;
  }
  next();
};

const noSuchResource: RequestHandler = (_req, _res, next) => {
  next(new Refusal(400, 'Requested URI does not represent any resource', null));
};

/** Builds the HTTP side of an instance. @internal */
export function createApp(http: HttpContext, parts: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  // As behind the load balancer of a real instance.
  app.set('trust proxy', true);
  app.use(standardHeaders(parts.clock));
  app.use(refuseLongAddresses);
  app.use(express.raw({ type: () => true, limit: MAX_BODY }));
  for (const handler of parts.first) {
    app.use(handler);
  }
  app.use('/_simulator', parts.control);
  app.use(methodOverride);

  const authenticated = authenticate(
    [...parts.authenticators, basicAuthenticator(http)],
    parts.cookies,
  );
  const jsonV2 = createJsonV2Router(http);
  app.use((req, res, next) => {
    if (!isJsonV2(req)) {
      next();
      return;
    }
    authenticated(req, res, (error: unknown) =>
      error ? next(error) : jsonV2(req, res, next),
    );
  });
  for (const router of parts.open) {
    app.use(router);
  }
  app.use('/api', authenticated, parts.rateLimit);
  const apis = { table: createTableRouter(http), ...parts.apis };
  for (const [name, router] of Object.entries(apis)) {
    app.use(
      VERSIONS.map(base => `${base}/${name}`),
      router,
    );
  }
  app.use(noSuchResource);
  app.use(renderRefusals);
  return app;
}
