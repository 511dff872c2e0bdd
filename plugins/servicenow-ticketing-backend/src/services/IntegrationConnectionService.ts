import { InputError, NotFoundError } from '@backstage/errors';
import type {
  CreateIntegrationRequest,
  IntegrationDefinition,
  PreflightReport,
  TestDefinitionRequest,
  UpdateIntegrationRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { isDeepStrictEqual } from 'node:util';
import { toIntegrationDefinition } from '../config/toIntegrationDefinition';
import { toIntegrationSettings } from '../config/toIntegrationSettings';
import type {
  IntegrationStore,
  StoredIntegration,
} from '../database/IntegrationStore';
import type { IntegrationRegistry } from './IntegrationRegistry';
import type {
  AuthorizationRequest,
  Authorizations,
} from './integrations/Authorizations';
import { completeDraft } from './integrations/completeDraft';
import { ConnectionRules } from './integrations/ConnectionRules';
import type { HealthKeeper } from './integrations/contracts';
import type { DefinitionTester } from './integrations/DefinitionTester';
import type { IntegrationVault } from './integrations/IntegrationVault';
import { refuseSave } from './integrations/refuseSave';
import { ownerOf } from './oauth/sealedTokens';

/** What a connection that nobody has named yet is called while it is tested. */
const UNNAMED = 'new';

/** Connects, changes and disconnects the instances of the portal. Nothing is stored of what is refused. */
export class IntegrationConnectionService {
  readonly #knex: Knex;
  readonly #store: IntegrationStore;
  readonly #vault: IntegrationVault;
  readonly #integrations: IntegrationRegistry;
  readonly #rules: ConnectionRules;
  readonly #tester: DefinitionTester;
  readonly #authorizations: Authorizations;
  readonly #health: HealthKeeper;
  readonly #now: () => Date;

  constructor(options: {
    knex: Knex;
    store: IntegrationStore;
    vault: IntegrationVault;
    integrations: IntegrationRegistry;
    tester: DefinitionTester;
    authorizations: Authorizations;
    health: HealthKeeper;
    now?: () => Date;
  }) {
    this.#knex = options.knex;
    this.#store = options.store;
    this.#vault = options.vault;
    this.#integrations = options.integrations;
    this.#rules = new ConnectionRules(options);
    this.#tester = options.tester;
    this.#authorizations = options.authorizations;
    this.#health = options.health;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Connects an instance; answers with its id.
   *
   * @throws InputError when the definition is wrong, or its preflight fails and it shall not be saved anyway;
   *   ConflictError when its name is taken.
   */
  async create(
    request: CreateIntegrationRequest,
    userRef: string,
  ): Promise<number> {
    const { definition, authorization_id: authorizationId } = request;
    this.#rules.requireUnlocked();
    this.#rules.requireFreeName(definition.name);
    this.#rules.requireFreeDefault(definition);
    const wanted = { definition, userRef, authorizationId };
    const report = await this.#approve(wanted, request);
    const id = await this.#knex.transaction(async tx => {
      const content = this.#vault.seal(definition);
      const connected = await this.#store.connect(tx, content, this.#now());
      await this.#authorizations.complete(tx, connected, wanted);
      return connected;
    });
    await this.#takeOver(id, report);
    return id;
  }

  /**
   * Changes a connection of the portal.
   *
   * @throws NotFoundError, ConflictError when it is of the config or was changed meanwhile, InputError as in `create`,
   *   and when secrets must be given again.
   */
  async update(
    id: number,
    request: UpdateIntegrationRequest,
    userRef: string,
  ): Promise<void> {
    this.#rules.requireUnlocked();
    const stored = await this.#findStored(id);
    if (request.definition.name && request.definition.name !== stored.name) {
      throw new InputError(
        `definition.name: cannot be changed from "${stored.name}", because tickets refer to it. Change definition.title instead.`,
      );
    }
    const opened = this.#vault.open(stored);
    const before = 'definition' in opened ? opened.definition : undefined;
    const definition = completeDraft(
      { ...request.definition, name: stored.name },
      before,
    );
    this.#rules.requireFreeDefault(definition);
    const wanted = {
      definition,
      userRef,
      authorizationId: request.authorization_id,
      stored: before && { id, definition: before },
    };
    this.#authorizations.check(wanted);
    const report = await this.#approve(wanted, request);
    await this.#knex.transaction(async tx => {
      await this.#store.update(
        tx,
        {
          id,
          version: stored.version,
          content: this.#vault.seal(definition),
          forgetsTokens: !haveSameTokens(before, definition),
        },
        this.#now(),
      );
      await this.#authorizations.complete(tx, id, wanted);
    });
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
  async test(
    request: TestDefinitionRequest,
    userRef: string,
  ): Promise<PreflightReport> {
    const { definition: draft, integration_id: id } = request;
    const before = id === undefined ? undefined : this.#definitionOf(id);
    const definition = completeDraft(
      {
        ...draft,
        name: draft.name ?? before?.name ?? UNNAMED,
        title:
          draft.title ?? draft.name ?? new URL(draft.instance_url).hostname,
      },
      before,
    );
    const wanted = {
      definition,
      userRef,
      authorizationId: request.authorization_id,
      stored:
        id === undefined || !before ? undefined : { id, definition: before },
    };
    return this.#tester.test({
      definition,
      integrationId: id,
      writeCheck: request.write_check,
      tokens: await this.#authorizations.tokensFor(wanted),
    });
  }

  /** The report of the preflight, unless it is saved without one. */
  async #approve(
    wanted: AuthorizationRequest,
    request: { save_anyway: boolean },
  ): Promise<PreflightReport | undefined> {
    const { definition, stored } = wanted;
    this.#tester.check(definition);
    if (request.save_anyway) {
      return undefined;
    }
    const report = await this.#tester.test({
      definition,
      integrationId: stored?.id,
      tokens: await this.#authorizations.tokensFor(wanted),
    });
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
    this.#rules.requireOfPortal(id);
    const stored = await this.#store.findStored(id);
    if (!stored) {
      throw new NotFoundError(`There is no integration ${id}`);
    }
    return stored;
  }

  /** As it is now; `undefined` where nothing of it can be used. */
  #definitionOf(id: number): IntegrationDefinition | undefined {
    return this.#integrations.listUnusable().some(each => each.id === id)
      ? undefined
      : toIntegrationDefinition(this.#integrations.get(id).settings);
  }
}

/** Whether tokens of the one may be used by the other. */
function haveSameTokens(
  before: IntegrationDefinition | undefined,
  after: IntegrationDefinition,
): boolean {
  return (
    before !== undefined &&
    isDeepStrictEqual(
      ownerOf(toIntegrationSettings(before)),
      ownerOf(toIntegrationSettings(after)),
    )
  );
}
