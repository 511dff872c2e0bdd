import type {
  Integration,
  IntegrationDetails,
  IntegrationHealth,
  IntegrationOptions,
  PreflightReport,
  TestIntegrationRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import { toIntegrationDefinition } from '../config/toIntegrationDefinition';
import type { InboundPollStore } from '../database/InboundPollStore';
import type {
  ConnectedIntegration,
  IntegrationRegistry,
} from './IntegrationRegistry';
import type { HealthKeeper } from './integrations/contracts';
import {
  toIntegration,
  toIntegrationDetails,
  toUnusableIntegration,
} from './integrations/integrationViews';
import { toYaml } from './integrations/integrationYaml';
import type { IntegrationVault } from './integrations/IntegrationVault';
import { withPoll } from './integrations/withPoll';

const UNKNOWN_HEALTH: IntegrationHealth = {
  status: 'unknown',
  message: 'Not checked yet',
  checked_at: null,
};

/** Shows the connected instances, and whether they can do their job. */
export class IntegrationService {
  readonly #integrations: IntegrationRegistry;
  readonly #vault: IntegrationVault;
  readonly #health: HealthKeeper;
  readonly #polls: Pick<InboundPollStore, 'list'>;
  readonly #oauthRedirectUrl: string;

  constructor(options: {
    integrations: IntegrationRegistry;
    vault: IntegrationVault;
    health: HealthKeeper;
    /** How asking the instances for changes goes. */
    polls: Pick<InboundPollStore, 'list'>;
    oauthRedirectUrl: string;
  }) {
    this.#integrations = options.integrations;
    this.#vault = options.vault;
    this.#health = options.health;
    this.#polls = options.polls;
    this.#oauthRedirectUrl = options.oauthRedirectUrl;
  }

  async list(): Promise<Integration[]> {
    const connected = await this.#toViews(this.#integrations.list());
    return [
      ...connected,
      ...this.#integrations.listUnusable().map(toUnusableIntegration),
    ];
  }

  /** @throws NotFoundError when there is none of this id. */
  async get(id: number): Promise<IntegrationDetails> {
    const unusable = this.#integrations
      .listUnusable()
      .find(each => each.id === id);
    if (unusable) {
      return {
        ...toUnusableIntegration(unusable),
        definition: unusable.definition as Record<string, unknown>,
        // Nobody can tell, and none of them is of any use.
        secrets_set: [],
      };
    }
    const connected = this.#integrations.get(id);
    const [view] = await this.#toViews([connected]);
    return toIntegrationDetails(connected, view);
  }

  /** Whether instances can be connected in the portal, and what OAuth registries must name. */
  async getOptions(): Promise<IntegrationOptions> {
    const { lockedBecause } = this.#vault;
    return {
      can_connect: lockedBecause === undefined,
      cannot_connect_because: lockedBecause ?? null,
      oauth_redirect_url: this.#oauthRedirectUrl,
    };
  }

  /**
   * The section of app-config.yaml that connects the same instance.
   *
   * @throws NotFoundError when there is none of this id, InputError when it cannot be used.
   */
  async getYaml(id: number): Promise<string> {
    const { settings } = this.#integrations.get(id);
    return toYaml(toIntegrationDefinition(settings));
  }

  /**
   * Runs the preflight: whether ServiceNow can be reached and lets the account do what we need of it.
   *
   * @throws NotFoundError when there is none of this id, InputError when it cannot be used.
   */
  async test(
    id: number,
    request: TestIntegrationRequest,
  ): Promise<PreflightReport> {
    return this.#health.check(this.#integrations.get(id).id, {
      writeCheck: request.write_check,
    });
  }

  async #toViews(connected: ConnectedIntegration[]): Promise<Integration[]> {
    const health = await this.#health.listCurrent(
      connected.map(({ id }) => id),
    );
    const polls = await this.#polls.list();
    const preferred = this.#integrations.findDefault();
    return connected.map(each =>
      withPoll(
        toIntegration(each, {
          health: health.get(each.id) ?? UNKNOWN_HEALTH,
          isDefault: each === preferred,
        }),
        polls.get(each.id),
      ),
    );
  }
}
