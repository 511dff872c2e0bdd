import type { Request, RequestHandler, Response } from 'express';
import {
  insufficientRightsToQuery,
  noRecordFound,
  Refusal,
} from '../engine/refusals';
import { notAuthenticated } from '../http/authenticate';
import { errorBody, respond } from '../http/respond';
import { afterCommit } from './afterCommit';
import { FaultPlan, PlannedFault } from './FaultPlan';
import { HIBERNATING_PAGE, LOGIN_PAGE, proxyPage } from './pages';
import { rateLimitRefusal } from './rateLimit';
import { FaultKind } from './types';
import { BEARER } from '../oauth/authenticators';
import type { TokenStore } from '../oauth/tokens';
import type { Clock } from '../engine/types';

const CONTROL_PATH = /^\/_simulator\b/;
const DEFAULT_LATENCY_MS = 1000;
const DEFAULT_SKEW_MS = 300_000;
const DEFAULT_RETRY_AFTER_SECONDS = 60;

interface Hit {
  fault: PlannedFault;
  req: Request;
  res: Response;
}

function refuse({ req, res }: Hit, refusal: Refusal): void {
  respond(req, res, { status: refusal.status, body: errorBody(refusal) });
}

function page(res: Response, status: number, text: string): void {
  res.status(status).set('Content-Type', 'text/html;charset=UTF-8').end(text);
}

const notAuthorized = (detail: string) =>
  new Refusal(403, 'User Not Authorized', detail);

/** What each fault that comes before the instance does anything answers. */
const INSTEAD: Partial<Record<FaultKind, (hit: Hit) => void>> = {
  unauthorized: hit => {
    hit.res.set('X-Is-Logged-In', 'false');
    hit.res.set('WWW-Authenticate', 'BASIC realm="Service-now"');
    refuse(hit, notAuthenticated());
  },
  forbidden_acl: hit =>
    refuse(
      hit,
      new Refusal(
        403,
        'Operation Failed',
        `ACL Exception ${
          { POST: 'Insert', DELETE: 'Delete' }[hit.req.method] ?? 'Update'
        } Failed due to security constraints`,
      ),
    ),
  forbidden_api: hit =>
    refuse(hit, notAuthorized('Failed API level ACL Validation')),
  forbidden_scope: hit =>
    refuse(hit, notAuthorized('Access to unscoped api is not allowed')),
  forbidden_query: hit => refuse(hit, insufficientRightsToQuery(null)),
  not_found: hit => refuse(hit, noRecordFound()),
  rate_limited: hit => {
    const seconds = hit.fault.retryAfter ?? DEFAULT_RETRY_AFTER_SECONDS;
    refuse(
      hit,
      rateLimitRefusal(hit.res, {
        limit: 100,
        retryAfterSeconds: seconds,
        now: Date.now(),
      }),
    );
  },
  error_before_commit: hit =>
    refuse(
      hit,
      new Refusal(
        500,
        'Transaction cancelled: maximum execution time exceeded',
        'Transaction cancelled: maximum execution time exceeded Check logs for error trace or enable glide.rest.debug property to verify REST request processing',
      ),
    ),
  bad_gateway: ({ res }) => page(res, 502, proxyPage(502, 'Bad Gateway')),
  unavailable: ({ res, fault }) => {
    if (fault.retryAfter !== undefined) {
      res.set('Retry-After', String(fault.retryAfter));
    }
    page(res, 503, proxyPage(503, 'Service Temporarily Unavailable'));
  },
  reset_before_commit: ({ req }) => req.socket.destroy(),
  // The client's deadline ends it, or the simulator's stop.
  hang_before_commit: () => undefined,
  hibernating: ({ res }) => page(res, 200, HIBERNATING_PAGE),
  login_page: ({ res }) => page(res, 200, LOGIN_PAGE),
};

/** Faults that leave the request to the instance, under other conditions. */
function beforehand({ tokens, clock }: FaultTargets, hit: Hit): void {
  const { fault, req, res } = hit;
  if (fault.kind === 'expired_token') {
    const bearer = BEARER.exec(req.headers.authorization ?? '');
    if (bearer) {
      tokens.revoke(bearer[1].trim());
    }
  } else if (fault.kind === 'clock_skew') {
    const skew = fault.milliseconds ?? DEFAULT_SKEW_MS;
    res.set('Date', new Date(clock.now() + skew).toUTCString());
  }
}

/** What faults do to the instance behind the answers. @internal */
export interface FaultTargets {
  plan: FaultPlan;
  tokens: TokenStore;
  clock: Clock;
}

/** Lets planned faults hit requests; the control API itself is never hit. @internal */
export function faultsMiddleware(targets: FaultTargets): RequestHandler {
  const { plan } = targets;
  return (req, res, next) => {
    if (CONTROL_PATH.test(req.path)) {
      next();
      return;
    }
    const faults = plan.draw(req);
    const proceed = () => {
      for (const fault of faults) {
        const instead = INSTEAD[fault.kind];
        if (instead) {
          instead({ fault, req, res });
          return;
        }
        beforehand(targets, { fault, req, res });
        afterCommit(fault.kind, req, res);
      }
      next();
    };
    const latency = faults
      .filter(fault => fault.kind === 'latency')
      .reduce(
        (sum, fault) => sum + (fault.milliseconds ?? DEFAULT_LATENCY_MS),
        0,
      );
    if (latency > 0) {
      setTimeout(proceed, latency);
    } else {
      proceed();
    }
  };
}
