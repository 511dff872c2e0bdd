import {
  INTEGRATION_SECRETS,
  type IntegrationDefinition,
} from 'backstage-plugin-servicenow-ticketing-common';

/** Secrets by path, such as `auth.password`. @internal */
export type IntegrationSecrets = Record<string, string>;

type Section = Record<string, unknown>;

/** A definition without its secrets, and the secrets. @internal */
export function splitSecrets(definition: IntegrationDefinition): {
  definition: Section & { name: string; default: boolean };
  secrets: IntegrationSecrets;
} {
  const rest: Section = { ...definition };
  const secrets: IntegrationSecrets = {};
  for (const [section, key] of INTEGRATION_SECRETS) {
    const { [key]: secret, ...others } = (rest[section] ?? {}) as Section;
    if (typeof secret === 'string') {
      secrets[`${section}.${key}`] = secret;
      rest[section] = others;
    }
  }
  return {
    definition: {
      ...rest,
      name: definition.name,
      default: definition.default,
    },
    secrets,
  };
}

/** The inverse of {@link splitSecrets}; not checked. @internal */
export function joinSecrets(
  definition: unknown,
  secrets: IntegrationSecrets,
): unknown {
  const whole = { ...(definition as Section) };
  for (const [section, key] of INTEGRATION_SECRETS) {
    const secret = secrets[`${section}.${key}`];
    if (secret !== undefined) {
      whole[section] = { ...(whole[section] as Section), [key]: secret };
    }
  }
  return whole;
}
