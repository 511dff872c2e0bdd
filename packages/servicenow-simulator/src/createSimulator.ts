import type { Express } from 'express';
import type { AccessSettings } from './access/types';
import { createAttachmentRouter } from './attachment/attachmentRouter';
import { createBatchRouter } from './batch/batchRouter';
import { certificateAuthenticator } from './certificates/certificateAuthenticator';
import { createCmdbInstanceRouter } from './cmdb/instanceRouter';
import { createControlRouter } from './control/controlRouter';
import { createParts, ServedParts } from './createParts';
import type { Clock, RecordChange, Row } from './engine/types';
import type { PlannedFault } from './faults/FaultPlan';
import { faultsMiddleware } from './faults/middleware';
import type { RateLimit } from './faults/rateLimit';
import type { Fault } from './faults/types';
import { createApp } from './http/app';
import { listen, TlsOptions } from './http/listen';
import { createPagesRouter } from './http/pages/pagesRouter';
import type { SeenRequest } from './http/RequestLog';
import { createImportSetRouter } from './importset/importSetRouter';
import { createAuthorizeRouter } from './oauth/authorizeRouter';
import {
  apiKeyAuthenticator,
  bearerAuthenticator,
} from './oauth/authenticators';
import { createTokenRouter } from './oauth/tokenRouter';
import { createStatsRouter } from './stats/statsRouter';
import type { Webhook, WebhookDelivery } from './webhooks/WebhookSender';

/** How to start a simulator. @public */
export interface SimulatorOptions {
  /** 0, the default, takes a free port. */
  port?: number;
  /** 127.0.0.1 unless told. */
  host?: string;
  /** Where the instance reads the time from; `Date` unless told. */
  clock?: Clock;
  /** Further records by table, inserted after the demo data, with business rules. */
  seedData?: Record<string, Record<string, string>[]>;
  /** What goes wrong from the start. */
  faults?: Fault[];
  /** Decides about faults with a probability. */
  faultSeed?: number;
  /** Serve HTTPS with this certificate. */
  tls?: TlsOptions;
}

/** A running instance. @public */
export interface Simulator {
  readonly url: string;
  readonly port: number;
  /** Stops listening and cuts open connections. */
  stop(): Promise<void>;
  /** Back to the data, rules, accounts and faults of the start. */
  reset(): void;
  /** Records of a table as stored, in the order of insertion; an encoded query narrows and orders them. */
  records(table: string, query?: string): Row[];
  /** Inserts as the system would: rules run, no access control. Throws when a rule refuses. */
  insert(table: string, values: Record<string, string>): Row;
  /** Changes a record as the system would. Throws when there is none or a rule refuses. */
  update(table: string, sysId: string, values: Record<string, string>): Row;
  /** Deletes a record as the system would. */
  remove(table: string, sysId: string): void;
  /** Calls the listener after each change of a record; returns how to stop that. */
  onChange(listener: (change: RecordChange) => void): () => void;
  /** Requests seen since the start or the last reset, oldest first. */
  requests(): SeenRequest[];
  /** Lets something go wrong from now on. */
  addFault(fault: Fault): PlannedFault;
  /** Takes back one fault, or all. */
  removeFaults(id?: string): void;
  /** Asks for other roles than a fresh instance does, e.g. `restrict('sys_choice', 'read', [])` for admin only. */
  readonly access: AccessSettings;
  /** So many requests an hour for each user; undefined lifts the limit. */
  setRateLimit(rule: RateLimit | undefined): void;
  /** Makes OAuth tokens invalid as if their time were over. */
  expireTokens(which?: 'access' | 'refresh' | 'all'): void;
  /** Sets the instance's clock wrong by so many milliseconds. */
  setClockOffset(milliseconds: number): void;
  /** Calls out when records change; returns the webhook's id. */
  addWebhook(webhook: Webhook): string;
  /** What became of calls to webhooks. Waits for those under way. */
  webhookDeliveries(): Promise<WebhookDelivery[]>;
}

function serve(parts: ServedParts): Express {
  const { instance, access, files, tokens } = parts;
  const http = { instance, access };
  const app: Express = createApp(http, {
    clock: parts.clock,
    cookies: parts.cookies,
    rateLimit: parts.rateLimiter.middleware,
    first: [
      parts.log.middleware,
      faultsMiddleware({ ...parts, plan: parts.faults }),
      parts.tinyUrls.expand,
    ],
    control: createControlRouter(parts),
    authenticators: [
      certificateAuthenticator(instance),
      bearerAuthenticator(instance, tokens),
      apiKeyAuthenticator(instance),
    ],
    apis: {
      stats: createStatsRouter(http),
      attachment: createAttachmentRouter({ ...http, files }),
      import: createImportSetRouter(http),
      batch: createBatchRouter(() => app),
      'cmdb/instance': createCmdbInstanceRouter(http),
      tinyurl: parts.tinyUrls.router,
    },
    open: [
      createTokenRouter(instance, tokens),
      createAuthorizeRouter(instance, tokens),
      createPagesRouter(http),
    ],
  });
  return app;
}

/**
 * Starts a ServiceNow instance in this process.
 *
 * @example
 * ```ts
 * const simulator = await createSimulator();
 * await fetch(`${simulator.url}/api/now/table/incident`, { headers: { authorization } });
 * await simulator.stop();
 * ```
 * @public
 */
export async function createSimulator(
  options: SimulatorOptions = {},
): Promise<Simulator> {
  const parts = createParts({
    clock: options.clock ?? Date,
    seedData: options.seedData ?? {},
    faults: options.faults ?? [],
    faultSeed: options.faultSeed ?? 1,
  });
  const listener = await listen(serve(parts), {
    port: options.port ?? 0,
    host: options.host ?? '127.0.0.1',
    tls: options.tls,
  });
  return {
    url: listener.url,
    port: listener.port,
    access: parts.access,
    stop: () => listener.close(),
    reset: () => parts.reset(),
    records: (table, query) => parts.records(table, query),
    insert: (table, values) => parts.insert(table, values),
    update: (table, sysId, values) => parts.update(table, sysId, values),
    remove: (table, sysId) => parts.remove(table, sysId),
    onChange(onChange) {
      parts.instance.listeners.add(onChange);
      return () => parts.instance.listeners.delete(onChange);
    },
    requests: () => parts.requests(),
    addFault: fault => parts.faults.add(fault),
    removeFaults: id => {
      parts.faults.remove(id);
    },
    setRateLimit: rule => parts.rateLimiter.setLimit(rule),
    expireTokens: (which = 'access') => parts.tokens.expire(which),
    setClockOffset: milliseconds => parts.clock.setOffset(milliseconds),
    addWebhook: webhook => parts.webhooks.add(webhook),
    async webhookDeliveries() {
      await parts.webhooks.settled();
      return parts.webhooks.deliveries();
    },
  };
}
