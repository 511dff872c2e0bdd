import {
  MAX_DESCRIPTION_LENGTH,
  MAX_TITLE_LENGTH,
  type FormChoice,
  type FormField,
} from 'backstage-plugin-servicenow-ticketing-common';

/** ServiceNow fields of the standard form that people choose from. @internal */
export const CHOICE_FIELDS = ['impact', 'urgency', 'category', 'subcategory'];

/** The property of the create request that is filled in for a field of ServiceNow, where they differ. */
const TITLE_FIELD = 'short_description';

/** The impact and urgency ServiceNow gives a record that says nothing else. */
const INITIAL_LEVEL = '3';

const BLANK: Omit<FormField, 'name' | 'label' | 'type'> = {
  required: false,
  max_length: null,
  choices: [],
  depends_on: null,
  reference: null,
  default: null,
  help: null,
};

/** What a form is made of. @internal */
export interface TicketFormInput {
  choicesOf: (field: string) => FormChoice[];
  /** What the form is filled in with, by ServiceNow's field names. */
  defaults: Record<string, string>;
  /** Fields of ServiceNow that must not be empty. */
  mandatory: ReadonlySet<string>;
  /** Fields beyond the standard ones. */
  customFields: FormField[];
}

/** The fields of the create form; custom ones come before the description. @internal */
export function ticketForm(input: TicketFormInput): FormField[] {
  const { choicesOf, defaults, mandatory, customFields } = input;
  const standard = (name: string) => ({
    ...BLANK,
    name,
    required: mandatory.has(name),
    default: defaults[name] ?? null,
  });
  const level = (name: string, label: string): FormField => ({
    ...standard(name),
    label,
    type: 'choice',
    choices: choicesOf(name),
    default: defaults[name] ?? INITIAL_LEVEL,
  });
  const category = (name: string, label: string): FormField => ({
    ...standard(name),
    label,
    type: 'choice',
    choices: choicesOf(name),
  });
  return [
    {
      ...standard('title'),
      label: 'Short description',
      type: 'string',
      required: true,
      max_length: MAX_TITLE_LENGTH,
      default: defaults[TITLE_FIELD] ?? null,
    },
    level('impact', 'Impact'),
    level('urgency', 'Urgency'),
    {
      ...BLANK,
      name: 'priority',
      label: 'Priority',
      type: 'derived',
      help: 'ServiceNow derives it from impact and urgency.',
    },
    ...[
      category('category', 'Category'),
      { ...category('subcategory', 'Subcategory'), depends_on: 'category' },
    ].filter(field => field.choices.length > 0),
    {
      ...standard('assignment_group'),
      label: 'Assignment group',
      type: 'reference',
      reference: 'sys_user_group',
      help: 'Type a name to search ServiceNow.',
    },
    {
      ...standard('assigned_to'),
      label: 'Assigned to',
      type: 'reference',
      reference: 'sys_user',
      help: 'Type a name, user name or e-mail to search ServiceNow. Must be a member of the assignment group.',
    },
    ...customFields,
    {
      ...standard('description'),
      label: 'Description',
      type: 'text',
      max_length: MAX_DESCRIPTION_LENGTH,
      help: 'The details of the anomaly are added when they are not part of it.',
    },
  ];
}
