import { InputError } from '@backstage/errors';

/*
 * The only way to make a `sysparm_query`. ServiceNow joins conditions with `^`, begins a new one at a line break
 * in some releases, and runs values that begin with `javascript:` as a script. None of these can be escaped
 * reliably, so a value that contains them is refused: no value changes what a query means.
 */

const FIELD = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/;

type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';
type TextMatch = 'LIKE' | 'STARTSWITH' | 'ENDSWITH';

/** A condition: field, operator, value. @internal */
export type Condition =
  | readonly [field: string, operator: Comparison | TextMatch, value: string]
  | readonly [field: string, operator: 'IN', values: readonly string[]]
  | readonly [field: string, operator: 'ISEMPTY' | 'ISNOTEMPTY'];

/** An order of rows, by one field. @internal */
export type Order = readonly [field: string, direction: 'ASC' | 'DESC'];

/** A query; conditions in an inner list are alternatives of which one must hold. @internal */
export interface EncodedQuery {
  where: ReadonlyArray<Condition | readonly Condition[]>;
  orderBy?: readonly Order[];
}

/**
 * Writes a query as ServiceNow reads it: `a=1^bLIKEx^ORcLIKEx^ORDERBYd`.
 *
 * @throws InputError when a value cannot be searched for without changing what the query means.
 * @internal
 */
export function encodeQuery(query: EncodedQuery): string {
  const conditions = query.where.map(condition =>
    isCondition(condition)
      ? encodeCondition(condition)
      : encodeAlternatives(condition),
  );
  const order = (query.orderBy ?? []).map(
    ([field, direction]) =>
      `${direction === 'DESC' ? 'ORDERBYDESC' : 'ORDERBY'}${checkField(field)}`,
  );
  return [...conditions, ...order].join('^');
}

/** Every field that a query looks at, in a condition or for its order. @internal */
export function fieldsOf(query: EncodedQuery): string[] {
  const conditions = query.where.flatMap(condition =>
    isCondition(condition) ? [condition] : condition,
  );
  return [
    ...new Set(
      [...conditions, ...(query.orderBy ?? [])].map(([field]) => field),
    ),
  ];
}

function isCondition(
  condition: Condition | readonly Condition[],
): condition is Condition {
  return typeof condition[0] === 'string';
}

function encodeAlternatives(conditions: readonly Condition[]): string {
  if (conditions.length === 0) {
    throw new Error('A list of alternatives is empty');
  }
  return conditions.map(encodeCondition).join('^OR');
}

function encodeCondition(condition: Condition): string {
  const [field, operator, value] = condition;
  checkField(field);
  if (value === undefined) {
    return `${field}${operator}`;
  }
  if (typeof value === 'string') {
    checkValue(field, value);
    if (value.startsWith('=') && (operator === '<' || operator === '>')) {
      refuse(field, 'must not begin with =');
    }
    return `${field}${operator}${value}`;
  }
  return `${field}${operator}${encodeList(field, value)}`;
}

function encodeList(field: string, values: readonly string[]): string {
  if (values.length === 0) {
    refuse(field, 'must not be an empty list');
  }
  values.forEach(value => {
    checkValue(field, value);
    if (value.includes(',')) {
      refuse(field, 'must not contain a comma');
    }
    // The ends of each are cut off, so that another value would be searched for.
    if (value !== value.trim()) {
      refuse(field, 'must not begin or end with a space');
    }
  });
  // INSTANCEOF is an operator, too.
  if (values[0].startsWith('STANCEOF')) {
    refuse(field, 'must not begin with STANCEOF');
  }
  return values.join(',');
}

function checkField(field: string): string {
  if (!FIELD.test(field)) {
    throw new Error(`"${field}" is not the name of a ServiceNow field`);
  }
  return field;
}

function checkValue(field: string, value: string): void {
  if (value === '') {
    refuse(field, 'must not be empty');
  }
  if (value.includes('^')) {
    refuse(field, 'must not contain ^');
  }
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(value)) {
    refuse(field, 'must not contain line breaks or control characters');
  }
  if (/\p{Surrogate}/u.test(value)) {
    // Cannot be written in UTF-8: something else would arrive.
    refuse(field, 'must not contain half a character');
  }
  if (/^\s*javascript\s*:/i.test(value)) {
    refuse(field, 'must not begin like a script (javascript and a colon)');
  }
}

function refuse(field: string, why: string): never {
  throw new InputError(
    `ServiceNow cannot search for this text: the value for ${field} ${why}.`,
  );
}
