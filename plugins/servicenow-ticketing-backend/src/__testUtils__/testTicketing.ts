import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { Knex } from 'knex';
import type { Severity } from 'backstage-plugin-servicenow-ticketing-common';
import { ActivityStore } from '../database/ActivityStore';
import { AnomalyStore } from '../database/AnomalyStore';
import { DeliveryStore } from '../database/DeliveryStore';
import { IntegrationHealthStore } from '../database/IntegrationHealthStore';
import { IntegrationStore } from '../database/IntegrationStore';
import { OAuthAuthorizationStore } from '../database/OAuthAuthorizationStore';
import { OAuthTokenStore } from '../database/OAuthTokenStore';
import { TicketLinkStore } from '../database/TicketLinkStore';
import { TicketStore } from '../database/TicketStore';
import { DatabaseOutbox } from '../delivery/DatabaseOutbox';
import { DeliveryWorker } from '../delivery/DeliveryWorker';
import type { NewAnomaly } from '../domain/anomaly';
import type { AnomalyChange } from '../domain/anomalyChange';
import type { IntegrationSettings } from '../domain/integrationSettings';
import { severityRank } from '../domain/severityRank';
import { ReferenceDirectory } from '../servicenow/ReferenceDirectory';
import { createInbound } from '../createInbound';
import { DEFAULT_LIFECYCLE_RULES } from '../domain/lifecycleRules';
import { ChoiceService } from '../services/ChoiceService';
import { CommentService } from '../services/CommentService';
import { DeliveryService } from '../services/DeliveryService';
import { EntityDirectory } from '../services/EntityDirectory';
import { IntegrationRegistry } from '../services/IntegrationRegistry';
import { HealthService } from '../services/HealthService';
import { IntegrationConnectionService } from '../services/IntegrationConnectionService';
import { IntegrationService } from '../services/IntegrationService';
import { Authorizations } from '../services/integrations/Authorizations';
import { DefinitionTester } from '../services/integrations/DefinitionTester';
import { InstanceConnector } from '../services/integrations/InstanceConnector';
import { IntegrationVault } from '../services/integrations/IntegrationVault';
import { IntegrationTokens } from '../services/oauth/IntegrationTokens';
import { OAuthService } from '../services/OAuthService';
import { SecretBox } from '../services/SecretBox';
import { MappingPreviewService } from '../services/MappingPreviewService';
import { TicketCreationService } from '../services/TicketCreationService';
import { TicketFacts } from '../services/TicketFacts';
import { TicketFormService } from '../services/TicketFormService';
import { TicketLinkService } from '../services/TicketLinkService';
import { TicketReplacer } from '../services/forwarding/TicketReplacer';
import { TicketQueryService } from '../services/TicketQueryService';
import { aMapping, anIntegration } from './integrations';
import { anAnomaly } from './observations';
import { RecordingAnnouncer } from './RecordingAnnouncer';

export { aMapping, anIntegration };

/** Who does things in tests. */
export const ANN = { ref: 'user:default/ann', name: 'Ann Lee' };

/** What encrypts credentials in tests, with keys that differ by their letters. */
export function aVault(...letters: string[]): IntegrationVault {
  return new IntegrationVault({ box: aSecretBox(...letters) });
}

function aSecretBox(...letters: string[]): SecretBox | undefined {
  const keys = (letters.length > 0 ? letters : ['k']).map(letter =>
    Buffer.alloc(32, letter).toString('base64'),
  );
  return SecretBox.fromConfig(
    new ConfigReader({ servicenowTicketing: { encryption: { keys } } }),
  );
}

