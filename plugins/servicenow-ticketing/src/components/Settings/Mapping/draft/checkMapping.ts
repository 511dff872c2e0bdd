import {
  fieldName,
  integrationMapping,
  tableName,
  type IntegrationMapping,
} from 'backstage-plugin-servicenow-ticketing-common';
import {
  MAPPING_PATHS,
  isSecondary,
  type MappedField,
  type MappingDraft,
  type MappingPath,
} from './mappingDraft';

/** What is wrong with an input: a reason this form has words for, or the words of the schema. */
export type MappingProblem =
  | { reason: 'needed' | 'duplicate' }
  | { reason: 'tooLong'; max: number }
  | { reason: 'other'; message: string };

/** Inputs by name: a path, or one of the two of a mapped field. */
export type InputName = MappingPath | `fields.${string}`;

/** Problems by input. */
export type MappingProblems = Partial<Record<InputName, MappingProblem>>;

/** A form that can be saved and tried out, or what keeps it from that. */
export interface CheckedMapping {
  /** `undefined` when there are problems. */
  mapping: IntegrationMapping | undefined;
  problems: MappingProblems;
}

const OPTIONAL: readonly MappingPath[] = [
  'states.open',
  'states.acknowledged',
  'close.notes',
  'templates.short_description',
  'templates.description',
  'category',
  'subcategory',
  'assignment_group',
  'assigned_to',
  'correlation_display',
];

/** Whether an input must not stay empty. */
export const isRequired = (path: MappingPath) => !OPTIONAL.includes(path);

/** The input that holds the name of a mapped field. */
export const nameInput = ({ key }: Pick<MappedField, 'key'>): InputName =>
  `fields.${key}.name`;

/** The input that holds the template of a mapped field. */
export const templateInput = ({ key }: Pick<MappedField, 'key'>): InputName =>
  `fields.${key}.template`;

interface Issue {
  code?: string;
  message: string;
  maximum?: unknown;
}

const toProblem = (issue: Issue): MappingProblem =>
  issue.code === 'too_big' && typeof issue.maximum === 'number'
    ? { reason: 'tooLong', max: issue.maximum }
    : { reason: 'other', message: issue.message };

/** Whether a text means what it says when the blanks around it are kept; others are names. */
const isProse = (path: MappingPath) =>
  path.startsWith('templates.') || path === 'close.notes';

/** Fields that were added, but not filled in, are as good as not there. */
export const filledFields = (fields: MappedField[]) =>
  fields.filter(({ name, template }) => name.trim() || template);

/** What the form says, in the shape of the mapping; empty inputs are left out. */
function toNested(draft: MappingDraft): Record<string, unknown> {
  const nested: Record<string, unknown> = {};
  const set = (path: string[], value: unknown) => {
    const last = path[path.length - 1];
    const parent = path.slice(0, -1).reduce((inner, key) => {
      inner[key] ??= {};
      return inner[key] as Record<string, unknown>;
    }, nested);
    parent[last] = value;
  };
  for (const path of MAPPING_PATHS) {
    const text = draft.texts[path];
    const isOff = isSecondary(path) && !draft.hasSecondary;
    if (path !== 'table' && !isOff && text.trim() !== '') {
      set(path.split('.'), isProse(path) ? text : text.trim());
    }
  }
  set(
    ['templates', 'fields'],
    Object.fromEntries(
      filledFields(draft.fields).map(({ name, template }) => [
        name.trim(),
        template,
      ]),
    ),
  );
  return nested;
}

function problemsOfFields(fields: MappedField[]): MappingProblems {
  const problems: MappingProblems = {};
  for (const field of fields) {
    const name = field.name.trim();
    const checked = fieldName.safeParse(name);
    if (name === '') {
      problems[nameInput(field)] = { reason: 'needed' };
    } else if (!checked.success) {
      problems[nameInput(field)] = toProblem(checked.error.issues[0]);
    } else if (
      fields.some(other => other !== field && other.name.trim() === name)
    ) {
      problems[nameInput(field)] = { reason: 'duplicate' };
    }
  }
  return problems;
}

/**
 * The input that a path of the mapping belongs to, such as `templates.fields.u_dataset`; `undefined` when it belongs
 * to none.
 */
export function inputOf(
  path: string,
  fields: MappedField[],
): InputName | undefined {
  const prefix = 'templates.fields.';
  if (path.startsWith(prefix)) {
    const field = fields.find(
      ({ name }) => name.trim() === path.slice(prefix.length),
    );
    return field && templateInput(field);
  }
  return MAPPING_PATHS.find(input => input === path);
}

/** Checks the form as the backend will, by the same schema. */
export function checkMapping(draft: MappingDraft): CheckedMapping {
  const problems = problemsOfFields(filledFields(draft.fields));
  for (const path of MAPPING_PATHS) {
    const isOff = isSecondary(path) && !draft.hasSecondary;
    if (isRequired(path) && !isOff && draft.texts[path].trim() === '') {
      problems[path] = { reason: 'needed' };
    }
  }
  const table = tableName.safeParse(draft.texts.table.trim());
  if (!table.success) {
    problems.table ??= toProblem(table.error.issues[0]);
  }
  const mapping = integrationMapping.safeParse(toNested(draft));
  for (const issue of mapping.error?.issues ?? []) {
    const input = inputOf(issue.path.join('.'), draft.fields);
    // What is wrong with names, and what is needed, is said above.
    if (input && issue.code !== 'invalid_key') {
      problems[input] ??= toProblem(issue);
    }
  }
  const isGood = mapping.success && Object.keys(problems).length === 0;
  return { mapping: isGood ? mapping.data : undefined, problems };
}
