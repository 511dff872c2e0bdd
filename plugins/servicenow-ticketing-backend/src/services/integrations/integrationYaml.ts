import {
  integrationDefinition,
  type IntegrationDefinition,
} from 'backstage-plugin-servicenow-ticketing-common';
import { isDeepStrictEqual } from 'node:util';
import { stringify } from 'yaml';
import { toCamelCaseKeys } from '../../config/keyCase';
import { joinSecrets, splitSecrets } from './integrationSecrets';

/** Keeps long templates on one line, so that nobody wonders where a line really ends. */
const NO_FOLDING = 0;

/**
 * The section of app-config.yaml that connects the same instance, with environment variables in place of secrets and
 * without what is the default anyway.
 * @internal
 */
export function toYaml(definition: IntegrationDefinition): string {
  const { name } = definition;
  const { definition: open, secrets } = splitSecrets(definition);
  const placeholders = Object.fromEntries(
    Object.keys(secrets).map(path => [path, `\${${variableOf(name, path)}}`]),
  );
  const { name: _, ...section } = joinSecrets(
    escapeVariables(withoutDefaults(open, defaultsOf(definition))),
    placeholders,
  ) as Record<string, unknown>;
  const variables = Object.keys(secrets).map(path => variableOf(name, path));
  const yaml = stringify(
    {
      servicenowTicketing: {
        integrations: { [name]: toCamelCaseKeys(section) },
      },
    },
    { lineWidth: NO_FOLDING },
  );
  return variables.length > 0
    ? `# Give the backend these environment variables: ${variables.join(
        ', ',
      )}\n${yaml}`
    : yaml;
}

/** The environment variable that a secret is taken from, such as SERVICENOW_PRODUCTION_PASSWORD. @internal */
export function variableOf(name: string, path: string): string {
  const ofAuth = path.replace(/^auth\./, '');
  return `SERVICENOW_${name}_${ofAuth}`
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_');
}

/** What a definition of the same instance has where it says nothing. */
function defaultsOf({
  name,
  instance_url,
  auth,
  tls,
}: IntegrationDefinition): Partial<IntegrationDefinition> {
  const {
    name: _name,
    instance_url: _url,
    auth: _auth,
    tls: _tls,
    ...defaults
  } = integrationDefinition.parse({ name, instance_url, auth, tls });
  return { ...defaults, title: name };
}

function withoutDefaults(value: unknown, defaults: unknown): unknown {
  if (!isPlainObject(value)) {
    return value;
  }
  const usual = isPlainObject(defaults) ? defaults : {};
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !isDeepStrictEqual(inner, usual[key]))
      .map(([key, inner]) => [key, withoutDefaults(inner, usual[key])])
      .filter(([, inner]) => inner !== undefined && !isEmpty(inner)),
  );
}

function isEmpty(value: unknown): boolean {
  return isPlainObject(value) && Object.keys(value).length === 0;
}

/** What Backstage takes for an environment variable in any text; one more `$` in front keeps it from doing so. */
const VARIABLE = /\$?\$\{[^{}]*\}/g;

function escapeVariables(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.replace(VARIABLE, match => `$${match}`);
  }
  if (Array.isArray(value)) {
    return value.map(escapeVariables);
  }
  return isPlainObject(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [
          key,
          escapeVariables(inner),
        ]),
      )
    : value;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
