import { fieldErrorsOf } from '../../../../hooks/errors';
import { inputOf, type InputName } from './checkMapping';
import { MAPPING_PATHS, type MappedField } from './mappingDraft';

/** How the backend may name a path of the mapping, depending on which part of a request it read. */
const PREFIXES = ['definition.mapping.', 'mapping.', 'definition.'];

/** What the backend refused, by input. */
export function refusalsOf(
  error: unknown,
  fields: MappedField[],
): Partial<Record<InputName, string>> {
  if (!error) {
    return {};
  }
  const paths = [
    ...MAPPING_PATHS,
    ...fields.map(({ name }) => `templates.fields.${name.trim()}`),
  ];
  const messages = fieldErrorsOf(
    error,
    paths.flatMap(path => PREFIXES.map(prefix => `${prefix}${path}`)),
  );
  const found: Partial<Record<InputName, string>> = {};
  for (const [named, message] of Object.entries(messages)) {
    const prefix = PREFIXES.find(each => named.startsWith(each)) ?? '';
    const input = inputOf(named.slice(prefix.length), fields);
    if (input) {
      found[input] = message;
    }
  }
  return found;
}
