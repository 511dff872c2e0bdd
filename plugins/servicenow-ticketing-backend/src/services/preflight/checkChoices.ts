import type { PreflightCheck } from 'backstage-plugin-servicenow-ticketing-common';
import type { ServiceNowError } from '../../servicenow/ServiceNowError';
import type { RemoteChoice } from '../../servicenow/wire';
import { accountOf } from './account';
import {
  failed,
  ok,
  serviceNowErrorOf,
  warning,
  type Subject,
} from './outcomes';
import type { PreflightOptions } from './types';

/** Choices that a remedy names at most. */
const MAX_NAMED = 12;

/** Values of the configuration that must be among the choices of a field. */
interface Expectation {
  field: string;
  /** Where they are configured. */
  key: string;
  values: (string | undefined)[];
  /** Of the field it depends on, such as the category of a subcategory. */
  dependsOn?: string;
}

/** The choices of the fields that the mapping uses, or why they cannot be read. */
export async function readChoices({
  client,
  settings,
}: PreflightOptions): Promise<RemoteChoice[] | ServiceNowError> {
  const { table } = settings;
  try {
    const choices = await client.listChoices(
      [...new Set([table, 'task'])],
      [
        ...new Set([
          'state',
          ...expectationsOf(settings).map(({ field }) => field),
        ]),
      ],
    );
    return choices.filter(({ inactive }) => !inactive);
  } catch (error) {
    return serviceNowErrorOf(error);
  }
}

/** Whether the choices can be read, and the configured values are among them. */
export function checkChoices(
  { settings }: PreflightOptions,
  choices: RemoteChoice[] | ServiceNowError,
): PreflightCheck[] {
  const { table } = settings;
  const expectations = expectationsOf(settings);
  const asked = `GET /api/now/table/sys_choice for ${expectations
    .map(({ field }) => field)
    .join(', ')} of ${table}`;
  const subject: Subject = { name: 'Table sys_choice', asked };
  if (!Array.isArray(choices) || choices.length === 0) {
    const reason = Array.isArray(choices)
      ? `sys_choice shows no choices for ${table}`
      : choices.what;
    return [
      warning(subject, {
        answer: `${reason}. The usual choices are offered to people, and the configured values cannot be checked.`,
        remedy: `Give ${accountOf(
          settings,
        )} read access to sys_choice: the role itil, or an ACL of type record for sys_choice.`,
      }),
    ];
  }
  return [
    ok(subject, `${choices.length} choices`),
    ...expectations.map(expectation =>
      checkValues(
        { name: `Values of ${expectation.field}`, asked },
        expectation,
        choicesOf(choices, { table, field: expectation.field }),
      ),
    ),
  ];
}

/** Choices of a field: those of the table itself, else those of the table it extends. */
export function choicesOf(
  choices: RemoteChoice[],
  { table, field }: { table: string; field: string },
): RemoteChoice[] {
  const ofField = choices.filter(choice => choice.field === field);
  const own = ofField.filter(choice => choice.table === table);
  return own.length > 0 ? own : ofField;
}

function expectationsOf({
  mapping,
}: PreflightOptions['settings']): Expectation[] {
  const { states, close, severity, category, subcategory } = mapping;
  const { primary, secondary } = severity;
  const expectations: Expectation[] = [
    {
      field: 'state',
      key: 'mapping.states',
      values: [states.open, states.acknowledged, states.resolved],
    },
    { field: close.codeField, key: 'mapping.close.code', values: [close.code] },
    {
      field: primary.field,
      key: 'mapping.severity.primary',
      values: Object.values(primary.values),
    },
  ];
  if (secondary) {
    expectations.push({
      field: secondary.field,
      key: 'mapping.severity.secondary',
      values: Object.values(secondary.values),
    });
  }
  if (category) {
    expectations.push({
      field: 'category',
      key: 'mapping.category',
      values: [category],
    });
  }
  if (subcategory) {
    expectations.push({
      field: 'subcategory',
      key: 'mapping.subcategory',
      values: [subcategory],
      dependsOn: category,
    });
  }
  return expectations;
}

function checkValues(
  subject: Subject,
  { field, key, values, dependsOn }: Expectation,
  choices: RemoteChoice[],
): PreflightCheck {
  if (choices.length === 0) {
    return ok(subject, `There is no list of choices for ${field}`);
  }
  const offered = choices
    .filter(
      ({ dependentValue }) =>
        !dependsOn || !dependentValue || dependentValue === dependsOn,
    )
    .sort((one, other) => one.sequence - other.sequence);
  const wanted = [...new Set(values.filter(value => value !== undefined))];
  const unknown = wanted.filter(
    value => !offered.some(choice => choice.value === value),
  );
  if (unknown.length === 0) {
    return ok(
      subject,
      `${wanted.join(', ')} ${
        wanted.length === 1 ? 'is a choice' : 'are choices'
      }`,
    );
  }
  const byLabel = offered.find(
    ({ label }) => label.toLowerCase() === unknown[0].toLowerCase(),
  );
  const known = [...new Set(offered.map(({ value }) => value))];
  const more = known.length - MAX_NAMED;
  return failed(subject, {
    answer: `${unknown.map(value => `"${value}"`).join(', ')} ${
      unknown.length === 1 ? 'is' : 'are'
    } not among the choices of ${field}${dependsOn ? ` for ${dependsOn}` : ''}`,
    remedy: byLabel
      ? `Set ${key} to "${byLabel.value}", which is the value behind the label "${byLabel.label}".`
      : `Set ${key} to one of: ${known.slice(0, MAX_NAMED).join(', ')}${
          more > 0 ? ` and ${more} more` : ''
        }.`,
  });
}
