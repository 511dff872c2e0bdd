import type { Config } from '@backstage/config';
import { CustomErrorBase } from '@backstage/errors';
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
} from 'node:crypto';
import {
  ENCRYPTION_KEYS_KEY,
  MAKE_A_KEY,
  readEncryptionKeys,
} from '../config/readEncryptionConfig';

/*
 * Secrets at rest: AES-256-GCM with a new nonce for each text. What is stored reads `v1.<key id>.<nonce, tag and
 * ciphertext in base64url>`. The key id is derived from the key by HMAC, so it tells which key is needed, and nothing
 * about it. Rotation: put a new key first in the list and keep the old ones behind it; texts are encrypted again with
 * the new one when they are next written.
 */

const VERSION = 'v1';
const CIPHER = 'aes-256-gcm';
/** The nonce length that GCM is made for. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_ID_CHARACTERS = 8;

interface Key {
  id: string;
  bytes: Buffer;
}

/** An encrypted text that cannot be read; its message names the remedy, never the text. @internal */
export class DecryptionError extends CustomErrorBase {
  name = 'DecryptionError' as const;
}

/** Encrypts secrets before they reach the database. @internal */
export class SecretBox {
  readonly #keys: readonly [Key, ...Key[]];

  private constructor(keys: readonly [Key, ...Key[]]) {
    this.#keys = keys;
  }

  /**
   * None when no keys are configured.
   *
   * @throws InputError that names a key which is not one.
   */
  static fromConfig(config: Config): SecretBox | undefined {
    const [first, ...others] = readEncryptionKeys(config).map(bytes => ({
      id: keyIdOf(bytes),
      bytes,
    }));
    return first && new SecretBox([first, ...others]);
  }

  /** Encrypts with the first key. */
  encrypt(text: string): string {
    const [{ id, bytes }] = this.#keys;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, bytes, nonce, {
      authTagLength: TAG_BYTES,
    });
    const head = `${VERSION}.${id}`;
    cipher.setAAD(Buffer.from(head));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    const payload = Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    return `${head}.${payload.toString('base64url')}`;
  }

  /** @throws DecryptionError when its key is not there any more, or the text was changed. */
  decrypt(text: string): string {
    const [version, keyId, encoded = '', ...rest] = text.split('.');
    const payload = Buffer.from(encoded, 'base64url');
    if (
      version !== VERSION ||
      rest.length > 0 ||
      payload.length < NONCE_BYTES + TAG_BYTES ||
      // Decoding skips what does not belong there; a changed text must not pass.
      payload.toString('base64url') !== encoded
    ) {
      throw damaged();
    }
    const key = this.#keys.find(({ id }) => id === keyId);
    if (!key) {
      throw new DecryptionError(
        `A stored secret was encrypted with the key ${keyId}, which is not in ${ENCRYPTION_KEYS_KEY} any more. Put that key back, behind the newer ones; if it is lost, enter the credentials again`,
      );
    }
    try {
      const decipher = createDecipheriv(
        CIPHER,
        key.bytes,
        payload.subarray(0, NONCE_BYTES),
        { authTagLength: TAG_BYTES },
      );
      decipher.setAAD(Buffer.from(`${version}.${keyId}`));
      decipher.setAuthTag(
        payload.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES),
      );
      return Buffer.concat([
        decipher.update(payload.subarray(NONCE_BYTES + TAG_BYTES)),
        decipher.final(),
      ]).toString('utf8');
    } catch (error) {
      throw damaged(error);
    }
  }

  /** Whether a text should be encrypted again, because its key is an old one. */
  isStale(text: string): boolean {
    return !text.startsWith(`${VERSION}.${this.#keys[0].id}.`);
  }
}

/** Why nothing secret can be stored, and what to do. @internal */
export const NO_ENCRYPTION_KEYS = `ServiceNow instances cannot be connected in the portal, because ${ENCRYPTION_KEYS_KEY} is not set: their credentials could not be stored safely. ${MAKE_A_KEY} and put it there, or connect the instance in app-config.yaml.`;

function keyIdOf(key: Buffer): string {
  return createHmac('sha256', key)
    .update('servicenow-ticketing key id')
    .digest('hex')
    .slice(0, KEY_ID_CHARACTERS);
}

function damaged(cause?: unknown): DecryptionError {
  return new DecryptionError(
    'A stored secret was changed in the database, or is not one. Enter the credentials again',
    cause,
  );
}
