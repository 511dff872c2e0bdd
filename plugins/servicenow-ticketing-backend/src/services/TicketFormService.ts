import { InputError, NotFoundError } from '@backstage/errors';
import type {
  FormSpecification,
  FormSpecificationRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { AnomalyStore } from '../database/AnomalyStore';
import { applyMapping } from '../domain/applyMapping';
import { customFieldsOf, toFormField } from '../domain/customFields';
import { withoutEmpty } from '../domain/withoutEmpty';
import { whyNotWritable } from '../domain/templates/ownedFields';
import { CHOICE_FIELDS, ticketForm } from '../domain/ticketForm';
import {
  readFieldDefinitions,
  type FieldDefinition,
} from '../servicenow/fieldDefinitions';
import { InstanceCache } from '../servicenow/InstanceCache';
import { isServiceNowError } from '../servicenow/ServiceNowError';
import type { ChoiceService } from './ChoiceService';
import type { Actor } from './contracts';
import type {
  ConnectedIntegration,
  IntegrationRegistry,
} from './IntegrationRegistry';
import type { TicketFacts } from './TicketFacts';
import { toServiceError } from './toServiceError';

/** Tables whose definitions are remembered, per instance. */
const MAX_TABLES = 100;
const MAX_AGE_MS = 10 * 60_000;

interface FormTarget {
  integration: ConnectedIntegration;
  table: string;
}

/** Says what people can fill in when they create a ticket. */
export class TicketFormService {
  readonly #integrations: IntegrationRegistry;
  readonly #anomalies: AnomalyStore;
  readonly #choices: ChoiceService;
  readonly #facts: TicketFacts;
  readonly #now: () => Date;
  readonly #definitions: InstanceCache<FieldDefinition[]>;

  constructor(options: {
    integrations: IntegrationRegistry;
    anomalies: AnomalyStore;
    choices: ChoiceService;
    facts: TicketFacts;
    now?: () => Date;
  }) {
    this.#integrations = options.integrations;
    this.#anomalies = options.anomalies;
    this.#choices = options.choices;
    this.#facts = options.facts;
    this.#now = options.now ?? (() => new Date());
    this.#definitions = new InstanceCache({
      maxEntries: MAX_TABLES,
      maxAge: MAX_AGE_MS,
      now: this.#now,
    });
  }

  /**
   * The create form of a table, filled in from the mapping and, where one is given, the anomaly. Opens whatever state
   * ServiceNow is in: without its choices the usual ones are offered, with a warning that says why.
   *
   * @throws NotFoundError for an unknown integration or anomaly.
   */
  async specification(
    request: FormSpecificationRequest,
    actor: Actor,
  ): Promise<FormSpecification> {
    const integration = this.#integrations.resolve(request.integration_id);
    const table = request.table ?? integration.settings.table;
    const target = { integration, table };
    const [defaults, definitions] = await Promise.all([
      this.#defaults(target, { anomalyId: request.anomaly_id, actor }),
      this.#definitionsOf(target).catch(withoutAnswer),
    ]);
    const custom = customFieldsOf(integration.settings.mapping, definitions);
    const choices = await this.#choices.read(integration, {
      table,
      fields: [
        ...CHOICE_FIELDS,
        ...custom.filter(field => field.hasChoices).map(({ name }) => name),
      ],
    });
    return {
      integration_id: integration.id,
      integration_name: integration.settings.title,
      table,
      choices_source: choices.source,
      warnings: choices.warnings,
      fields: ticketForm({
        choicesOf: choices.of,
        defaults,
        mandatory: new Set(
          definitions
            .filter(({ isMandatory }) => isMandatory)
            .map(({ name }) => name),
        ),
        customFields: custom.map(field =>
          toFormField(field, {
            choices: choices.of(field.name),
            default: defaults[field.name],
          }),
        ),
      }),
    };
  }

  /**
   * Checks that a request gives only fields the form has: whoever may create tickets may not write whatever they like.
   *
   * @throws InputError that names those it has not, ServiceUnavailableError when only ServiceNow could tell and does
   *   not answer.
   */
  async checkFields(
    fields: Record<string, string>,
    target: FormTarget,
  ): Promise<void> {
    const names = Object.keys(fields);
    const known = await this.#namesOfCustomFields(names, target);
    const problems = names
      .filter(name => !known.includes(name))
      .map(name => {
        const why = whyNotWritable(name);
        return why
          ? `fields.${name}: cannot be given, because ${why}`
          : `fields.${name}: is no field of this form. It has ${
              known.join(', ') || 'no further fields'
            }; an admin can add one under mapping.templates.fields`;
      });
    if (problems.length > 0) {
      throw new InputError(problems.join('; '));
    }
  }

  /** Asks the dictionary only where the mapping alone does not explain the names. */
  async #namesOfCustomFields(
    names: string[],
    target: FormTarget,
  ): Promise<string[]> {
    const { integration } = target;
    const { mapping } = integration.settings;
    const templated = customFieldsOf(mapping, []).map(({ name }) => name);
    if (names.every(name => templated.includes(name))) {
      return templated;
    }
    try {
      const definitions = await this.#definitionsOf(target);
      return customFieldsOf(mapping, definitions).map(({ name }) => name);
    } catch (error) {
      throw toServiceError(error, integration);
    }
  }

  async #defaults(
    { integration, table }: FormTarget,
    context: { anomalyId?: number; actor: Actor },
  ): Promise<Record<string, string>> {
    const { mapping, table: mappedTable } = integration.settings;
    const { anomalyId, actor } = context;
    if (anomalyId === undefined) {
      return withoutEmpty({
        ...(table === mappedTable && {
          category: mapping.category,
          subcategory: mapping.subcategory,
        }),
        assignment_group: mapping.assignmentGroup,
        assigned_to: mapping.assignedTo,
      });
    }
    const anomaly = await this.#anomalies.get(anomalyId);
    if (!anomaly) {
      throw new NotFoundError(`There is no anomaly ${anomalyId}`);
    }
    const { fields, derived } = applyMapping(
      {},
      {
        facts: await this.#facts.about(anomaly, actor),
        mapping,
        isMappedTable: table === mappedTable,
        at: this.#now(),
      },
    );
    return { ...fields, ...derived };
  }

  /** What the dictionary says of mandatory and templated fields. */
  async #definitionsOf(target: FormTarget): Promise<FieldDefinition[]> {
    const { client, settings } = target.integration;
    const fields = Object.keys(settings.mapping.templates.fields);
    const key = [target.table, ...fields].join('/');
    const known = this.#definitions.get(client, key);
    if (known) {
      return known;
    }
    const read = await readFieldDefinitions(client, {
      table: target.table,
      fields,
    });
    this.#definitions.set(client, key, read);
    return read;
  }
}

/** The form opens without it: nothing but conveniences depend on the dictionary. */
function withoutAnswer(error: unknown): FieldDefinition[] {
  if (isServiceNowError(error)) {
    return [];
  }
  throw error;
}
