import { isServiceNowError, ServiceNowError } from '../ServiceNowError';
import type { AuthHeaders, Authenticator } from './Authenticator';

/** Before its end a token is replaced: by then its last call should have arrived. In milliseconds. */
const MARGIN = 60_000;
/** Of a token that lives shortly, this part is used. */
const USED_PART = 0.9;

/** A token as calls need it. @internal */
export interface AccessToken {
  accessToken: string;
  issuedAt: Date;
  expiresAt: Date;
}

/** Whether calls should still be signed with a token. @internal */
export function isFresh(token: AccessToken, now: Date): boolean {
  const issuedAt = token.issuedAt.getTime();
  const expiresAt = token.expiresAt.getTime();
  const replaceAt = Math.max(
    expiresAt - MARGIN,
    issuedAt + (expiresAt - issuedAt) * USED_PART,
  );
  // A token of the future was issued before the clock was set back: it may be over already.
  const isOfFuture = issuedAt > now.getTime() + MARGIN;
  return now.getTime() < replaceAt && !isOfFuture;
}

/**
 * Signs calls with a bearer token, of which it gets a new one when the old one ends or is refused. However many calls
 * wait for it, there is one request for a token at a time.
 * @internal
 */
export class TokenSource implements Authenticator {
  readonly refusalRemedy =
    'ServiceNow gives tokens, but refuses them: check that the user behind them is active, and the scope of the application in its Application Registry.';
  readonly #issue: (refused?: string) => Promise<AccessToken>;
  readonly #now: () => Date;
  #token: AccessToken | undefined;
  /** The last token that ServiceNow did not accept. */
  #refused: string | undefined;
  #underWay: Promise<AccessToken> | undefined;
  /** ServiceNow asked not to be asked before then. */
  #pause: { until: number; error: ServiceNowError } | undefined;

  constructor(options: {
    /** Gets a token that is not the one which was refused; throws ServiceNowError. */
    issue: (refused?: string) => Promise<AccessToken>;
    now?: () => Date;
  }) {
    this.#issue = options.issue;
    this.#now = options.now ?? (() => new Date());
  }

  async headers(signal?: AbortSignal): Promise<AuthHeaders> {
    const token =
      this.#token && isFresh(this.#token, this.#now())
        ? this.#token
        : await orAbort(this.#renewed(), signal);
    return { Authorization: bearer(token.accessToken) };
  }

  async renew(refused: AuthHeaders): Promise<boolean> {
    if (
      this.#token &&
      refused.Authorization === bearer(this.#token.accessToken)
    ) {
      this.#refused = this.#token.accessToken;
      this.#token = undefined;
    }
    return true;
  }

  /** One request for all who wait. */
  async #renewed(): Promise<AccessToken> {
    this.#underWay ??= this.#request().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  async #request(): Promise<AccessToken> {
    const now = this.#now().getTime();
    if (this.#pause && now < this.#pause.until) {
      throw this.#pause.error;
    }
    this.#pause = undefined;
    try {
      this.#token = await this.#issue(this.#refused);
      return this.#token;
    } catch (error) {
      if (isServiceNowError(error) && error.kind === 'RateLimit') {
        this.#pause = { until: now + (error.retryAfter ?? 0), error };
      }
      throw error;
    }
  }
}

function bearer(accessToken: string): string {
  return `Bearer ${accessToken}`;
}

/** Others may still wait for the token, so the request for it goes on when one caller has enough. */
async function orAbort<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (!signal) {
    return promise;
  }
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () =>
      reject(
        new ServiceNowError({
          kind: 'Timeout',
          what: 'ServiceNow did not give a token in time',
          remedy:
            'Check that the instance is up and that no firewall stands between it and the portal.',
          retryable: true,
        }),
      );
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) {
      onAbort();
    }
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort!);
  }
}
