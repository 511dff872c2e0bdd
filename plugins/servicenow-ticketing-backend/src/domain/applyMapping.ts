import {
  BUSINESS_SERVICE_ANNOTATION,
  CONFIGURATION_ITEM_ANNOTATION,
  MAX_TITLE_LENGTH,
  SERVICENOW_ENTITY_ID_ANNOTATION,
  type CreateTicketRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Mapping } from './integrationSettings';
import { ticketLevels } from './priority';
import { referenceTable } from './referenceFields';
import { TemplateTexts } from './templates/TemplateTexts';
import type { TemplateFacts } from './templates/templateValues';
import { oneLine } from './text';
import { ticketDescription } from './ticketDescription';
import { ticketTitle } from './ticketTitle';
import { withoutEmpty } from './withoutEmpty';

/** Longest value of a field that has no limit of its own. */
const MAX_FIELD_LENGTH = 4_000;

/** What a ticket is made from, apart from the request. @internal */
export interface MappingContext {
  facts: TemplateFacts;
  mapping: Mapping;
  /** Whether the ticket goes into the table the mapping is made for: states and categories differ by table. */
  isMappedTable: boolean;
  at: Date;
}

/**
 * The values of a new ticket by ServiceNow's field names. Values of `references` and `derived` are names that must be
 * looked up before they are written: what a person named must be found, what was derived is left out when it is not.
 * @internal
 */
export interface MappedTicket {
  fields: Record<string, string>;
  references: Record<string, string>;
  derived: Record<string, string>;
  /** What an admin should know about the mapping, in words. */
  warnings: string[];
}

/**
 * What creating a ticket writes, apart from what ServiceNow looks up: what a person asked for, else what the templates
 * and defaults of the mapping say. An empty text in the request means that the person wants nothing there.
 *
 * Excluded fields are those that must not come out of ServiceNow: never fetched, stored or shown. What is written
 * comes from here, and is what an admin or a person wants there, so that nothing is left out for it.
 *
 * @throws TemplateError when a template cannot be read; `checkTemplates` tells before a mapping is saved.
 * @internal
 */
export function applyMapping(
  request: Partial<CreateTicketRequest>,
  context: MappingContext,
): MappedTicket {
  const { facts, mapping, isMappedTable } = context;
  const templates = new TemplateTexts(facts);
  const asked = askedFields(request);
  const defaults = {
    ...withoutEmpty(defaultFields(request, context)),
    ...withoutEmpty(templatedFields(templates, mapping)),
  };
  const written = splitReferences({ ...defaults, ...asked });
  // Forms send back what they proposed: that is not a person's word yet.
  const isLeft = (name: string) =>
    !(name in asked) || asked[name] === defaults[name];
  const { description, details } = describe(request, context, templates);
  return {
    fields: withoutEmpty({
      ...written.values,
      ...ticketLevels(request, {
        severity: facts.anomaly.severity,
        mapping: mapping.severity,
      }),
      short_description: titleOf(request, context, templates),
      description,
      state: isMappedTable ? mapping.states.open : undefined,
      work_notes: details,
      correlation_display: mapping.correlationDisplay ?? facts.productName,
    }),
    references: pick(written.references, name => !isLeft(name)),
    derived: pick(written.references, isLeft),
    warnings: templates.warnings,
  };
}

/** Fields whose value a person gave, by ServiceNow's names. */
function askedFields(
  request: Partial<CreateTicketRequest>,
): Record<string, string> {
  const { category, subcategory, assignment_group, assigned_to } = request;
  const named = { category, subcategory, assignment_group, assigned_to };
  const given = Object.entries({ ...request.fields, ...named }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(given);
}

/** What the mapping and the entity say where no template does. */
function defaultFields(
  request: Partial<CreateTicketRequest>,
  { facts, mapping, isMappedTable }: MappingContext,
): Record<string, string | undefined> {
  const { assignmentGroup, assignedTo, category, subcategory } = mapping;
  const annotations = facts.entity?.annotations ?? {};
  return {
    ...(isMappedTable && {
      category,
      // A subcategory belongs to its category, and a person to their group: with another one they would be refused.
      subcategory: isDefault(request.category, category) ? subcategory : '',
    }),
    assignment_group: assignmentGroup,
    assigned_to: isDefault(request.assignment_group, assignmentGroup)
      ? assignedTo
      : '',
    caller_id: mapping.caller === 'signed-in-user' ? facts.user.email : '',
    cmdb_ci:
      annotations[CONFIGURATION_ITEM_ANNOTATION] ??
      annotations[SERVICENOW_ENTITY_ID_ANNOTATION],
    business_service: annotations[BUSINESS_SERVICE_ANNOTATION],
  };
}

function templatedFields(
  templates: TemplateTexts,
  mapping: Mapping,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(mapping.templates.fields).map(([field, template]) => [
      field,
      templates.render({
        name: `fields.${field}`,
        template,
        maxLength: MAX_FIELD_LENGTH,
      }),
    ]),
  );
}

function titleOf(
  request: Partial<CreateTicketRequest>,
  { facts, mapping }: MappingContext,
  templates: TemplateTexts,
): string {
  const template = mapping.templates.shortDescription;
  const rendered =
    template === undefined
      ? ''
      : oneLine(
          templates.render({
            name: 'short_description',
            template,
            maxLength: MAX_TITLE_LENGTH,
          }),
        );
  return request.title || rendered || ticketTitle(facts.anomaly);
}

function describe(
  request: Partial<CreateTicketRequest>,
  { facts, mapping, at }: MappingContext,
  templates: TemplateTexts,
) {
  const template = mapping.templates.description;
  const body =
    template === undefined
      ? ''
      : templates.render({ name: 'description', template });
  const text = ticketDescription(
    { ...facts, at, ...(body && { body }) },
    request.description,
  );
  if (text.isCut) {
    templates.warnings.push(
      'mapping.templates.description: The text is too long and was cut.',
    );
  }
  return text;
}

function isDefault(asked: string | undefined, standard: string | undefined) {
  return asked === undefined || asked === standard;
}

/** Keeps apart what is written as it is and what names a record; what is empty is left out. */
function splitReferences(given: Record<string, string>) {
  const filled = withoutEmpty(given);
  const isReference = (name: string) => referenceTable(name) !== undefined;
  return {
    values: pick(filled, name => !isReference(name)),
    references: pick(filled, isReference),
  };
}

function pick(
  values: Record<string, string>,
  isWanted: (name: string) => boolean,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => isWanted(name)),
  );
}
