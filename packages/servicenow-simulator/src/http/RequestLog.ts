import type { RequestHandler } from 'express';
import type { Clock } from '../engine/types';

/** Older requests are forgotten beyond this many. */
const MAX_ENTRIES = 10_000;
const MAX_BODY_LENGTH = 65_536;
const CONTROL_PATH = /^\/_simulator\b/;

/** A request the simulator has seen. Credentials are not kept. @public */
export interface SeenRequest {
  /** ISO 8601, UTC. */
  at: string;
  method: string;
  /** With the query string. */
  path: string;
  /** user_name of who made it, when known. */
  user?: string;
  userAgent?: string;
  /** The body as text, cut to 64 KB; credentials of token requests left out. */
  body: string;
  /** Undefined while the answer is under way, or when the connection was cut. */
  status?: number;
}

/** Keeps the requests seen, for tests and for people who wonder what a client does. @internal */
export class RequestLog {
  readonly #clock: Clock;
  #entries: SeenRequest[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  readonly middleware: RequestHandler = (req, res, next) => {
    if (CONTROL_PATH.test(req.path)) {
      next();
      return;
    }
    const isTokenRequest = req.path.startsWith('/oauth');
    const entry: SeenRequest = {
      at: new Date(this.#clock.now()).toISOString(),
      method: req.method,
      path: isTokenRequest ? req.path : req.originalUrl,
      userAgent: req.get('user-agent'),
      body:
        Buffer.isBuffer(req.body) && !isTokenRequest
          ? req.body.toString('utf8').slice(0, MAX_BODY_LENGTH)
          : '',
    };
    if (this.#entries.length >= MAX_ENTRIES) {
      this.#entries.splice(0, MAX_ENTRIES / 10);
    }
    this.#entries.push(entry);
    res.on('finish', () => {
      entry.status = res.statusCode;
      entry.user = (
        res.locals.session as { userName: string } | undefined
      )?.userName;
    });
    next();
  };

  entries(): SeenRequest[] {
    return this.#entries.map(entry => ({ ...entry }));
  }

  clear(): void {
    this.#entries = [];
  }
}
