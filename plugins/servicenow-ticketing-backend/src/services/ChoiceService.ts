import type {
  FormChoice,
  ListChoicesRequest,
  ListChoicesResponse,
} from 'backstage-plugin-servicenow-ticketing-common';
import { toFormChoice, usableChoices } from '../domain/choices';
import { usualChoices } from '../domain/usualChoices';
import { InstanceCache } from '../servicenow/InstanceCache';
import { isServiceNowError } from '../servicenow/ServiceNowError';
import type { RemoteChoice } from '../servicenow/wire';
import type { ChoiceLister } from './contracts';
import type {
  ConnectedIntegration,
  IntegrationRegistry,
} from './IntegrationRegistry';

/** Where choices of a table sit when it has none of its own. */
const PARENT_TABLE = 'task';

/** Fields whose choices are remembered, per instance. */
const MAX_FIELDS = 500;
/** Long enough for an admin who fills in a form, short enough for one who is changing choices meanwhile. */
const MAX_AGE_MS = 3 * 60_000;

/** Fields that offer the same everywhere, so that the usual choices are right where an instance lists none. */
const UNIVERSAL_FIELDS = ['impact', 'urgency'];

/** The choices of several fields of a table. */
export interface FieldChoices {
  source: 'servicenow' | 'defaults';
  warnings: string[];
  of: (field: string) => FormChoice[];
}

/** Tells what can be chosen: as the instance says, else what ServiceNow ships, with a warning that says why. */
export class ChoiceService implements ChoiceLister {
  readonly #integrations: IntegrationRegistry;
  readonly #known: InstanceCache<RemoteChoice[]>;

  constructor(options: {
    integrations: IntegrationRegistry;
    now?: () => Date;
  }) {
    this.#integrations = options.integrations;
    this.#known = new InstanceCache({
      maxEntries: MAX_FIELDS,
      maxAge: MAX_AGE_MS,
      now: options.now,
    });
  }

  /**
   * The choices of one field of a table; with `dependent_value` those that go with that value of the field it depends
   * on.
   *
   * @throws NotFoundError when there is no such integration.
   */
  async list(
    request: { integrationId: number } & ListChoicesRequest,
  ): Promise<ListChoicesResponse> {
    const { integrationId, field, dependent_value: parent } = request;
    const integration = this.#integrations.get(integrationId);
    const { source, warnings, of } = await this.read(integration, {
      table: request.table ?? integration.settings.table,
      fields: [field],
    });
    return {
      choices: of(field).filter(
        choice =>
          parent === undefined ||
          choice.dependent_value === null ||
          choice.dependent_value === parent,
      ),
      choices_source: source,
      warnings,
    };
  }

  /** The choices of several fields of a table, with one call at most. */
  async read(
    { client, settings }: ConnectedIntegration,
    key: { table: string; fields: readonly string[] },
  ): Promise<FieldChoices> {
    const { table, fields } = key;
    try {
      const listed = await this.#listed(client, key);
      return listed.length > 0
        ? {
            source: 'servicenow',
            warnings: [],
            of: field => choicesOf(listed, { table, field }),
          }
        : {
            ...usual(table),
            warnings: [
              `${settings.title} shows no choices for ${fields.join(
                ', ',
              )} of ${table}. If there are any, give the service account read access to sys_choice. Until then the usual choices are offered, where there are any.`,
            ],
          };
    } catch (error) {
      if (!isServiceNowError(error)) {
        throw error;
      }
      return {
        ...usual(table),
        warnings: [
          `The choices could not be read from ${settings.title}, so the usual ones are offered. ${error.message}`,
        ],
      };
    }
  }

  async #listed(
    client: ConnectedIntegration['client'],
    key: { table: string; fields: readonly string[] },
  ): Promise<RemoteChoice[]> {
    const { table, fields } = key;
    const keyOf = (field: string) => `${table}/${field}`;
    const missing = fields.filter(
      field => !this.#known.get(client, keyOf(field)),
    );
    const known = fields.flatMap(
      field => this.#known.get(client, keyOf(field)) ?? [],
    );
    if (missing.length === 0) {
      return known;
    }
    const read = await client.listChoices(
      [...new Set([table, PARENT_TABLE])],
      missing,
    );
    if (read.length === 0) {
      // As of an account that may not read them: whoever mends that should not have to wait.
      return known;
    }
    for (const field of missing) {
      this.#known.set(
        client,
        keyOf(field),
        read.filter(choice => choice.field === field),
      );
    }
    return [...known, ...read];
  }
}

function choicesOf(
  listed: RemoteChoice[],
  key: { table: string; field: string },
): FormChoice[] {
  const usable = usableChoices(listed, key);
  return (
    usable.length === 0 && UNIVERSAL_FIELDS.includes(key.field)
      ? usualChoices(key)
      : usable
  ).map(toFormChoice);
}

function usual(table: string): Omit<FieldChoices, 'warnings'> {
  return {
    source: 'defaults',
    of: field => usualChoices({ table, field }).map(toFormChoice),
  };
}
