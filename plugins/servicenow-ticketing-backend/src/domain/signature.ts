import { AuthenticationError } from '@backstage/errors';
import { createHmac, timingSafeEqual } from 'node:crypto';

/** `sha256=` and the HMAC-SHA256, hexadecimal, of `<timestamp>.<body as sent>`. @internal */
export const SIGNATURE_HEADER = 'x-ticketing-signature';
/** When it was signed, in seconds since 1970. @internal */
export const TIMESTAMP_HEADER = 'x-ticketing-timestamp';

/** How far the clocks may be apart, in seconds. */
const MAX_AGE_SECONDS = 5 * 60;

/** How a sender signs. @internal */
export interface SignatureSettings {
  secret: string;
  /**
   * The header of a sender with a scheme of its own, in lower case: HMAC-SHA256 of the body alone, hexadecimal, with or
   * without `sha256=`. There is no timestamp then, so a repeat must change nothing.
   */
  header?: string;
}

/** Request headers, with names in lower case. */
export type SignedHeaders = Record<string, string | string[] | undefined>;

/** Whether a request says that it is signed. @internal */
export function isSigned(
  headers: SignedHeaders,
  header: string = SIGNATURE_HEADER,
): boolean {
  return headers[header] !== undefined;
}

/**
 * Checks a signature while the body comes in.
 *
 * @internal
 */
export class SignatureCheck {
  readonly #expected: Buffer;
  readonly #hmac;

  /** @throws AuthenticationError when it cannot be right, whatever the body will be */
  constructor(
    settings: SignatureSettings,
    request: { headers: SignedHeaders; now: Date },
  ) {
    const { secret, header = SIGNATURE_HEADER } = settings;
    const { headers, now } = request;
    const [, hex] =
      /^(?:sha256=)?([0-9a-f]{64})$/i.exec(String(headers[header])) ?? [];
    if (!hex) {
      throw new AuthenticationError(
        `The header ${header} must be sha256= and 64 hexadecimal digits`,
      );
    }
    this.#expected = Buffer.from(hex, 'hex');
    this.#hmac = createHmac('sha256', secret);
    if (header === SIGNATURE_HEADER) {
      this.#hmac.update(`${timestampOf(headers, now)}.`);
    }
  }

  /** Takes a piece of the body as it was sent. */
  update(bytes: Buffer): void {
    this.#hmac.update(bytes);
  }

  /** @throws AuthenticationError when the signature is not that of the body with this secret */
  verify(): void {
    if (!timingSafeEqual(this.#hmac.digest(), this.#expected)) {
      throw new AuthenticationError(
        'The signature is wrong. Sign the body exactly as it is sent, with the secret of the source.',
      );
    }
  }
}

function timestampOf(headers: SignedHeaders, now: Date): string {
  const timestamp = String(headers[TIMESTAMP_HEADER] ?? '');
  if (!/^\d{1,12}$/.test(timestamp)) {
    throw new AuthenticationError(
      `The header ${TIMESTAMP_HEADER} must be the time of signing, in seconds since 1970`,
    );
  }
  const age = now.getTime() / 1000 - Number(timestamp);
  if (Math.abs(age) > MAX_AGE_SECONDS) {
    throw new AuthenticationError(
      `The request was signed ${Math.round(
        age,
      )} seconds ago, and may be at most ${MAX_AGE_SECONDS} old. Is the sender's clock right?`,
    );
  }
  return timestamp;
}

/** The headers that sign a body, for senders. @internal */
export function sign(
  body: string | Buffer,
  options: { secret: string; now: Date },
): Record<string, string> {
  const timestamp = String(Math.floor(options.now.getTime() / 1000));
  const digest = createHmac('sha256', options.secret)
    .update(`${timestamp}.`)
    .update(body)
    .digest('hex');
  return {
    [TIMESTAMP_HEADER]: timestamp,
    [SIGNATURE_HEADER]: `sha256=${digest}`,
  };
}
