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
  let rest: Section = definition;
  const secrets: IntegrationSecrets = {};
  for (const path of INTEGRATION_SECRETS) {
    rest = changeAt(rest, path, secret => {
      if (typeof secret === 'string') {
        secrets[path.join('.')] = secret;
      }
      return undefined;
    });
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
  let whole = definition as Section;
  for (const path of INTEGRATION_SECRETS) {
    const secret = secrets[path.join('.')];
    if (secret !== undefined) {
      whole = changeAt(whole, path, () => secret);
    }
  }
  return whole;
}

/** A copy with another value at a path, or without one; what is around it is made where a value needs it. */
function changeAt(
  section: Section | undefined,
  [key, ...inner]: readonly string[],
  change: (value: unknown) => unknown,
): Section {
  const { [key]: before, ...others } = section ?? {};
  const after =
    inner.length === 0
      ? change(before)
      : changeAt(before as Section | undefined, inner, change);
  const isNothing =
    after === undefined || (before === undefined && isEmpty(after));
  return isNothing ? others : { ...section, [key]: after };
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && Object.keys(value ?? {}).length === 0;
}
