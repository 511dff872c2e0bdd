import {
  MAX_DESCRIPTION_LENGTH,
  MAX_TITLE_LENGTH,
  type FormChoice,
  type FormField,
} from 'backstage-plugin-servicenow-ticketing-common';
import { usualChoices, type Choice } from './usualChoices';

/** ServiceNow fields whose choices the form offers. @internal */
export const FORM_FIELDS = ['impact', 'urgency', 'category', 'subcategory'];

const LANGUAGE = 'en';

const LEVELS = ['impact', 'urgency'];

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

/** A choice as ServiceNow lists it. @internal */
export interface ListedChoice extends Choice {
  table: string;
  language: string;
  inactive: boolean;
  sequence: number;
}

/** What the form is filled in with. @internal */
export interface FormDefaults {
  title?: string;
  description?: string;
  impact?: string;
  urgency?: string;
}

/**
 * The fields of the create form of a table. Choices of the table win over those of its parent; without `choices`
 * the usual ones are offered. Inactive choices and those of other languages are left out.
 * @internal
 */
export function ticketForm(input: {
  table: string;
  choices?: readonly ListedChoice[];
  defaults: FormDefaults;
}): FormField[] {
  const { table, defaults } = input;
  const choicesOf = (field: string): FormChoice[] => {
    const listed = input.choices && choose(input.choices, { table, field });
    // Levels are the same everywhere; categories are not, and a wrong one would be stored as it is.
    const choices =
      listed && (listed.length > 0 || !LEVELS.includes(field))
        ? listed
        : usualChoices({ table, field });
    return choices.map(({ value, label, dependentValue }) => ({
      value,
      label,
      dependent_value: dependentValue || null,
    }));
  };
  const categories = choicesOf('category');
  const subcategories = choicesOf('subcategory');
  return [
    {
      ...BLANK,
      name: 'title',
      label: 'Short description',
      type: 'string',
      required: true,
      max_length: MAX_TITLE_LENGTH,
      default: defaults.title ?? null,
    },
    {
      ...BLANK,
      name: 'impact',
      label: 'Impact',
      type: 'choice',
      choices: choicesOf('impact'),
      default: defaults.impact ?? INITIAL_LEVEL,
    },
    {
      ...BLANK,
      name: 'urgency',
      label: 'Urgency',
      type: 'choice',
      choices: choicesOf('urgency'),
      default: defaults.urgency ?? INITIAL_LEVEL,
    },
    {
      ...BLANK,
      name: 'priority',
      label: 'Priority',
      type: 'derived',
      help: 'ServiceNow derives it from impact and urgency.',
    },
    ...(categories.length > 0
      ? [
          {
            ...BLANK,
            name: 'category',
            label: 'Category',
            type: 'choice' as const,
            choices: categories,
          },
        ]
      : []),
    ...(subcategories.length > 0
      ? [
          {
            ...BLANK,
            name: 'subcategory',
            label: 'Subcategory',
            type: 'choice' as const,
            choices: subcategories,
            depends_on: 'category',
          },
        ]
      : []),
    {
      ...BLANK,
      name: 'assignment_group',
      label: 'Assignment group',
      type: 'reference',
      reference: 'sys_user_group',
      help: 'Name or sys_id of a group in ServiceNow.',
    },
    {
      ...BLANK,
      name: 'assigned_to',
      label: 'Assigned to',
      type: 'reference',
      reference: 'sys_user',
      help: 'User name, e-mail, full name or sys_id of a user in ServiceNow. Must be a member of the assignment group.',
    },
    {
      ...BLANK,
      name: 'description',
      label: 'Description',
      type: 'text',
      max_length: MAX_DESCRIPTION_LENGTH,
      default: defaults.description ?? null,
      help: 'The details of the anomaly are added when they are not part of it.',
    },
  ];
}

function choose(
  choices: readonly ListedChoice[],
  field: { table: string; field: string },
): ListedChoice[] {
  const usable = choices.filter(
    choice =>
      choice.field === field.field &&
      choice.value !== '' &&
      !choice.inactive &&
      (choice.language === LANGUAGE || choice.language === ''),
  );
  const own = usable.filter(choice => choice.table === field.table);
  return (own.length > 0 ? own : usable).sort(
    (a, b) => a.sequence - b.sequence || a.label.localeCompare(b.label),
  );
}
