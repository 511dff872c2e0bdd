import type {
  IntegrationDefinition,
  PreflightReport,
} from 'backstage-plugin-servicenow-ticketing-common';
import { toIntegrationSettings } from '../../config/toIntegrationSettings';
import { relocate } from '../../domain/problems/relocate';
import { checkTemplates } from '../../domain/templates/checkTemplates';
import type { TokenStorage } from '../../servicenow/auth/TokenStorage';
import { runPreflight } from '../preflight/runPreflight';
import { toReport } from '../preflight/toReport';
import type { Connection, InstanceConnector } from './InstanceConnector';

/** What is tested. @internal */
export interface DefinitionTest {
  definition: IntegrationDefinition;
  /** The stored integration that it changes. */
  integrationId?: number;
  writeCheck?: boolean;
  /** What a person's authorization gave, where that is needed. */
  tokens?: TokenStorage;
}

/** Finds out about definitions that are not stored; nothing is kept of them. @internal */
export class DefinitionTester {
  readonly #connector: InstanceConnector;
  readonly #now: () => Date;

  constructor(options: { connector: InstanceConnector; now?: () => Date }) {
    this.#connector = options.connector;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * What can be checked without asking ServiceNow: templates and certificates.
   *
   * @throws InputError that names the field at fault.
   */
  check(definition: IntegrationDefinition): void {
    this.#connect(definition).close();
  }

  /**
   * Runs the preflight.
   *
   * @throws InputError as {@link DefinitionTester.check} does.
   */
  async test({
    definition,
    integrationId,
    writeCheck,
    tokens,
  }: DefinitionTest): Promise<PreflightReport> {
    const settings = toIntegrationSettings(definition);
    const { client, close } = this.#connect(definition, tokens);
    try {
      const checks = await runPreflight({
        client,
        settings,
        now: this.#now,
        writeCheck,
      });
      return toReport(checks, {
        integrationId,
        settings,
        checkedAt: this.#now(),
      });
    } finally {
      close();
    }
  }

  #connect(
    definition: IntegrationDefinition,
    tokens?: TokenStorage,
  ): Connection {
    const settings = toIntegrationSettings(definition);
    try {
      checkTemplates(settings.mapping);
      return this.#connector.tryOut(settings, tokens);
    } catch (error) {
      throw relocate(error, { parent: 'definition' });
    }
  }
}
