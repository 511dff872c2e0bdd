/** One ServiceNow field and what is written into it. */
export interface FieldContent {
  field: string;
  value: string;
}

/** How the parts of payloads are called in ServiceNow. */
const FIELDS: Record<string, string> = {
  note: 'work_notes',
  closeNotes: 'close_notes',
};
/** What is only for ourselves. */
const INTERNAL = new Set(['marker', 'markers', 'request', 'fingerprint']);
/** Longest value that is shown, in characters. */
const MAX_VALUE_LENGTH = 10_000;

/**
 * What a delivery writes, by ServiceNow field, for people to read. The kinds of deliveries grow, so that this goes by
 * the shape of what they carry: texts, records of fields, and lists of which the first that fits is taken.
 */
export function describeContent(
  payload: unknown,
  excludedFields: readonly string[] = [],
): FieldContent[] {
  return Object.entries(payload ?? {})
    .filter(([key]) => !INTERNAL.has(key))
    .flatMap(([key, value]) => contentOf(key, value))
    .filter(
      ({ field, value }) => value !== '' && !excludedFields.includes(field),
    )
    .map(({ field, value }) => ({
      field,
      value: value.slice(0, MAX_VALUE_LENGTH),
    }));
}

function contentOf(key: string, value: unknown): FieldContent[] {
  if (key === 'details' && Array.isArray(value)) {
    return [{ field: 'description', value: String(value[0] ?? '') }];
  }
  switch (typeof value) {
    case 'string':
    case 'number':
      return [{ field: FIELDS[key] ?? snakeCase(key), value: String(value) }];
    case 'object':
      return Object.entries(value ?? {}).flatMap(([field, text]) =>
        typeof text === 'string' ? [{ field, value: text }] : [],
      );
    default:
      return [];
  }
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, capital => `_${capital.toLowerCase()}`);
}
