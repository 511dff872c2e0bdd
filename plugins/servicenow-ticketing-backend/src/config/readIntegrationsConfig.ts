import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  severity as severitySchema,
  tableName,
} from 'backstage-plugin-servicenow-ticketing-common';
import {
  DEFAULT_URGENCY,
  type SeverityMapping,
  type SeverityValues,
} from '../domain/priority';
import { readInstanceUrl } from './readInstanceUrl';

const ROOT = 'servicenowTicketing.integrations';
const DEFAULT_TABLE = 'incident';
const DEFAULT_RESOLVED_STATE = '6';
const DEFAULT_CLOSE_CODE = 'Solution provided';

/** How to sign in to an instance. @internal */
export interface BasicAuthSettings {
  type: 'basic';
  username: string;
  password: string;
}

/** What the config says about one ServiceNow instance. @internal */
export interface IntegrationSettings {
  /** Key in the config; stable, as stored tickets refer to it. */
  name: string;
  /** What people call it. */
  title: string;
  /** Origin without a trailing slash. */
  instanceUrl: string;
  isDefault: boolean;
  /** Table that tickets are created in. */
  table: string;
  auth: BasicAuthSettings;
  resolve: {
    state: string;
    closeCode: string;
    /** Used when the person who resolves says nothing. */
    closeNotes?: string;
  };
  severity: SeverityMapping;
}

/**
 * Reads `servicenowTicketing.integrations`.
 *
 * @throws InputError that names the config path and the remedy.
 * @internal
 */
export function readIntegrationsConfig(config: Config): IntegrationSettings[] {
  const section = config.getOptionalConfig(ROOT);
  const integrations = (section?.keys() ?? []).map(name =>
    readIntegration(name, section!.getConfig(name)),
  );
  const defaults = integrations.filter(({ isDefault }) => isDefault);
  if (defaults.length > 1) {
    throw new InputError(
      `${ROOT}: only one integration may be the default, but ${defaults
        .map(({ name }) => name)
        .join(' and ')} say so. Remove "default: true" from all but one.`,
    );
  }
  if (integrations.length === 1) {
    return [{ ...integrations[0], isDefault: true }];
  }
  return integrations;
}

function readIntegration(name: string, config: Config): IntegrationSettings {
  const path = `${ROOT}.${name}`;
  if (name.length > 64) {
    throw new InputError(`${path}: the name may have at most 64 characters`);
  }
  return {
    name,
    title: config.getOptionalString('title') ?? name,
    instanceUrl: readInstanceUrl(
      requiredString(config, { path, key: 'instanceUrl' }),
      `${path}.instanceUrl`,
    ),
    isDefault: config.getOptionalBoolean('default') ?? false,
    table: readTable(config, path),
    auth: readAuth(config, path),
    resolve: {
      state: readChoice(config, {
        path,
        key: 'resolvedState',
        fallback: DEFAULT_RESOLVED_STATE,
      }),
      closeCode: readChoice(config, {
        path,
        key: 'closeCode',
        fallback: DEFAULT_CLOSE_CODE,
      }),
      closeNotes: config.getOptionalString('closeNotes'),
    },
    severity: {
      urgency: {
        ...DEFAULT_URGENCY,
        ...readSeverityValues(config, { path, field: 'urgency' }),
      },
      impact: readImpact(config, path),
    },
  };
}

function readTable(config: Config, path: string): string {
  const table = config.getOptionalString('table') ?? DEFAULT_TABLE;
  if (!tableName.safeParse(table).success) {
    throw new InputError(
      `${path}.table: "${table}" is not the name of a ServiceNow table. Use its name, such as incident, not its label.`,
    );
  }
  return table;
}

function readAuth(config: Config, path: string): BasicAuthSettings {
  const auth = config.getOptionalConfig('auth');
  if (!auth) {
    throw new InputError(
      `${path}.auth: is missing. Give it type: basic with the username and password of the service account.`,
    );
  }
  const type = auth.getOptionalString('type') ?? 'basic';
  if (type !== 'basic') {
    throw new InputError(
      `${path}.auth.type: "${type}" is not supported. Use basic.`,
    );
  }
  const username = requiredString(auth, {
    path: `${path}.auth`,
    key: 'username',
  });
  if (username.includes(':')) {
    throw new InputError(
      `${path}.auth.username: must not contain a colon, because basic authentication ends the name there. Put what follows the colon into ${path}.auth.password.`,
    );
  }
  return {
    type,
    username,
    password: requiredString(auth, { path: `${path}.auth`, key: 'password' }),
  };
}

/** Values of choices are strings for ServiceNow, though people write `resolvedState: 6`. */
function readChoice(
  config: Config,
  options: { path: string; key: string; fallback?: string },
): string {
  const value = config.getOptional(options.key) ?? options.fallback;
  if (
    (typeof value !== 'string' && typeof value !== 'number') ||
    value === ''
  ) {
    throw new InputError(
      `${options.path}.${options.key}: must be the value of a ServiceNow choice, such as 6`,
    );
  }
  return String(value);
}

function readSeverityValues(
  config: Config,
  options: { path: string; field: 'urgency' | 'impact' },
): Partial<SeverityValues> {
  const key = `severity.${options.field}`;
  const section = config.getOptionalConfig(key);
  const values: Partial<SeverityValues> = {};
  for (const level of section?.keys() ?? []) {
    const known = severitySchema.safeParse(level);
    if (!known.success) {
      throw new InputError(
        `${
          options.path
        }.${key}.${level}: is not a severity. Use ${severitySchema.options.join(
          ', ',
        )}.`,
      );
    }
    values[known.data] = readChoice(section!, {
      path: `${options.path}.${key}`,
      key: level,
    });
  }
  return values;
}

function readImpact(config: Config, path: string): SeverityValues | undefined {
  const values = readSeverityValues(config, { path, field: 'impact' });
  if (Object.keys(values).length === 0) {
    return undefined;
  }
  const missing = severitySchema.options.filter(level => !values[level]);
  if (missing.length > 0) {
    throw new InputError(
      `${path}.severity.impact: lacks ${missing.join(
        ', ',
      )}. Give every severity a value, or leave the section out.`,
    );
  }
  return values as SeverityValues;
}

function requiredString(
  config: Config,
  options: { path: string; key: string },
): string {
  const value = config.getOptional(options.key);
  if (value === undefined || value === null || value === '') {
    throw new InputError(
      `${options.path}.${options.key}: is missing or empty. If it comes from an environment variable, give the backend that variable.`,
    );
  }
  return String(value);
}
