import { NotFoundError } from '@backstage/errors';
import type {
  PreviewMappingRequest,
  PreviewMappingResponse,
} from 'backstage-plugin-servicenow-ticketing-common';
import { toMapping } from '../config/toMapping';
import type { AnomalyStore } from '../database/AnomalyStore';
import { applyMapping, type MappedTicket } from '../domain/applyMapping';
import { referenceTable } from '../domain/referenceFields';
import { checkTemplates } from '../domain/templates/checkTemplates';
import type { ReferenceDirectory } from '../servicenow/ReferenceDirectory';
import { isServiceNowError } from '../servicenow/ServiceNowError';
import type { ChoiceService } from './ChoiceService';
import type { Actor, MappingPreviewer } from './contracts';
import type {
  ConnectedIntegration,
  IntegrationRegistry,
} from './IntegrationRegistry';
import type { TicketFacts } from './TicketFacts';

/** Fields whose values should be among the choices of the table. */
const CHOICE_FIELDS = ['state', 'category', 'subcategory'];

/** Shows what a mapping does, before anybody relies on it. */
export class MappingPreviewService implements MappingPreviewer {
  readonly #integrations: IntegrationRegistry;
  readonly #anomalies: AnomalyStore;
  readonly #facts: TicketFacts;
  readonly #references: ReferenceDirectory;
  readonly #choices: ChoiceService;
  readonly #now: () => Date;

  constructor(options: {
    integrations: IntegrationRegistry;
    anomalies: AnomalyStore;
    facts: TicketFacts;
    references: ReferenceDirectory;
    choices: ChoiceService;
    now?: () => Date;
  }) {
    this.#integrations = options.integrations;
    this.#anomalies = options.anomalies;
    this.#facts = options.facts;
    this.#references = options.references;
    this.#choices = options.choices;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * What creating a ticket for an anomaly would send if nobody changed anything in the form; nothing is sent. References
   * are shown as `<sys_id> (<name>)`. Warnings tell of what would be left out, cut or not understood.
   *
   * @throws NotFoundError when there is no such integration or anomaly, InputError when a template is wrong.
   */
  async preview(
    request: { integrationId: number } & PreviewMappingRequest,
    actor: Actor,
  ): Promise<PreviewMappingResponse> {
    const integration = this.#integrations.get(request.integrationId);
    const mapping = toMapping(request.mapping);
    checkTemplates(mapping);
    const anomaly = await this.#anomalies.get(request.anomaly_id);
    if (!anomaly) {
      throw new NotFoundError(`There is no anomaly ${request.anomaly_id}`);
    }
    const mapped = applyMapping(
      {},
      {
        facts: await this.#facts.about(anomaly, actor),
        mapping,
        isMappedTable: true,
        at: this.#now(),
      },
    );
    const { primary, secondary } = mapping.severity;
    const [found, choiceWarnings] = await Promise.all([
      this.#lookUpAll(mapped.derived, integration),
      this.#checkChoices(mapped, {
        integration,
        table: request.table ?? integration.settings.table,
        fields: [...CHOICE_FIELDS, primary.field, secondary?.field],
      }),
    ]);
    return {
      fields: Object.entries({
        ...mapped.fields,
        ...found.fields,
        correlation_id: `anomaly-${anomaly.id}-...`,
      }).map(([field, value]) => ({ field, value })),
      warnings: [...mapped.warnings, ...found.warnings, ...choiceWarnings],
    };
  }

  async #lookUpAll(
    derived: MappedTicket['derived'],
    integration: ConnectedIntegration,
  ) {
    const all = await Promise.all(
      Object.entries(derived).map(async ([field, name]) => {
        const lookup = await this.#lookUp({ field, name }, integration);
        return { field, ...lookup };
      }),
    );
    return {
      fields: Object.fromEntries(
        all.flatMap(({ field, value }) => (value ? [[field, value]] : [])),
      ),
      warnings: all.flatMap(({ warning }) => warning ?? []),
    };
  }

  async #lookUp(
    { field, name }: { field: string; name: string },
    { client, settings }: ConnectedIntegration,
  ): Promise<{ value?: string; warning?: string }> {
    const table = referenceTable(field)!;
    try {
      const lookup = await this.#references.find(client, { table, name });
      return lookup.sysId === undefined
        ? {
            warning: `${field}: stays empty, because ${settings.title} has ${lookup.problem}.`,
          }
        : { value: `${lookup.sysId} (${lookup.name})` };
    } catch (error) {
      if (!isServiceNowError(error)) {
        throw error;
      }
      return {
        warning: `${field}: "${name}" could not be looked up, and would stay empty. ${error.message}`,
      };
    }
  }

  /** Only what the instance itself lists counts: it stores unknown values without a word. */
  async #checkChoices(
    { fields }: MappedTicket,
    context: {
      integration: ConnectedIntegration;
      table: string;
      fields: (string | undefined)[];
    },
  ): Promise<string[]> {
    const { integration, table } = context;
    const { title } = integration.settings;
    const written = [
      ...new Set(context.fields.filter(field => field !== undefined)),
    ].filter(field => field in fields);
    const { source, warnings, of } = await this.#choices.read(integration, {
      table,
      fields: written,
    });
    if (source === 'defaults') {
      return warnings;
    }
    return written.flatMap(field => {
      const choices = of(field);
      const value = fields[field];
      return choices.length === 0 ||
        choices.some(choice => choice.value === value)
        ? []
        : [
            `${field}: "${value}" is not one of the choices of ${table} in ${title}: ${choices
              .map(choice => `${choice.value} (${choice.label})`)
              .join(', ')}.`,
          ];
    });
  }
}
