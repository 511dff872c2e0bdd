import { ColumnDefinition } from '../dictionary/types';
import { normaliseDateTime } from './dateTime';

const REFERENCE_LENGTH = 32;

function asText(value: unknown): string {
  if (value === null || value === undefined) {
    return '';
  }
  if (typeof value === 'object') {
    if (Array.isArray(value)) {
      return value.map(asText).join(',');
    }
    const shaped = value as { value?: unknown; display_value?: unknown };
    return asText(shaped.value ?? shaped.display_value);
  }
  return String(value);
}

/**
 * Brings a value a client sent into the form in which the column stores it.
 * Undefined means the value does not fit and the column keeps what it has.
 *
 * @internal
 */
export function normaliseValue(
  column: ColumnDefinition,
  input: unknown,
): string | undefined {
  const value = asText(input);
  if (value === '') {
    return '';
  }
  switch (column.type) {
    case 'boolean':
      return /^(true|1|yes)$/i.test(value.trim()) ? 'true' : 'false';
    case 'integer': {
      const number = Number(value.trim().replaceAll(',', ''));
      return Number.isFinite(number) ? String(Math.trunc(number)) : undefined;
    }
    case 'decimal': {
      const number = Number(value.trim().replaceAll(',', ''));
      return Number.isFinite(number) ? String(number) : undefined;
    }
    case 'glide_date_time':
    case 'due_date':
    case 'glide_duration':
      return normaliseDateTime(value);
    case 'glide_date':
      return normaliseDateTime(value).slice(0, 10);
    case 'reference':
    case 'domain_id':
    case 'GUID':
      return value.slice(0, REFERENCE_LENGTH);
    case 'string':
    case 'email':
    case 'url':
    case 'script':
    case 'glide_list':
    case 'password':
    case 'journal_input':
    case 'journal_list':
    case 'sys_class_name':
      return value.length > column.maxLength && column.type === 'string'
        ? value.slice(0, column.maxLength)
        : value;
    default:
      return value;
  }
}
