import { z } from 'zod';
import { tableName } from '../identifiers';
import { instanceUrl } from './instanceUrl';
import { integrationAuth, integrationAuthUpdate } from './integrationAuth';
import { fieldName, integrationMapping } from './integrationMapping';
import { integrationSync, integrationSyncDraft } from './integrationSync';

const MAX_PEM_LENGTH = 100_000;

const pem = z
  .string()
  .max(MAX_PEM_LENGTH)
  .regex(
    /-----BEGIN [A-Z0-9 ]+-----/,
    'must be a PEM text, with its BEGIN and END lines',
  );

/** Certificates, as PEM texts. `ca` is trusted beside the usual ones. */
const tls = z.strictObject({
  ca: pem.optional(),
  certificate: pem.optional(),
  key: pem.optional(),
  passphrase: z.string().max(1_000).optional(),
});

/** A proxy between this portal and ServiceNow. */
const proxy = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .refine(value => {
      if (!URL.canParse(value)) {
        // Refused for that already.
        return true;
      }
      const { username, password } = new URL(value);
      return username === '' && password === '';
    }, 'must not contain credentials. Put them into proxy.username and proxy.password.'),
  username: z.string().min(1).max(255).optional(),
  password: z.string().min(1).max(1_000).optional(),
});

/** How much of the instance this portal may use. */
const limits = z.strictObject({
  /** Calls at once, per backend process. */
  concurrency: z.number().int().min(1).max(100).default(16),
  /** Calls per minute, per backend process; unlimited unless given. */
  requests_per_minute: z.number().int().min(1).max(1_000_000).optional(),
});

/** Fields that tickets are found and followed by: without them there is nothing to show or to sync. @public */
export const INDISPENSABLE_FIELDS = [
  'sys_id',
  'number',
  'state',
  'correlation_id',
  'sys_updated_on',
] as const;

const excludedField = fieldName.refine(
  name => !(INDISPENSABLE_FIELDS as readonly string[]).includes(name),
  {
    error: ({ input }) =>
      `${input} cannot be excluded: tickets are found and followed by it`,
  },
);

const base = z.strictObject({
  /** Unique, and never changed once tickets refer to it. */
  name: z
    .string()
    .regex(
      /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,63}$/,
      'must be 1 to 64 letters, digits, - or _, beginning with a letter or digit',
    ),
  title: z.string().trim().min(1).max(100).optional(),
  description: z.string().max(1_000).optional(),
  tags: z.array(z.string().trim().min(1).max(63)).max(20).default([]),
  kind: z.enum(['cloud', 'on-prem']).default('cloud'),
  instance_url: instanceUrl,
  /** Whether this instance is meant where a request names none. */
  default: z.boolean().default(false),
  table: tableName.default('incident'),
  tls: tls.optional(),
  proxy: proxy.optional(),
  limits: limits.prefault({}),
  /** Fields that are never fetched, stored or shown. */
  excluded_fields: z.array(excludedField).max(100).default([]),
  mapping: integrationMapping.prefault({}),
  sync: integrationSync.prefault({}),
});

/** The certificate and the key belong together, and some ways to sign in need them. */
function checkCertificate(
  definition: {
    auth: { type: string };
    tls?: { certificate?: string; key?: string };
  },
  context: z.RefinementCtx,
): void {
  const { auth, tls: certificates } = definition;
  if (auth.type === 'client-certificate' && !certificates?.certificate) {
    context.addIssue({
      code: 'custom',
      path: ['tls', 'certificate'],
      message:
        'is missing. Signing in with a client certificate needs tls.certificate and tls.key.',
    });
  }
  if (certificates?.certificate && !certificates.key) {
    context.addIssue({
      code: 'custom',
      path: ['tls', 'key'],
      message: 'is missing. It is the private key of tls.certificate.',
    });
  }
  if (certificates?.key && !certificates.certificate) {
    context.addIssue({
      code: 'custom',
      path: ['tls', 'certificate'],
      message: 'is missing. It is the certificate that tls.key belongs to.',
    });
  }
}

/**
 * Everything that connects one ServiceNow instance, secrets included: what `app-config.yaml` says in camelCase, and
 * what `POST /integrations` takes.
 * @public
 */
export const integrationDefinition = base
  .extend({ auth: integrationAuth })
  .superRefine(checkCertificate);
/** @public */
export type IntegrationDefinition = z.output<typeof integrationDefinition>;

/**
 * A definition that is not complete: secrets that are left out are those of the stored integration it changes, and
 * so is the name. A push secret of `null` takes the stored one away.
 * @public
 */
export const integrationDraft = base.partial({ name: true }).extend({
  auth: integrationAuthUpdate,
  sync: integrationSyncDraft.prefault({}),
});
/** @public */
export type IntegrationDraft = z.output<typeof integrationDraft>;
/** @public */
export type IntegrationDraftInput = z.input<typeof integrationDraft>;

/** Where the secrets of a definition are. @public */
export const INTEGRATION_SECRETS = [
  ['auth', 'password'],
  ['auth', 'client_secret'],
  ['auth', 'api_key'],
  ['tls', 'key'],
  ['tls', 'passphrase'],
  ['proxy', 'password'],
  ['sync', 'inbound', 'push_secret'],
] as const;
