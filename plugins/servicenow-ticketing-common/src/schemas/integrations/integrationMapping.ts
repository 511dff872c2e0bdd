import { z } from 'zod';

/** Longest template; ServiceNow's own longest text fields hold 4,000 characters. */
const MAX_TEMPLATE_LENGTH = 4_000;
const MAX_MAPPED_FIELDS = 50;

/** The name of a ServiceNow field, such as `urgency` or `u_dataset`. @public */
export const fieldName = z
  .string()
  .max(80)
  .regex(
    /^[a-z][a-z0-9_]*$/,
    'must be a field name such as urgency or u_dataset: lower-case letters, digits and underscores',
  );

/** The value of a choice; ServiceNow knows only texts, though people write numbers. */
const choiceValue = z
  .union([z.string().min(1).max(100), z.number().int()])
  .transform(String);

const severityValues = z.strictObject({
  critical: choiceValue,
  high: choiceValue,
  medium: choiceValue,
  low: choiceValue,
});

const DEFAULT_URGENCY = { critical: '1', high: '2', medium: '2', low: '3' };

const severityField = z.strictObject({
  field: fieldName,
  values: severityValues,
});

const template = z.string().max(MAX_TEMPLATE_LENGTH);
const name = z.string().min(1).max(255).optional();

/**
 * How anomalies become ServiceNow field values. Everything has a default that suits a fresh instance's incidents.
 * @public
 */
export const integrationMapping = z.strictObject({
  /** Values of `state`. Open and acknowledged are not written unless given. */
  states: z
    .strictObject({
      open: choiceValue.optional(),
      acknowledged: choiceValue.optional(),
      resolved: choiceValue.default('6'),
    })
    .prefault({}),
  /** What resolving writes; a comment given on resolve wins over `notes`. */
  close: z
    .strictObject({
      code_field: fieldName.default('close_code'),
      notes_field: fieldName.default('close_notes'),
      code: z.string().min(1).max(255).default('Solution provided'),
      notes: z.string().min(1).max(MAX_TEMPLATE_LENGTH).optional(),
    })
    .prefault({}),
  /** Which fields carry the severity; written on create and when the severity changes. */
  severity: z
    .strictObject({
      primary: z
        .strictObject({
          field: fieldName.default('urgency'),
          values: severityValues.partial().prefault({}),
        })
        .prefault({})
        .transform(primary => ({
          ...primary,
          values: { ...DEFAULT_URGENCY, ...primary.values },
        })),
      secondary: severityField.optional(),
    })
    .prefault({}),
  /** Templates (Mustache, without logic) with the values of anomaly, entity and user. */
  templates: z
    .strictObject({
      short_description: template.optional(),
      description: template.optional(),
      fields: z
        .record(fieldName, template)
        .refine(
          fields => Object.keys(fields).length <= MAX_MAPPED_FIELDS,
          `may hold at most ${MAX_MAPPED_FIELDS} fields`,
        )
        .default({}),
    })
    .prefault({}),
  /** Name or sys_id. */
  assignment_group: name,
  /** User name, e-mail, full name or sys_id. */
  assigned_to: name,
  category: name,
  subcategory: name,
  /** Whose name stands as caller; the service account where the instance does not know the person. */
  caller: z
    .enum(['signed-in-user', 'service-account'])
    .default('signed-in-user'),
  /** Text of `correlation_display`. Default: the name of the portal. */
  correlation_display: z.string().min(1).max(100).optional(),
});
/** @public */
export type IntegrationMapping = z.output<typeof integrationMapping>;
/** @public */
export type IntegrationMappingInput = z.input<typeof integrationMapping>;