/** The ticket half of the backend on a database and an instance, with a clock that stands still until moved. */
export async function createTestTicketing(options: {
  knex: Knex;
  instanceUrl: string;
  settings?: Partial<IntegrationSettings>;
  /** The catalog. */
  entities?: Entity[];
  requestTimeout?: number;
  interactiveTimeout?: number;
  /** As a host has it is on; most tests are about single notes. */
  combineNotes?: boolean;
}) {
  const { knex, requestTimeout = 5_000, interactiveTimeout = 5_000 } = options;
  let time = new Date('2026-01-23T19:51:23Z').getTime();
  const now = () => new Date(time);

  const tokens = new IntegrationTokens({
    store: new OAuthTokenStore({ knex }),
    box: aSecretBox(),
    now,
  });
  const tokensOf = (id: number, settings: IntegrationSettings) =>
    tokens.of(id, settings);
  const connecting = {
    store: new IntegrationStore({ knex }),
    vault: aVault(),
    connector: new InstanceConnector({ requestTimeout, tokensOf, now }),
    now,
  };
  const integrations = await IntegrationRegistry.create({
    ...connecting,
    settings: [anIntegration(options.instanceUrl, options.settings)],
    logger: mockServices.logger.mock(),
  });
  const health = new HealthService({
    integrations,
    store: new IntegrationHealthStore({ knex }),
    logger: mockServices.logger.mock(),
    now,
  });
  const stores = {
    knex,
    anomalies: new AnomalyStore({ knex }),
    activities: new ActivityStore({ knex }),
    tickets: new TicketStore({ knex }),
    links: new TicketLinkStore({ knex }),
    deliveries: new DeliveryStore({ knex }),
  };
  const logger = mockServices.logger.mock();
  const announcer = new RecordingAnnouncer();
  const references = new ReferenceDirectory({ now });
  let replaceClosed: TicketReplacer['replace'] = async () => undefined;
  const createWorker = () =>
    new DeliveryWorker({
      ...stores,
      references,
      targetOf: id => integrations.findTarget(id),
      replaceClosed: closed => replaceClosed(closed),
      settings: {
        interactiveTimeout,
        requestTimeout,
        concurrency: 4,
        pollInterval: 60_000,
        initialBackoff: 2_000,
        maxBackoff: 600_000,
        giveUpAfter: 24 * 3600_000,
        combineNotes: options.combineNotes ?? false,
        transactionTimeout: 60_000,
      },
      productName: 'Backstage',
      logger,
      observer: {
        settled: ({ ticketId }) => announcer.ticketsChanged([ticketId]),
      },
      now,
      random: () => 1,
    });
  const worker = createWorker();
  const outbox = new DatabaseOutbox({
    ...stores,
    productName: 'Backstage',
    settingsOf: id => integrations.find(id)?.settings,
    onNudge: () => worker.nudge(),
  });
  const inbound = createInbound({
    ...stores,
    integrations,
    outbox,
    announcer,
    lifecycle: DEFAULT_LIFECYCLE_RULES,
    logger,
    timing: {
      enabled: true,
      reconcileInterval: 24 * 3600_000,
      reconcileEvery: 600_000,
      push: { minInterval: 2_000 },
    },
    now,
  });
  const portal = {
    productName: 'Backstage',
    anomalyUrl: (id: number) =>
      `http://portal/servicenow-ticketing/anomalies/${id}`,
  };
  const entities = new EntityDirectory({
    auth: mockServices.auth(),
    catalog: catalogServiceMock({ entities: options.entities }),
    logger,
  });
  const facts = new TicketFacts({ ...portal, entities });
  const replacer = new TicketReplacer({
    ...stores,
    integrations,
    outbox,
    announcer,
    entities,
    facts,
    now,
  });
  replaceClosed = closed => replacer.replace(closed);
  const choices = new ChoiceService({ integrations, now });
  const form = new TicketFormService({
    ...stores,
    integrations,
    choices,
    facts,
    now,
  });
  const shared = {
    ...stores,
    ...portal,
    integrations,
    outbox,
    announcer,
    follower: inbound.follower,
    worker,
    references,
    facts,
    choices,
    form,
    interactiveTimeout,
    now,
  };
  return {
    ...shared,
    logger,
    inbound,
    comments: new CommentService(shared),
    createWorker,
    previews: new MappingPreviewService(shared),
    queries: new TicketQueryService(shared),
    creation: new TicketCreationService(shared),
    ticketLinks: new TicketLinkService(shared),
    deliveryService: new DeliveryService(shared),
    integrationService: new IntegrationService({
      ...connecting,
      integrations,
      health,
      polls: inbound.polls,
      oauthRedirectUrl: 'http://portal/oauth/callback',
    }),
    connectionService: new IntegrationConnectionService({
      ...connecting,
      knex,
      integrations,
      health,
      tester: new DefinitionTester(connecting),
      authorizations: new Authorizations({
        desk: new OAuthService({
          store: new OAuthAuthorizationStore({ knex }),
          tokens,
          box: aSecretBox(),
          integrations,
          redirectUrl: 'http://portal/oauth/callback',
          now,
        }),
        tokensOf,
      }),
    }),
    advance(milliseconds: number) {
      time += milliseconds;
    },
    /** Writes an anomaly; answers with its id. */
    async anomaly(change: Partial<NewAnomaly> = {}): Promise<number> {
      const fingerprint = change.fingerprint ?? `f${Math.random()}`;
      const ids = await knex.transaction(tx =>
        stores.anomalies.insertAll(tx, [anAnomaly({ ...change, fingerprint })]),
      );
      return ids.get(fingerprint)!;
    },
    /** What the anomaly half does when a person changes something. */
    async change(
      anomalyId: number,
      change:
        | Pick<
            Extract<AnomalyChange, { kind: 'status' }>,
            'kind' | 'status' | 'resolution' | 'comment'
          >
        | { kind: 'comment'; text: string }
        | { kind: 'severity'; severity: Severity },
    ): Promise<number> {
      return knex.transaction(async tx => {
        if (change.kind === 'status') {
          await tx('anomalies')
            .where({ id: anomalyId })
            .update({
              status: change.status,
              resolution: change.resolution ?? null,
            });
        }
        if (change.kind === 'severity') {
          await tx('anomalies')
            .where({ id: anomalyId })
            .update({ severity: severityRank(change.severity) });
          return outbox.enqueueForAnomaly(tx, {
            ...change,
            anomalyId,
            actor: ANN,
            at: now(),
          });
        }
        const [activityId] = await stores.activities.addAll(tx, [
          { anomalyId, kind: change.kind, actor: ANN, at: now() },
        ]);
        return outbox.enqueueForAnomaly(tx, {
          ...change,
          anomalyId,
          activityId,
          actor: ANN,
          at: now(),
        });
      });
    },
    async stop() {
      await inbound.stop();
      await worker.stop();
      integrations.close();
    },
  };
}
