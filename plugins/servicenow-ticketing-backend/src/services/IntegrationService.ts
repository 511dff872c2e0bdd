import type {
  Integration,
  PreflightReport,
} from 'backstage-plugin-servicenow-ticketing-common';
import type {
  ConnectedIntegration,
  IntegrationRegistry,
} from './IntegrationRegistry';
import { runPreflight } from './preflight/runPreflight';

/** Shows the connected instances, and whether they can do their job. */
export class IntegrationService {
  readonly #integrations: IntegrationRegistry;
  readonly #now: () => Date;

  constructor(options: {
    integrations: IntegrationRegistry;
    now?: () => Date;
  }) {
    this.#integrations = options.integrations;
    this.#now = options.now ?? (() => new Date());
  }

  async list(): Promise<Integration[]> {
    return this.#integrations.list().map(toIntegration);
  }

  /** @throws NotFoundError when there is none of this id. */
  async get(id: number): Promise<Integration> {
    return toIntegration(this.#integrations.get(id));
  }

  /**
   * Runs the preflight: whether ServiceNow can be reached and lets the account do what we need of it.
   *
   * @throws NotFoundError when there is none of this id.
   */
  async test(id: number): Promise<PreflightReport> {
    const integration = this.#integrations.get(id);
    const { title, instanceUrl } = integration.settings;
    const checks = await runPreflight({
      client: integration.client,
      settings: integration.settings,
      now: this.#now,
    });
    const failed = checks.filter(({ outcome }) => outcome === 'failed');
    const warnings = checks.filter(({ outcome }) => outcome === 'warning');
    return {
      integration_id: id,
      ok: failed.length === 0,
      message:
        failed.length > 0
          ? `${title} cannot be used yet: ${failed[0].answer}`
          : `${title} is connected to ${instanceUrl}${
              warnings.length > 0
                ? `, with ${warnings.length} ${
                    warnings.length === 1 ? 'warning' : 'warnings'
                  }`
                : ''
            }`,
      checked_at: this.#now().toISOString(),
      checks,
    };
  }
}

function toIntegration({ id, settings }: ConnectedIntegration): Integration {
  return {
    id,
    name: settings.name,
    title: settings.title,
    description: settings.description ?? null,
    tags: settings.tags,
    kind: settings.kind,
    instance_url: settings.instanceUrl,
    auth_type: settings.auth.type,
    table: settings.table,
    is_default: settings.isDefault,
    origin: 'config',
    health: { status: 'unknown', message: 'Not checked yet', checked_at: null },
  };
}
