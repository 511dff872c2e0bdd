import type {
  FormChoice,
  FormField,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Mapping } from './integrationSettings';
import { REFERENCE_NOUNS, referenceTable } from './referenceFields';
import { whyNotWritable } from './templates/ownedFields';

/** Longest text for which one line is enough. */
const MAX_LINE_LENGTH = 255;
/** Longest value of a further field. */
const MAX_LENGTH = 4_000;

/** Fields of the standard form, by ServiceNow's names. */
const STANDARD_FIELDS = [
  'short_description',
  'description',
  'impact',
  'urgency',
  'priority',
  'category',
  'subcategory',
  'assignment_group',
  'assigned_to',
];

/** Who reports is found by their e-mail, or is the service account. */
const FILLED_IN_FIELDS = ['caller_id', 'opened_by'];

/** What is known of a field of ServiceNow; all of it but the name may be unknown. @internal */
export interface KnownField {
  name: string;
  label?: string;
  type?: string;
  hasChoices?: boolean;
  reference?: string;
  maxLength?: number;
  isMandatory?: boolean;
}

/**
 * The fields beyond the standard ones that people may fill in: those the mapping has templates for, and those
 * ServiceNow wants to be filled in.
 * @internal
 */
export function customFieldsOf(
  mapping: Mapping,
  definitions: readonly KnownField[],
): KnownField[] {
  const { primary, secondary } = mapping.severity;
  const taken = [
    ...STANDARD_FIELDS,
    primary.field,
    secondary?.field,
    mapping.close.codeField,
    mapping.close.notesField,
  ];
  const templated = Object.keys(mapping.templates.fields).map(
    (name): KnownField =>
      definitions.find(definition => definition.name === name) ?? { name },
  );
  const wanted = definitions.filter(
    ({ name, isMandatory }) =>
      isMandatory &&
      !(name in mapping.templates.fields) &&
      !FILLED_IN_FIELDS.includes(name),
  );
  return [...templated, ...wanted].filter(
    ({ name }) => !taken.includes(name) && !whyNotWritable(name),
  );
}

/** A further field as the form shows it. @internal */
export function toFormField(
  field: KnownField,
  context: { choices: FormChoice[]; default?: string },
): FormField {
  const { name, maxLength = MAX_LENGTH } = field;
  const table = referenceTable(name);
  const base = {
    name: `fields.${name}`,
    label: field.label ?? name,
    required: field.isMandatory ?? false,
    choices: [],
    depends_on: null,
    reference: null,
    max_length: Math.min(maxLength, MAX_LENGTH),
    default: context.default ?? null,
    help: null,
  };
  if (table || field.type === 'reference') {
    return {
      ...base,
      type: 'reference',
      reference: table ?? field.reference ?? null,
      help: table
        ? `Name or sys_id of the ${REFERENCE_NOUNS[table]} in ServiceNow.`
        : `The sys_id of a record in ServiceNow${
            field.reference ? ` (table ${field.reference})` : ''
          }.`,
    };
  }
  if (field.hasChoices && context.choices.length > 0) {
    return {
      ...base,
      type: 'choice',
      choices: context.choices,
      max_length: null,
    };
  }
  return {
    ...base,
    type:
      field.maxLength !== undefined && field.maxLength > MAX_LINE_LENGTH
        ? 'text'
        : 'string',
  };
}
