import type {
  AuthService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import express from 'express';
import type { Knex } from 'knex';
import { request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createIngest } from '../../plugins/servicenow-ticketing-backend/src/createIngest';
import { ActivityStore } from '../../plugins/servicenow-ticketing-backend/src/database/ActivityStore';
import { AnomalyStore } from '../../plugins/servicenow-ticketing-backend/src/database/AnomalyStore';
import { DatasetAssignmentStore } from '../../plugins/servicenow-ticketing-backend/src/database/DatasetAssignmentStore';
import { EntityOwnerStore } from '../../plugins/servicenow-ticketing-backend/src/database/EntityOwnerStore';
import { OccurrenceStore } from '../../plugins/servicenow-ticketing-backend/src/database/OccurrenceStore';
import { DEFAULT_LIFECYCLE_RULES } from '../../plugins/servicenow-ticketing-backend/src/domain/lifecycleRules';
import type { PermissionGuard } from '../../plugins/servicenow-ticketing-backend/src/permissions/PermissionGuard';
import { createIngestRouter } from '../../plugins/servicenow-ticketing-backend/src/router/ingestRouter';
import type { ActorDirectory } from '../../plugins/servicenow-ticketing-backend/src/services/ActorDirectory';
import { AuthorizedIngestService } from '../../plugins/servicenow-ticketing-backend/src/services/AuthorizedIngestService';
import { EntityMatcher } from '../../plugins/servicenow-ticketing-backend/src/services/matching/EntityMatcher';
import { EntityOwners } from '../../plugins/servicenow-ticketing-backend/src/services/matching/EntityOwners';
import { ReportWriter } from '../../plugins/servicenow-ticketing-backend/src/services/ReportWriter';
import { canonicalSource } from '../../plugins/servicenow-ticketing-backend/src/sources/canonical/canonicalSource';
import { dbtSource } from '../../plugins/servicenow-ticketing-backend/src/sources/dbt/dbtSource';
import { logger } from '../support/logger';

/** Datasets of the catalog; every observation is about one of them. */
export const DATASETS = 500;

/** The backend's own way from an HTTP request to PostgreSQL, without a host around it. */
export class IngestBench {
  readonly #server: Server;
  readonly #stop: () => Promise<void>;

  private constructor(server: Server, stop: () => Promise<void>) {
    this.#server = server;
    this.#stop = stop;
  }

  static async create(knex: Knex): Promise<IngestBench> {
    const auth = {
      getOwnServiceCredentials: async () => ({}),
    } as unknown as AuthService;
    const catalog = createCatalog();
    const common = { knex, auth, catalog, logger };
    const anomalies = new AnomalyStore({ knex });
    const outbox = {
      enqueueForAnomaly: async () => 0,
      enqueueForAnomalies: async () => 0,
      nudge: () => {},
    };
    const title = 'Warehouse';
    const reports = createIngest({
      ...common,
      config: new ConfigReader({}),
      scheduler: { scheduleTask: async () => {} } as never,
      sources: [
        { id: 'warehouse', title, adapter: canonicalSource, severity: {} },
        { id: 'dbt', title, adapter: dbtSource, severity: {} },
      ],
      rules: DEFAULT_LIFECYCLE_RULES,
      matcher: new EntityMatcher({
        ...common,
        assignments: new DatasetAssignmentStore({ knex }),
      }),
      owners: new EntityOwners({
        ...common,
        store: new EntityOwnerStore({ knex }),
      }),
      writer: new ReportWriter({
        anomalies,
        activities: new ActivityStore({ knex }),
        occurrences: new OccurrenceStore({ knex }),
        outbox,
      }),
      outbox,
      announcer: {
        anomaliesChanged: () => {},
        deliveriesChanged: () => {},
        ticketsChanged: () => {},
      },
    });
    const app = express().use(
      createIngestRouter({
        httpAuth: {
          credentials: async () => ({}),
        } as unknown as HttpAuthService,
        ingest: new AuthorizedIngestService({
          ...reports,
          guard: { require: async () => {} } as unknown as PermissionGuard,
          actors: {
            actorOf: async () => ({ ref: 'external:bench', name: 'bench' }),
          } as unknown as ActorDirectory,
        }),
      }),
    );
    const server = app.listen(0, '127.0.0.1');
    await new Promise(resolve => server.once('listening', resolve));
    return new IngestBench(server, () => reports.stop());
  }

  /** Posts a document as a pipeline would. */
  async post(
    path: string,
    body: Buffer,
    options: { isPacked?: boolean } = {},
  ): Promise<{ created: number; updated: number }> {
    const { port } = this.#server.address() as AddressInfo;
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          port,
          path,
          host: '127.0.0.1',
          method: 'POST',
          headers: {
            'Content-Type': 'application/json',
            'Content-Length': body.length,
            ...(options.isPacked && { 'Content-Encoding': 'gzip' }),
          },
        },
        response => {
          let text = '';
          response.on('data', chunk => {
            text += chunk;
          });
          response.on('end', () =>
            response.statusCode === 202
              ? resolve(JSON.parse(text))
              : reject(new Error(`${response.statusCode} ${text}`)),
          );
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }

  async stop(): Promise<void> {
    this.#server.close();
    await this.#stop();
  }
}

/** Entities that stand for the datasets, as a catalog would answer. */
function createCatalog(): CatalogService {
  const entities = Array.from({ length: DATASETS }, (_, index) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      namespace: 'default',
      name: `table-${index}`,
      annotations: { 'servicenow-ticketing/dataset': `sales.public.t${index}` },
    },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/data' }],
  }));
  return {
    getEntities: async () => ({ items: entities }),
    getEntitiesByRefs: async ({ entityRefs }: { entityRefs: string[] }) => ({
      items: entityRefs.map(() => entities[0]),
    }),
  } as unknown as CatalogService;
}
