import type { FieldRules } from './FieldRules';
import { EXCLUDED, HIDDEN } from './redactJson';

/** Parameters whose value is an encoded query. */
const QUERY_PARAMETERS = new Set(['sysparm_query', 'sysparm_filter']);

/** `urgency=1`, `ORurgency=1`, `NQurgency=1`; operators are not written in lower case. */
const CONDITION = /^(?:NQ|OR)?([a-z][a-z0-9_.]*)/;

/**
 * A path with its query, in which parameters and conditions on fields tell no more than their names where the rules
 * say so.
 * @internal
 */
export function redactPath(path: string, rules: FieldRules): string {
  const begin = path.indexOf('?') + 1;
  if (begin === 0) {
    return path;
  }
  const parameters = path
    .slice(begin)
    .split('&')
    .map(parameter => redactParameter(parameter, rules));
  return path.slice(0, begin) + parameters.join('&');
}

function redactParameter(parameter: string, rules: FieldRules): string {
  const equals = parameter.indexOf('=');
  if (equals < 0) {
    return parameter;
  }
  const written = parameter.slice(0, equals);
  const name = decode(written);
  const replacement = replacementOf(name, rules);
  if (replacement) {
    return `${written}=${replacement}`;
  }
  if (!QUERY_PARAMETERS.has(name)) {
    return parameter;
  }
  const query = decode(parameter.slice(equals + 1));
  const redacted = query
    .split('^')
    .map(condition => {
      const match = CONDITION.exec(condition);
      const found = match && replacementOf(match[1], rules);
      return found ? match[0] + found : condition;
    })
    .join('^');
  return redacted === query
    ? parameter
    : `${written}=${encodeURIComponent(redacted)}`;
}

function replacementOf(name: string, rules: FieldRules): string | undefined {
  switch (rules.of(name)) {
    case 'hide':
      return HIDDEN;
    case 'exclude':
      return EXCLUDED;
    case 'cut':
    case 'keep':
      return undefined;
  }
}

function decode(text: string): string {
  if (!text.includes('%') && !text.includes('+')) {
    return text;
  }
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return text;
  }
}
