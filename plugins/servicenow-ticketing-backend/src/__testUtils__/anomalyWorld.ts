import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type {
  AnomalySource,
  ParsedReport,
} from 'backstage-plugin-servicenow-ticketing-node';
import type { Knex } from 'knex';
import { ActivityStore } from '../database/ActivityStore';
import { AnomalyStore } from '../database/AnomalyStore';
import { IngestDocumentStore } from '../database/IngestDocumentStore';
import { IngestStore } from '../database/IngestStore';
import { DatasetAssignmentStore } from '../database/DatasetAssignmentStore';
import { DatasetStore } from '../database/DatasetStore';
import { EntityOwnerStore } from '../database/EntityOwnerStore';
import { OccurrenceStore } from '../database/OccurrenceStore';
import type { IngestSettings } from '../config/readIngestConfig';
import type { DatasetPattern } from '../domain/datasetPattern';
import type { LifecycleRules } from '../domain/lifecycleRules';
import { RecordingAnnouncer } from './RecordingAnnouncer';
import { AnomalyDecisionService } from '../services/AnomalyDecisionService';
import { AnomalyService } from '../services/AnomalyService';
import { CommentService } from '../services/CommentService';
import type { AnomalyChange, Outbox } from '../services/contracts';
import { EntityDirectory } from '../services/EntityDirectory';
import { DatasetService } from '../services/matching/DatasetService';
import { EntityMatcher } from '../services/matching/EntityMatcher';
import { EntityOwners } from '../services/matching/EntityOwners';
import { EntitySuggester } from '../services/matching/EntitySuggester';
import { Rematcher } from '../services/matching/Rematcher';
import { DeliveryProcessor } from '../services/ingest/DeliveryProcessor';
import { IngestUpkeep } from '../services/ingest/IngestUpkeep';
import { KeptIngestService } from '../services/ingest/KeptIngestService';
import { packText } from '../services/ingest/packText';
import { ReportTaker } from '../services/ingest/ReportTaker';
import { IngestService } from '../services/IngestService';
import { ReportWriter } from '../services/ReportWriter';
import { builtInSources } from '../sources';
import { ReadingPool } from '../sources/reading/ReadingPool';

/** Remembers what it was told, whether or not the transaction lasted. */
export class RecordingOutbox implements Outbox {
  readonly changes: AnomalyChange[] = [];
  nudges = 0;

  async enqueueForAnomaly(_tx: Knex.Transaction, change: AnomalyChange) {
    this.changes.push(change);
    return 1;
  }

  async enqueueForAnomalies(_tx: Knex.Transaction, changes: AnomalyChange[]) {
    this.changes.push(...changes);
    return changes.length;
  }

  nudge() {
    this.nudges += 1;
  }
}

const DAY_MS = 86_400_000;
const PIPELINE = { ref: 'external:pipeline', name: 'pipeline' };

/** A source whose documents are parsed reports already, as far as JSON goes. */
const plainSource: AnomalySource = {
  adapter: 'plain',
  parse: document => {
    const report = document as ParsedReport;
    const { observedAt } = report.run;
    return {
      ...report,
      run: { ...report.run, observedAt: new Date(observedAt) },
    };
  },
};

