import { z } from 'zod';

const text = z.string().min(1).max(4_000);
const optionalText = text.optional();

const username = z
  .string()
  .min(1)
  .max(255)
  .refine(
    value => !value.includes(':'),
    'must not contain a colon, because basic authentication ends the name there. Put what follows the colon into password.',
  );

/** One schema per way to sign in; `secret` says whether secrets must be there. */
function authOf<T extends z.ZodType>(secret: T) {
  return z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('basic'),
      username,
      password: secret,
    }),
    z.strictObject({
      type: z.literal('oauth-client-credentials'),
      client_id: text,
      client_secret: secret,
    }),
    z.strictObject({
      type: z.literal('oauth-password'),
      client_id: text,
      client_secret: secret,
      username,
      password: secret,
    }),
    // Without a secret the client is a public one, and PKCE alone protects the code.
    z.strictObject({
      type: z.literal('oauth-authorization-code'),
      client_id: text,
      client_secret: optionalText,
    }),
    z.strictObject({
      type: z.literal('api-key'),
      api_key: secret,
    }),
    // The certificate is in tls.
    z.strictObject({ type: z.literal('client-certificate') }),
  ]);
}

/**
 * Without a type basic authentication is meant; `credentials: username:password` in one field, as people know it from
 * curl, is split at the first colon.
 */
function completeAuth(value: unknown, context: z.RefinementCtx): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return value;
  }
  const { credentials, ...rest } = { type: 'basic', ...value } as {
    credentials?: unknown;
    [key: string]: unknown;
  };
  if (credentials === undefined) {
    return rest;
  }
  const colon = typeof credentials === 'string' ? credentials.indexOf(':') : -1;
  if (typeof credentials !== 'string' || colon < 1) {
    // The value is not repeated: it holds a secret.
    context.addIssue({
      code: 'custom',
      path: ['credentials'],
      message:
        'must be username:password, with a colon between the two. Or give username and password apart.',
    });
    return z.NEVER;
  }
  return {
    ...rest,
    username: credentials.slice(0, colon),
    password: credentials.slice(colon + 1),
  };
}

/**
 * How to sign in to an instance, with its secrets; `basic` unless `type` says otherwise.
 * `credentials: "username:password"` may stand for `username` and `password`.
 * @public
 */
export const integrationAuth = z.preprocess(completeAuth, authOf(text));
/** @public */
export type IntegrationAuth = z.output<typeof integrationAuth>;

/** The same where a secret that is left out stays as it is. @public */
export const integrationAuthUpdate = z.preprocess(
  completeAuth,
  authOf(optionalText),
);
/** @public */
export type IntegrationAuthUpdate = z.output<typeof integrationAuthUpdate>;

/** The ways to sign in. @public */
export const integrationAuthType = z.enum([
  'basic',
  'oauth-client-credentials',
  'oauth-password',
  'oauth-authorization-code',
  'api-key',
  'client-certificate',
]);
/** @public */
export type IntegrationAuthType = z.infer<typeof integrationAuthType>;
