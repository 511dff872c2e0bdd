import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { integrationDefinition } from 'backstage-plugin-servicenow-ticketing-common';
import type { IntegrationSettings } from '../domain/integrationSettings';
import { toCamelCase, toSnakeCaseKeys } from './keyCase';
import { toIntegrationSettings } from './toIntegrationSettings';

const ROOT = 'servicenowTicketing.integrations';

/**
 * Reads `servicenowTicketing.integrations`.
 *
 * @throws InputError that names every config path at fault and the remedy.
 * @internal
 */
export function readIntegrationsConfig(config: Config): IntegrationSettings[] {
  const section = config.getOptionalConfig(ROOT);
  const integrations = (section?.keys() ?? []).map(name =>
    readIntegration(name, section!.get(name)),
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

function readIntegration(name: string, value: unknown): IntegrationSettings {
  const parsed = integrationDefinition.safeParse({
    ...(toSnakeCaseKeys(value) as object),
    name,
  });
  if (!parsed.success) {
    throw new InputError(
      parsed.error.issues
        .map(({ path, message }) =>
          [ROOT, name, ...path.map(key => toCamelCase(String(key)))]
            .join('.')
            .concat(`: ${message}`),
        )
        .join('\n'),
    );
  }
  return toIntegrationSettings(parsed.data);
}
