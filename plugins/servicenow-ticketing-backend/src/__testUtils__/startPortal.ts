import {
  createServiceFactory,
  coreServices,
  type AuditorServiceCreateEventOptions,
  type BackstageCredentials,
  type PermissionsService,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import type { JsonObject } from '@backstage/types';
import createKnex, { type Knex } from 'knex';
import request from 'supertest';
import { servicenowTicketingPlugin } from '../plugin';

/** Where the plugin's routes are. */
export const BASE = '/api/servicenow-ticketing';

/** What an auditor was told. */
export interface AuditedEvent extends JsonObject {
  eventId: string;
  status: string;
}

/** The running plugin in a backend of its own, on a database without tables. */
export async function startPortal(options: {
  knex: Knex;
  /** Of `servicenowTicketing`. */
  config: JsonObject;
  entities?: Entity[];
  allow?: boolean;
  /** What else the host has installed. */
  features?: BackendFeature[];
  /** Decides about people, instead of `allow`. */
  policy?: PermissionPolicy;
}) {
  const { knex, config, entities, allow = true, policy } = options;
  const { features = [] } = options;
  const otherTables = createKnex({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
  const logged: string[] = [];
  const audited: AuditedEvent[] = [];
  const backend = await startTestBackend({
    features: [
      servicenowTicketingPlugin,
      ...features,
      createServiceFactory({
        service: coreServices.database,
        deps: { plugin: coreServices.pluginMetadata },
        factory: ({ plugin }) =>
          mockServices.database({
            // Other plugins have tables of their own, which do not matter here.
            knex:
              plugin.getId() === 'servicenow-ticketing' ? knex : otherTables,
          }),
      }),
      policy
        ? permissionsUnder(policy)
        : mockServices.permissions.factory({
            result: allow ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
          }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://portal.example' },
          backend: { baseUrl: 'http://localhost:7007' },
          // One process: there is nobody else to tell.
          events: { useEventBus: 'never' },
          servicenowTicketing: config,
        },
      }),
      catalogServiceMock.factory({ entities: entities ?? [] }),
      createServiceFactory({
        service: coreServices.rootLogger,
        deps: {},
        factory: () => noteLogs(logged),
      }),
      createServiceFactory({
        service: coreServices.auditor,
        deps: {},
        factory: () => noteEvents(audited),
      }),
    ],
  });
  return {
    portal: request(backend.server),
    /** Where others reach it. */
    url: `http://127.0.0.1:${backend.server.port()}`,
    knex,
    /** Every line of the log, with what was logged beside the message. */
    logged,
    audited,
    stop: async () => {
      await backend.stop();
      await otherTables.destroy();
    },
  };
}

/** Asks a policy about people, as a host does; programs may do everything. */
function permissionsUnder(policy: PermissionPolicy) {
  const decide: PermissionsService['authorizeConditional'] = async (
    requests,
    options,
  ) => {
    const { credentials } = options as { credentials: BackstageCredentials };
    const { principal } = credentials as BackstageCredentials<{
      type: string;
      userEntityRef?: string;
    }>;
    if (principal.type !== 'user') {
      return requests.map(() => ({ result: AuthorizeResult.ALLOW }));
    }
    const info = await mockServices.userInfo().getUserInfo(credentials);
    return Promise.all(
      requests.map(({ permission }) =>
        policy.handle({ permission }, { credentials, info }),
      ),
    );
  };
  return mockServices.permissions.mock({
    authorize: decide as unknown as PermissionsService['authorize'],
    authorizeConditional: decide,
  }).factory;
}

function noteLogs(lines: string[]): ReturnType<typeof mockServices.rootLogger> {
  const note =
    (level: string) =>
    (message: string, meta?: Error | JsonObject): void => {
      const more =
        meta instanceof Error
          ? `${meta.stack} ${JSON.stringify(meta)}`
          : JSON.stringify(meta);
      lines.push(`${level} ${message} ${more ?? ''}`);
    };
  const logger = {
    error: note('error'),
    warn: note('warn'),
    info: note('info'),
    debug: note('debug'),
    child: () => logger,
  };
  return logger;
}

function noteEvents(events: AuditedEvent[]) {
  return {
    createEvent: async (event: AuditorServiceCreateEventOptions) => {
      const { eventId, meta } = event;
      const note = (status: string, more: JsonObject = {}) => {
        events.push({ eventId, ...(meta ? { meta } : {}), status, ...more });
      };
      note('initiated');
      return {
        success: async () => note('succeeded'),
        fail: async ({ error }: { error: Error }) =>
          note('failed', {
            error: `${error.stack} ${JSON.stringify(error)}`,
          }),
      };
    },
  };
}
