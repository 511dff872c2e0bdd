import type { FormField } from 'backstage-plugin-servicenow-ticketing-common';
import { fieldErrorsOf, messageOf } from '../../hooks/errors';

/** Where ServiceNow's data policies list what they want, by label. */
const WANTED = /wants values for:\s*([^\n]+?)(?:\.\s|\.?$)/i;
/** The stock rule about people who are not in the group, as the backend tells it. */
const MEMBERSHIP = /member of the assignment group/i;

interface Words {
  /** What to say of a field that a data policy wants. */
  wanted: string;
  /** What to say of an assignee who is not in the group. */
  noMember: string;
}

/** What a refusal says of single fields, by the names they have in the form. */
export function refusedFields(
  error: unknown,
  fields: readonly FormField[],
  words: Words,
): Record<string, string> {
  const message = messageOf(error);
  const wanted = (WANTED.exec(message)?.[1] ?? '')
    .split(',')
    .map(label => label.trim().toLowerCase());
  const byPolicy = fields.filter(
    ({ label, name }) =>
      wanted.includes(label.toLowerCase()) ||
      wanted.includes(name.replace(/^fields\./, '')),
  );
  return {
    ...Object.fromEntries(byPolicy.map(({ name }) => [name, words.wanted])),
    ...(MEMBERSHIP.test(message) &&
      fields.some(({ name }) => name === 'assigned_to') && {
        assigned_to: words.noMember,
      }),
    ...fieldErrorsOf(
      error,
      fields.map(({ name }) => name),
    ),
  };
}
