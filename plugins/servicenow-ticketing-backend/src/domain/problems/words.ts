const TYPES: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** A type, as people call it. @internal */
export function typeOf(type: string): string {
  return TYPES[type] ?? type;
}

const FORMATS: Record<string, string> = {
  url: 'a URL such as https://example.com',
  datetime: 'a time such as 2026-01-23T19:51:23Z',
  email: 'an e-mail address',
};

/** The form of a text, as people call it. @internal */
export function formatOf(format: string): string {
  return FORMATS[format] ?? `of the form ${format}`;
}

/** How long or large something may be: "be at most 5". @internal */
export function limitOf(
  origin: string,
  bound: 'at least' | 'at most',
  value: number | bigint,
): string {
  switch (origin) {
    case 'string':
      return `be ${bound} ${value} characters long`;
    case 'array':
    case 'set':
      return `have ${bound} ${value} ${Number(value) === 1 ? 'item' : 'items'}`;
    default:
      return `be ${bound} ${value}`;
  }
}

/** What may be chosen from. @internal */
export function oneOf(values: readonly unknown[]): string {
  return values.length === 1
    ? String(values[0])
    : `one of ${values.map(String).join(', ')}`;
}
