import {
  integrationAuthType,
  integrationDraft,
  type IntegrationAuthType,
  type IntegrationDetails,
  type IntegrationDraftInput,
} from 'backstage-plugin-servicenow-ticketing-common';

/** The inputs of the form that hold text, named by their path in the definition. */
export const TEXT_PATHS = [
  'name',
  'title',
  'description',
  'tags',
  'kind',
  'instance_url',
  'table',
  'excluded_fields',
  'auth.type',
  'auth.credentials',
  'auth.username',
  'auth.password',
  'auth.client_id',
  'auth.client_secret',
  'auth.api_key',
  'tls.ca',
  'tls.certificate',
  'tls.key',
  'tls.passphrase',
  'proxy.url',
  'proxy.username',
  'proxy.password',
  'limits.concurrency',
  'limits.requests_per_minute',
] as const;

/** The name of an input. */
export type TextPath = (typeof TEXT_PATHS)[number];

/** Everything that is typed. Secrets are never prefilled. */
export interface ConnectionValues {
  texts: Record<TextPath, string>;
  isDefault: boolean;
  /** Whether user name and password are one input, `username:password`. */
  isOneField: boolean;
}

const EMPTY = Object.fromEntries(
  TEXT_PATHS.map(path => [path, '']),
) as ConnectionValues['texts'];

/** What a new connection starts from. */
export const NEW_VALUES: ConnectionValues = {
  texts: {
    ...EMPTY,
    kind: 'cloud',
    table: 'incident',
    'auth.type': 'basic',
    'limits.concurrency': '16',
  },
  isDefault: false,
  isOneField: false,
};

/** The way to sign in that is chosen. */
export function authTypeOf(values: ConnectionValues): IntegrationAuthType {
  return integrationAuthType.parse(values.texts['auth.type']);
}

/** What the form of a stored integration starts from. */
export function toValues(details: IntegrationDetails): ConnectionValues {
  const definition = integrationDraft.parse(details.definition);
  const { auth, tls, proxy, limits } = definition;
  const known: Partial<Record<TextPath, string | undefined>> = {
    name: details.name,
    title: definition.title,
    description: definition.description,
    tags: definition.tags.join(', '),
    kind: definition.kind,
    instance_url: definition.instance_url,
    table: definition.table,
    excluded_fields: definition.excluded_fields.join(', '),
    'auth.type': auth.type,
    'auth.username': 'username' in auth ? auth.username : undefined,
    'auth.client_id': 'client_id' in auth ? auth.client_id : undefined,
    'tls.ca': tls?.ca,
    'tls.certificate': tls?.certificate,
    'proxy.url': proxy?.url,
    'proxy.username': proxy?.username,
    'limits.concurrency': String(limits.concurrency),
    'limits.requests_per_minute': limits.requests_per_minute?.toString(),
  };
  const given = Object.entries(known).filter(([, text]) => text !== undefined);
  return {
    texts: { ...EMPTY, ...Object.fromEntries(given) },
    isDefault: definition.default,
    isOneField: false,
  };
}

/** The name that an instance gets unless another is typed: the first label of its host. */
export function nameOf(instanceUrl: string): string {
  if (!URL.canParse(instanceUrl)) {
    return '';
  }
  const [label] = new URL(instanceUrl).hostname.split('.');
  return label.replace(/[^a-zA-Z0-9_-]/g, '');
}

const optional = (text: string) => text.trim() || undefined;

const listOf = (text: string) =>
  text
    .split(',')
    .map(part => part.trim())
    .filter(Boolean);

/** An empty input is no number, and none is sent. */
const numberOf = (text: string) =>
  text.trim() === '' ? undefined : Number(text);

/** `undefined` when nothing in it is given, so that the definition has no empty parts. */
function partOf<T extends object>(part: T): T | undefined {
  return Object.values(part).some(value => value !== undefined)
    ? part
    : undefined;
}

function toAuth(values: ConnectionValues): IntegrationDraftInput['auth'] {
  const { texts, isOneField } = values;
  // Blanks may belong to a secret.
  const secret = (path: TextPath) => texts[path] || undefined;
  const client = {
    client_id: texts['auth.client_id'].trim(),
    client_secret: secret('auth.client_secret'),
  };
  const account = {
    username: texts['auth.username'].trim(),
    password: secret('auth.password'),
  };
  const type = authTypeOf(values);
  switch (type) {
    case 'basic':
      return isOneField && texts['auth.credentials']
        ? { type, credentials: texts['auth.credentials'] }
        : { type, ...account };
    case 'oauth-client-credentials':
    case 'oauth-authorization-code':
      return { type, ...client };
    case 'oauth-password':
      return { type, ...client, ...account };
    case 'api-key':
      return { type, api_key: secret('auth.api_key') };
    case 'client-certificate':
      return { type };
  }
}

/** What is sent. Of a stored integration, what other tabs edit stays as it is. */
export function toDefinition(
  values: ConnectionValues,
  stored?: IntegrationDetails,
): IntegrationDraftInput {
  const { texts } = values;
  const kept = stored && integrationDraft.parse(stored.definition);
  return {
    name: stored ? undefined : texts.name.trim() || nameOf(texts.instance_url),
    title: optional(texts.title),
    description: optional(texts.description),
    tags: listOf(texts.tags),
    kind: texts.kind === 'on-prem' ? 'on-prem' : 'cloud',
    instance_url: texts.instance_url.trim(),
    default: values.isDefault,
    table: kept?.table ?? texts.table.trim(),
    auth: toAuth(values),
    tls: partOf({
      ca: optional(texts['tls.ca']),
      certificate: optional(texts['tls.certificate']),
      key: optional(texts['tls.key']),
      passphrase: texts['tls.passphrase'] || undefined,
    }),
    proxy: toProxy(texts),
    limits: partOf({
      concurrency: numberOf(texts['limits.concurrency']),
      requests_per_minute: numberOf(texts['limits.requests_per_minute']),
    }),
    excluded_fields: listOf(texts.excluded_fields),
    mapping: kept?.mapping,
    sync: kept?.sync,
  };
}

function toProxy(
  texts: ConnectionValues['texts'],
): IntegrationDraftInput['proxy'] {
  const url = texts['proxy.url'].trim();
  const username = optional(texts['proxy.username']);
  const password = texts['proxy.password'] || undefined;
  return url || username || password ? { url, username, password } : undefined;
}
