import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import {
  integrationDraft,
  type IntegrationDraftInput,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { randomBytes } from 'node:crypto';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { OAuthAuthorizationStore } from '../database/OAuthAuthorizationStore';
import { OAuthTokenStore } from '../database/OAuthTokenStore';
import type { IntegrationSettings } from '../domain/integrationSettings';
import { createManualClock } from '../servicenow/__testUtils__/manualClock';
import type { ConnectedIntegration } from '../services/IntegrationRegistry';
import { IntegrationTokens } from '../services/oauth/IntegrationTokens';
import { OAuthCallback } from '../services/OAuthCallback';
import { OAuthService } from '../services/OAuthService';
import { SecretBox } from '../services/SecretBox';
import { createFaultyProxy, type FaultyProxy } from './faultyProxy';
import { anIntegration } from './testTicketing';

/** One that the applications of the simulator name. */
export const REDIRECT =
  'http://localhost:7007/api/servicenow-ticketing/oauth/callback';
export const ANN = 'user:default/ann';
export const BOB = 'user:default/bob';
/** The one integration there is. */
export const INTEGRATION_ID = 7;
export const CONFIDENTIAL = {
  type: 'oauth-authorization-code' as const,
  client_id: 'simulator-client',
  client_secret: 'simulator-secret',
};
export const PUBLIC = {
  type: 'oauth-authorization-code' as const,
  client_id: 'simulator-public-client',
};

/** The authorization-code flow on a database and a simulated instance; call it once, at the top of a describe. */
export function useOAuthWorld(createDatabase: () => Promise<Knex>) {
  const clock = createManualClock();
  const box = SecretBox.fromConfig(
    new ConfigReader({
      servicenowTicketing: {
        encryption: { keys: [randomBytes(32).toString('base64')] },
      },
    }),
  );
  let simulator: Simulator;
  const world = {
    clock,
    /** There once a test runs, as is the instance behind the proxy. */
    knex: undefined as unknown as Knex,
    proxy: undefined as unknown as FaultyProxy,

    settings(change: Partial<IntegrationSettings> = {}): IntegrationSettings {
      return anIntegration(world.proxy.url, { auth: CONFIDENTIAL, ...change });
    },

    draft(change: Partial<IntegrationDraftInput> = {}) {
      return integrationDraft.parse({
        instance_url: world.proxy.url,
        auth: CONFIDENTIAL,
        ...change,
      });
    },

    /** The services as they are when the integration is connected by these settings. */
    setUp(
      options: {
        connected?: IntegrationSettings;
        withoutKeys?: boolean;
      } = {},
    ) {
      let connected = options.connected ?? world.settings();
      const integration = () =>
        ({ id: INTEGRATION_ID, settings: connected } as ConnectedIntegration);
      const secrets = options.withoutKeys ? undefined : box;
      const { knex } = world;
      const tokens = new IntegrationTokens({
        store: new OAuthTokenStore({ knex }),
        box: secrets,
        now: clock.now,
      });
      const shared = {
        store: new OAuthAuthorizationStore({ knex }),
        tokens,
        box: secrets,
        integrations: {
          get: integration,
          find: integration,
          refresh: async () => undefined,
        },
        redirectUrl: REDIRECT,
        now: clock.now,
        logger: mockServices.logger.mock(),
        allowedHosts: [],
      };
      return {
        tokens,
        service: new OAuthService(shared),
        callback: new OAuthCallback(shared),
        change: (to: IntegrationSettings) => {
          connected = to;
        },
      };
    },

    /** What a person does in the window: signs in, and allows or denies; answers with what the browser brings back. */
    async signIn(authorizeUrl: string, decision = 'allow') {
      const answer = await fetch(`${simulator.url}/oauth_auth.do`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          ...Object.fromEntries(new URL(authorizeUrl).searchParams),
          user_name: 'itil',
          user_password: 'itil',
          decision,
        }).toString(),
        redirect: 'manual',
      });
      const location = answer.headers.get('location') ?? '';
      expect(location.startsWith(`${REDIRECT}?`)).toBe(true);
      return Object.fromEntries(new URL(location).searchParams);
    },

    /** Whose access token it is. */
    async userOf(accessToken: string): Promise<string> {
      const answer = await fetch(
        `${simulator.url}/api/now/table/sys_user?sysparm_query=sys_id=javascript:gs.getUserID()&sysparm_fields=user_name`,
        { headers: { Authorization: `Bearer ${accessToken}` } },
      );
      return (await answer.json()).result[0].user_name;
    },

    /** Flows that are not forgotten. */
    stored: async () => world.knex('oauth_authorizations'),
  };

  beforeAll(async () => {
    simulator = await createSimulator({
      clock: { now: () => clock.now().getTime() },
    });
    world.proxy = await createFaultyProxy(simulator.url);
    world.knex = await createDatabase();
  });
  beforeEach(async () => {
    simulator.reset();
    world.proxy.heal();
    await world.knex('oauth_authorizations').delete();
    await world.knex('integrations').delete();
    await world.knex('integrations').insert({
      id: INTEGRATION_ID,
      name: 'production',
      origin: 'config',
      created_at: clock.now(),
    });
  });
  afterAll(async () => {
    await world.proxy.stop();
    await simulator.stop();
  });
  return world;
}
