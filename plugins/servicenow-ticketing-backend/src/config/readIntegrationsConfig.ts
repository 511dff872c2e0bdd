import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { integrationDefinition } from 'backstage-plugin-servicenow-ticketing-common';
import type { IntegrationSettings } from '../domain/integrationSettings';
import { check, type Problem } from '../domain/problems/check';
import { relocate } from '../domain/problems/relocate';
import { checkTemplates } from '../domain/templates/checkTemplates';
import {
  snakeCasePathsOf,
  toCamelCase,
  toConfigPath,
  toSnakeCaseKeys,
} from './keyCase';
import { toIntegrationSettings } from './toIntegrationSettings';

const ROOT = 'servicenowTicketing.integrations';

/** Most values that are missing come from a variable that nobody set. */
const WHEN_MISSING =
  'If it comes from an environment variable, give the backend that variable.';

/**
 * Reads `servicenowTicketing.integrations`.
 *
 * @throws InputError that names every config path at fault and the remedy.
 * @internal
 */
export function readIntegrationsConfig(config: Config): IntegrationSettings[] {
  // Read at once: Backstage's reader refuses names such as prod-2, which the portal allows.
  const section = config.getOptional<JsonObject>(ROOT) ?? {};
  const integrations = Object.entries(section).map(([name, value]) =>
    readIntegration(name, value),
  );
  const defaults = integrations.filter(({ isDefault }) => isDefault);
  if (defaults.length > 1) {
    throw new InputError(
      `${ROOT}: only one integration may be the default, but ${defaults
        .map(({ name }) => name)
        .join(' and ')} say so. Remove "default: true" from all but one.`,
    );
  }
  return integrations;
}

function readIntegration(name: string, section: unknown): IntegrationSettings {
  if (typeof section !== 'object' || section === null) {
    throw refusal(name, [{ path: [], message: 'must be an object' }]);
  }
  const misspelt = snakeCasePathsOf(section);
  if (misspelt.length > 0) {
    throw refusal(
      name,
      misspelt.map(path => ({
        path: [...path],
        message: `is not known. Did you mean ${toCamelCase(
          String(path.at(-1)),
        )}?`,
      })),
    );
  }
  if ('name' in section) {
    throw refusal(name, [
      { path: ['name'], message: `is not needed: "${name}" is the name` },
    ]);
  }
  const checked = check(
    integrationDefinition,
    { ...(toSnakeCaseKeys(section) as object), name },
    { whenMissing: WHEN_MISSING, spell: toCamelCase },
  );
  if ('problems' in checked) {
    throw refusal(
      name,
      checked.problems.map(({ path, message }) => ({
        path: path[0] === 'name' ? [] : toConfigPath(path),
        message,
      })),
    );
  }
  const settings = toIntegrationSettings(checked.data);
  try {
    checkTemplates(settings.mapping);
  } catch (error) {
    throw relocateToConfig(error, name);
  }
  return settings;
}

/** An InputError about an integration of the config, with the paths that stand there. @internal */
export function relocateToConfig(error: unknown, name: string): unknown {
  return relocate(error, {
    parent: `${ROOT}.${name}`,
    spell: path => toConfigPath(path.split('.')).join('.'),
  });
}

function refusal(name: string, problems: Problem[]): InputError {
  return new InputError(
    problems
      .map(
        ({ path, message }) => `${[ROOT, name, ...path].join('.')}: ${message}`,
      )
      .join('\n'),
  );
}
