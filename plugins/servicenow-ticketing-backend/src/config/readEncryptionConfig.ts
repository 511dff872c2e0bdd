import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** Where the keys are that encrypt secrets in the database. @internal */
export const ENCRYPTION_KEYS_KEY = 'servicenowTicketing.encryption.keys';

/** How a person makes a key. @internal */
export const MAKE_A_KEY = 'Make one with: openssl rand -base64 32';

const KEY_BYTES = 32;
/** 32 bytes in base64, with either alphabet. */
const BASE64 = /^[A-Za-z0-9+/_-]{43}=?$/;

/**
 * Reads `servicenowTicketing.encryption.keys`: 32 random bytes each, in base64. Passphrases are refused, because
 * nobody could tell a strong one from a weak one. No keys at all is fine, secrets cannot be stored then; so is a list
 * that is empty because an environment variable is not set.
 *
 * @throws InputError that names the key at fault, never its value.
 * @internal
 */
export function readEncryptionKeys(config: Config): Buffer[] {
  const values = config.getOptional(ENCRYPTION_KEYS_KEY) ?? [];
  if (!Array.isArray(values)) {
    throw new InputError(
      `${ENCRYPTION_KEYS_KEY}: must be a list, of which the first key encrypts and all decrypt. ${MAKE_A_KEY}`,
    );
  }
  return values.map((value, index) => {
    const text = typeof value === 'string' ? value.trim() : '';
    const key = Buffer.from(text, 'base64');
    if (!BASE64.test(text) || key.length !== KEY_BYTES) {
      throw new InputError(
        `${ENCRYPTION_KEYS_KEY}[${index}]: must be ${KEY_BYTES} random bytes in base64. ${MAKE_A_KEY}`,
      );
    }
    return key;
  });
}
