import { useState } from 'react';
import type {
  CreateTicketRequestInput,
  FormField,
  FormSpecification,
} from 'backstage-plugin-servicenow-ticketing-common';
import { useMessages } from '../../hooks/useMessages';

/** What people usually decide about; shown without asking for more. */
const MAIN_FIELDS = [
  'title',
  'impact',
  'urgency',
  'priority',
  'category',
  'subcategory',
  'assignment_group',
  'assigned_to',
  'description',
];

/** Fields beyond the standard ones go into a property of their own. */
const CUSTOM_PREFIX = 'fields.';

/** Fields that always have a value in ServiceNow; nothing chosen leaves it to the mapping. */
const LEVEL_FIELDS = ['impact', 'urgency'];

export interface TicketForm {
  /** The fields shown at once: mandatory ones first. */
  mainFields: FormField[];
  /** The fields shown on demand. */
  moreFields: FormField[];
  errors: Record<string, string | undefined>;
  isDirty: boolean;
  valueOf: (name: string) => string;
  change: (name: string, value: string) => void;
  /** Marks what is missing or too long; `undefined` when something is, else what to send. */
  validate: () => CreateTicketRequestInput | undefined;
  setErrors: (errors: Record<string, string>) => void;
}

function byOrder(a: FormField, b: FormField): number {
  const rank = (field: FormField) => {
    const index = MAIN_FIELDS.indexOf(field.name);
    // Mandatory fields the usual form does not have come right after the title.
    return index < 0 ? 0.5 : index;
  };
  return rank(a) - rank(b);
}

/** What is typed into the form of a new ticket. Only what differs from the form's defaults is kept here. */
export function useTicketForm(
  specification: FormSpecification | undefined,
): TicketForm {
  const { t } = useMessages();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [errors, setErrors] = useState<Record<string, string | undefined>>({});
  const fields = specification?.fields ?? [];

  const defaultOf = (name: string) =>
    fields.find(field => field.name === name)?.default ?? '';
  const valueOf = (name: string) => typed[name] ?? defaultOf(name);

  const change = (name: string, value: string) => {
    const dependents = fields.filter(field => field.depends_on === name);
    setTyped(current => ({
      ...current,
      // A subcategory belongs to its category.
      ...Object.fromEntries(dependents.map(field => [field.name, ''])),
      [name]: value,
    }));
    setErrors(current => ({ ...current, [name]: undefined }));
  };

  const errorOf = (field: FormField): string | undefined => {
    const value = valueOf(field.name).trim();
    if (field.required && value === '') {
      return t('tickets.create.required');
    }
    return field.max_length !== null && value.length > field.max_length
      ? t('tickets.create.tooLong', { max: String(field.max_length) })
      : undefined;
  };

  const validate = () => {
    const sent = fields.filter(field => field.type !== 'derived');
    const found = Object.fromEntries(
      sent.map(field => [field.name, errorOf(field)]),
    );
    setErrors(found);
    if (!specification || Object.values(found).some(Boolean)) {
      return undefined;
    }
    // An empty text says that the person took out what the form proposed; left out, it would be proposed again.
    const isCleared = (name: string) =>
      defaultOf(name) !== '' && !LEVEL_FIELDS.includes(name);
    const values = sent
      .map(({ name }) => ({ name, value: valueOf(name).trim() }))
      .filter(({ name, value }) => value !== '' || isCleared(name));
    const custom = values.filter(({ name }) => name.startsWith(CUSTOM_PREFIX));
    return {
      title: valueOf('title').trim(),
      ...Object.fromEntries(
        values
          .filter(value => !custom.includes(value))
          .map(({ name, value }) => [name, value]),
      ),
      ...(custom.length > 0 && {
        fields: Object.fromEntries(
          custom.map(({ name, value }) => [
            name.slice(CUSTOM_PREFIX.length),
            value,
          ]),
        ),
      }),
      integration_id: specification.integration_id,
      table: specification.table,
    };
  };

  const isMain = (field: FormField) =>
    field.required || MAIN_FIELDS.includes(field.name);
  return {
    mainFields: fields.filter(isMain).sort(byOrder),
    moreFields: fields.filter(field => !isMain(field)),
    errors,
    isDirty: Object.entries(typed).some(
      ([name, value]) => value !== defaultOf(name),
    ),
    valueOf,
    change,
    validate,
    setErrors,
  };
}