/** Everything that takes in reports and decisions, on a real database, with a catalog of these entities. */
export function createAnomalyWorld(options: {
  knex: Knex;
  entities?: Entity[];
  rules?: LifecycleRules;
  patterns?: Map<string, DatasetPattern>;
  keeping?: Partial<IngestSettings>;
  /** Default: reads everything in this thread. */
  pool?: ReadingPool;
}) {
  const { knex, entities = [], rules } = options;
  const outbox = new RecordingOutbox();
  const announcer = new RecordingAnnouncer();
  const sources = [
    { id: 'plain', title: 'Plain', adapter: plainSource, severity: {} },
    ...builtInSources.map(adapter => ({
      id: adapter.adapter,
      title: `${adapter.adapter} (production)`,
      adapter,
      severity: {},
    })),
  ];
  const clock = { now: new Date('2026-02-01T12:00:00Z') };
  const now = () => clock.now;
  const anomalies = new AnomalyStore({ knex });
  const activities = new ActivityStore({ knex });
  const occurrences = new OccurrenceStore({ knex });
  const logger = mockServices.logger.mock();
  const auth = mockServices.auth();
  // Entities may come and go.
  const catalog = catalogServiceMock.mock();
  const real = () => catalogServiceMock({ entities });
  catalog.getEntities.mockImplementation((...args) =>
    real().getEntities(...args),
  );
  catalog.getEntitiesByRefs.mockImplementation((...args) =>
    real().getEntitiesByRefs(...args),
  );
  catalog.queryEntities.mockImplementation((...args) =>
    real().queryEntities(...args),
  );
  const assignments = new DatasetAssignmentStore({ knex });
  const owners = new EntityOwners({
    auth,
    catalog,
    logger,
    store: new EntityOwnerStore({ knex }),
  });
  const matcher = new EntityMatcher({
    auth,
    catalog,
    logger,
    assignments,
    patterns: options.patterns,
  });
  const datasets = new DatasetStore({ knex });
  const rematcher = new Rematcher({
    datasets,
    matcher,
    owners,
    announcer,
    logger,
  });
  const writer = new ReportWriter({
    anomalies,
    activities,
    occurrences,
    outbox,
  });
  const ingests = new IngestStore({ knex });
  const documents = new IngestDocumentStore({ knex });
  const { pool = new ReadingPool({ smallBytes: Infinity }) } = options;
  const taker = new ReportTaker({ knex, ingests, matcher, writer, rules });
  const settings = {
    keep: true,
    maxAge: 7 * DAY_MS,
    maxTotalBytes: 10_000_000,
    rememberFor: 90 * DAY_MS,
    ...options.keeping,
  };
  const processor = new DeliveryProcessor({
    ingests,
    pool,
    taker,
    owners,
    outbox,
    announcer,
    keepBodies: settings.keep,
    now,
  });
  const ingest = new IngestService({
    sources,
    ingests,
    pool,
    processor,
    logger,
    now,
  });
  const kept = new KeptIngestService({ ingests, documents, ingest });
  const service = new AnomalyService({
    anomalies,
    activities,
    occurrences,
    ticketLinks: { listLinks: async () => new Map() },
    sources,
    now,
  });
  const parts = { knex, anomalies, activities, outbox, announcer, rules, now };
  return {
    knex,
    outbox,
    announcer,
    clock,
    ingest,
    ingests,
    kept,
    catalog,
    upkeep: new IngestUpkeep({
      ingests,
      documents,
      kept,
      processor,
      settings,
      logger,
      now,
    }),
    service,
    decisions: new AnomalyDecisionService(parts),
    comments: new CommentService(parts),
    anomalies,
    occurrences,
    entities,
    rematcher,
    datasets: new DatasetService({
      datasets,
      assignments,
      entities: new EntityDirectory({ auth, catalog, logger }),
      suggester: new EntitySuggester({ catalog }),
      rematcher,
      now,
    }),
    /** Reports a document as a pipeline would. */
    async report(sourceId: string, document: unknown, idempotencyKey?: string) {
      return ingest.ingest(
        {
          sourceId,
          body: await packText(JSON.stringify(document)),
          idempotencyKey,
        },
        PIPELINE,
      );
    },
    /** Reports a batch as a pipeline would. */
    async reportBatch(document: unknown, idempotencyKey?: string) {
      return ingest.ingestBatch(
        { body: await packText(JSON.stringify(document)), idempotencyKey },
        PIPELINE,
      );
    },
    /** Ties a ticket to an anomaly. */
    async addTicket(anomalyId: number) {
      const created_at = clock.now;
      const [integration] = await knex('integrations')
        .insert({ name: `i${anomalyId}`, origin: 'config', created_at })
        .returning('id');
      const [ticket] = await knex('tickets')
        .insert({
          integration_id: integration.id,
          table_name: 'incident',
          title: 'x',
          created_at,
        })
        .returning('id');
      await knex('ticket_links').insert({
        anomaly_id: anomalyId,
        ticket_id: ticket.id,
        origin: 'created',
        created_at,
      });
    },
  };
}

/** A dataset of the catalog with these annotations. */
export function aDataset(
  name: string,
  annotations: Record<string, string>,
  kind = 'Resource',
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default', annotations },
    spec: { type: 'dataset', owner: 'group:default/data' },
  };
}
