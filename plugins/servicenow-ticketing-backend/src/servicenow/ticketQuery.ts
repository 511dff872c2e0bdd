import { InputError } from '@backstage/errors';
import type { Condition } from './encodedQuery';

/*
 * Reads the encoded query that owners of entities write into their catalog files. It is not passed on: only plain
 * conditions are understood, and the one builder of queries writes them anew, which refuses values that could mean more.
 */

const MAX_LENGTH = 1_000;
const MAX_CONDITIONS = 20;

const PLAIN =
  /^([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)(ISEMPTY|ISNOTEMPTY|STARTSWITH|ENDSWITH|LIKE|IN|!=|<=|>=|=|<|>)([^]*)$/;

/**
 * The conditions of a query such as `assignment_group.name=Data^category=software^ORcategory=database`; those joined by
 * `^OR` are alternatives.
 *
 * @throws InputError for anything but plain conditions.
 * @internal
 */
export function readTicketQuery(text: string): (Condition | Condition[])[] {
  const query = text.trim();
  if (query === '' || query.length > MAX_LENGTH) {
    throw refused(`must have 1 to ${MAX_LENGTH} characters`);
  }
  const parts = query.split('^');
  if (parts.length > MAX_CONDITIONS) {
    throw refused(`may have at most ${MAX_CONDITIONS} conditions`);
  }
  const groups: Condition[][] = [];
  for (const part of parts) {
    const isAlternative = part.startsWith('OR') && groups.length > 0;
    const condition = readCondition(isAlternative ? part.slice(2) : part);
    if (isAlternative) {
      groups.at(-1)!.push(condition);
    } else {
      groups.push([condition]);
    }
  }
  return groups.map(group => (group.length === 1 ? group[0] : group));
}

function readCondition(part: string): Condition {
  const [, field, operator, value = ''] = PLAIN.exec(part) ?? [];
  switch (operator) {
    case 'ISEMPTY':
    case 'ISNOTEMPTY':
      if (value !== '') {
        break;
      }
      return [field, operator];
    case 'IN':
      return [field, operator, value.split(',').map(one => one.trim())];
    case '=':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case 'LIKE':
    case 'STARTSWITH':
    case 'ENDSWITH':
      return [field, operator, value];
    default:
      break;
  }
  throw refused(
    `"${part}" is no plain condition: write a field, one of = != < <= > >= LIKE STARTSWITH ENDSWITH IN ISEMPTY ISNOTEMPTY, and a value`,
  );
}

function refused(why: string): InputError {
  return new InputError(`The ticket query ${why}.`);
}
