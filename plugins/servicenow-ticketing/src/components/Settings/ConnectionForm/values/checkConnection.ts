import {
  integrationDefinition,
  integrationDraft,
  type IntegrationDetails,
} from 'backstage-plugin-servicenow-ticketing-common';
import { AUTH_FIELDS, isAuthFieldRequired } from './authFields';
import { isSecretKept, isSecretStored } from './isSecretKept';
import {
  TEXT_PATHS,
  TextPath,
  authTypeOf,
  toDefinition,
  type ConnectionValues,
} from './connectionValues';

/** What is wrong with an input: a reason the form has words for, or the words of the schema. */
export type ConnectionProblem =
  | { reason: 'required' | 'again' | 'notANumber' | 'notAUrl' }
  | { reason: 'tooLong' | 'tooMany' | 'tooBig' | 'tooSmall'; limit: number }
  | { reason: 'other'; message: string };

/** Problems by input. */
export type ConnectionProblems = Partial<Record<TextPath, ConnectionProblem>>;

interface Issue {
  code?: string;
  origin?: string;
  format?: string;
  message: string;
  maximum?: unknown;
  minimum?: unknown;
  path: PropertyKey[];
}

const TOO_MUCH: Record<string, 'tooLong' | 'tooMany' | 'tooBig'> = {
  string: 'tooLong',
  array: 'tooMany',
  number: 'tooBig',
};

function inputOf({ path }: Issue): TextPath | undefined {
  // Items of a list are typed into one input.
  const [first, second] = path.map(String);
  return TEXT_PATHS.find(
    each => each === first || each === `${first}.${second}`,
  );
}

function toProblem(issue: Issue, text: string): ConnectionProblem {
  if (text.trim() === '') {
    return { reason: 'required' };
  }
  switch (issue.code) {
    case 'too_big':
      return {
        reason: TOO_MUCH[issue.origin ?? ''] ?? 'tooBig',
        limit: Number(issue.maximum),
      };
    case 'too_small':
      return { reason: 'tooSmall', limit: Number(issue.minimum) };
    case 'invalid_type':
      return { reason: 'notANumber' };
    default:
      return issue.format === 'url'
        ? { reason: 'notAUrl' }
        : { reason: 'other', message: issue.message };
  }
}

function missingAuthFields(
  values: ConnectionValues,
  stored: IntegrationDetails | undefined,
): TextPath[] {
  const type = authTypeOf(values);
  const asked: TextPath[] =
    type === 'basic' && values.isOneField
      ? ['auth.credentials']
      : AUTH_FIELDS[type];
  return asked.filter(
    path =>
      values.texts[path].trim() === '' &&
      isAuthFieldRequired(path, type) &&
      !isSecretKept(path, values, stored),
  );
}

/** Finds what the backend would refuse, by the same schemas. */
export function checkConnection(
  values: ConnectionValues,
  stored?: IntegrationDetails,
): ConnectionProblems {
  const schema = stored ? integrationDraft : integrationDefinition;
  const checked = schema.safeParse(toDefinition(values, stored));
  const problems: ConnectionProblems = {};
  for (const issue of checked.error?.issues ?? []) {
    const input = inputOf(issue);
    if (input) {
      problems[input] ??= toProblem(issue, values.texts[input]);
    }
  }
  if (problems.instance_url && values.texts.name === '') {
    // The name comes of the URL, once that is right.
    delete problems.name;
  }
  for (const path of missingAuthFields(values, stored)) {
    problems[path] = {
      reason: isSecretStored(path, stored) ? 'again' : 'required',
    };
  }
  return problems;
}
