import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type {
  CreateIntegrationRequest,
  IntegrationDefinition,
  PreflightReport,
  TestDefinitionRequest,
  UpdateIntegrationRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { toIntegrationDefinition } from '../config/toIntegrationDefinition';
import type {
  IntegrationStore,
  StoredIntegration,
} from '../database/IntegrationStore';
import type { IntegrationRegistry } from './IntegrationRegistry';
import { completeDraft } from './integrations/completeDraft';
import type { HealthKeeper } from './integrations/contracts';
import type { DefinitionTester } from './integrations/DefinitionTester';
import type { IntegrationVault } from './integrations/IntegrationVault';
import { refuseSave } from './integrations/refuseSave';

/** What a connection that nobody has named yet is called while it is tested. */
const UNNAMED = 'new';

/** Connects, changes and disconnects the instances of the portal. Nothing is stored of what is refused. */
export class IntegrationConnectionService {
  readonly #knex: Knex;
  readonly #store: IntegrationStore;
  readonly #vault: IntegrationVault;
  readonly #integrations: IntegrationRegistry;
  readonly #tester: DefinitionTester;
  readonly #health: HealthKeeper;
  readonly #now: () => Date;

  constructor(options: {
    knex: Knex;
    store: IntegrationStore;
    vault: IntegrationVault;
    integrations: IntegrationRegistry;
    tester: DefinitionTester;
    health: HealthKeeper;
    now?: () => Date;
  }) {
    this.#knex = options.knex;
    this.#store = options.store;
    this.#vault = options.vault;
    this.#integrations = options.integrations;
    this.#tester = options.tester;
    this.#health = options.health;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Connects an instance; answers with its id.
   *
   * @throws InputError when the definition is wrong, or its preflight fails and it shall not be saved anyway;
   *   ConflictError when its name is taken.
   */
  async create(request: CreateIntegrationRequest): Promise<number> {
    const { definition } = request;
    this.#requireUnlocked();
    this.#requireFreeName(definition.name);
    this.#requireFreeDefault(definition);
    const report = await this.#approve(definition, request);
    const id = await this.#knex.transaction(tx =>
      this.#store.connect(tx, this.#vault.seal(definition), this.#now()),
    );
    await this.#takeOver(id, report);
    return id;
  }

  /**
   * Changes a connection of the portal.
   *
   * @throws NotFoundError, ConflictError when it is of the config or was changed meanwhile, InputError as in `create`,
   *   and when secrets must be given again.
   */
  async update(id: number, request: UpdateIntegrationRequest): Promise<void> {
    this.#requireUnlocked();
    const stored = await this.#findStored(id);
    if (request.definition.name && request.definition.name !== stored.name) {
      throw new InputError(
        `definition.name: cannot be changed from "${stored.name}", because tickets refer to it. Change definition.title instead.`,
      );
    }
    const opened = this.#vault.open(stored);
    const definition = completeDraft(
      { ...request.definition, name: stored.name },
      'definition' in opened ? opened.definition : undefined,
    );
    this.#requireFreeDefault(definition);
    const report = await this.#approve(definition, request, id);
    await this.#knex.transaction(tx =>
      this.#store.update(
        tx,
        {
          id,
          version: stored.version,
          content: this.#vault.seal(definition),
        },
        this.#now(),
      ),
    );
    await this.#takeOver(id, report);
  }

  /**
   * Forgets a connection of the portal with its credentials. Its tickets stay; changes of them wait for a person.
   *
   * @throws NotFoundError, ConflictError when it is of the config.
   */
  async disconnect(id: number): Promise<void> {
    const { name } = await this.#findStored(id);
    if (!(await this.#store.disconnect(id, this.#now()))) {
      throw new NotFoundError(`The integration ${name} is not connected`);
    }
    await this.#integrations.refresh();
  }

  /**
   * Runs the preflight of what is not saved; nothing is kept.
   *
   * @throws NotFoundError when it changes an integration that is not there, InputError when the definition is wrong.
   */
  async test(request: TestDefinitionRequest): Promise<PreflightReport> {
    const { integration_id: integrationId } = request;
    const stored =
      integrationId === undefined
        ? undefined
        : toIntegrationDefinition(
            this.#integrations.get(integrationId).settings,
          );
    const { hostname } = new URL(request.definition.instance_url);
    const definition = completeDraft(
      {
        ...request.definition,
        name: request.definition.name ?? stored?.name ?? UNNAMED,
        title: request.definition.title ?? request.definition.name ?? hostname,
      },
      stored,
    );
    return this.#tester.test({
      definition,
      integrationId,
      writeCheck: request.write_check,
    });
  }

  /** The report of the preflight, unless it is saved without one. */
  async #approve(
    definition: IntegrationDefinition,
    request: { save_anyway: boolean },
    integrationId?: number,
  ): Promise<PreflightReport | undefined> {
    if (request.save_anyway) {
      this.#tester.check(definition);
      return undefined;
    }
    const report = await this.#tester.test({ definition, integrationId });
    if (!report.ok) {
      throw refuseSave(report);
    }
    return report;
  }

  async #takeOver(
    id: number,
    report: PreflightReport | undefined,
  ): Promise<void> {
    await this.#integrations.refresh();
    if (report) {
      await this.#health.record(id, { ...report, integration_id: id });
    }
  }

  /** One that can be changed here. */
  async #findStored(id: number): Promise<StoredIntegration> {
    const connected = this.#integrations.find(id);
    if (connected?.origin === 'config') {
      throw new ConflictError(
        `${connected.settings.title} is connected in app-config.yaml, and can only be changed there: see servicenowTicketing.integrations.${connected.settings.name}.`,
      );
    }
    const stored = await this.#store.findStored(id);
    if (!stored) {
      throw new NotFoundError(`There is no integration ${id}`);
    }
    return stored;
  }

  #requireUnlocked(): void {
    if (this.#vault.lockedBecause) {
      throw new InputError(this.#vault.lockedBecause);
    }
  }

  #requireFreeName(name: string): void {
    if (this.#integrations.isConfigured(name)) {
      throw new ConflictError(
        `definition.name: "${name}" is taken by an integration of app-config.yaml. Choose another name.`,
      );
    }
    const taken = [
      ...this.#integrations.list().map(({ settings }) => settings.name),
      ...this.#integrations.listUnusable().map(each => each.name),
    ];
    if (taken.includes(name)) {
      throw new ConflictError(
        `definition.name: "${name}" is taken by another integration. Choose another name, or change that integration.`,
      );
    }
  }

  /** Only those of the portal can be told that they are not the default any more. */
  #requireFreeDefault(definition: IntegrationDefinition): void {
    const configured = this.#integrations
      .list()
      .find(
        ({ origin, settings }) => origin === 'config' && settings.isDefault,
      );
    if (definition.default && configured) {
      throw new InputError(
        `definition.default: ${configured.settings.title} is the default, as app-config.yaml says. Remove "default: true" there first.`,
      );
    }
  }
}
