import { InputError } from '@backstage/errors';

const EXAMPLE = 'https://your-instance.service-now.com';
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Checks the URL of a ServiceNow instance: https (http only on this machine), and nothing but the origin.
 *
 * @param path - where the value comes from, to begin the message with
 * @throws InputError that says what is wrong and what to write instead.
 * @internal
 */
export function readInstanceUrl(value: string, path: string): string {
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    throw new InputError(
      `${path}: is not a URL. Write it like ${EXAMPLE}, beginning with https://.`,
    );
  }
  if (url.username || url.password) {
    // The value is not repeated: it holds a secret.
    throw new InputError(
      `${path}: must not contain credentials. Put them into auth.username and auth.password.`,
    );
  }
  const isLoopback = LOOPBACK.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) {
    throw new InputError(
      `${path}: "${value}" must begin with https://, so that the credentials travel encrypted. Only http://localhost and http://127.0.0.1 may do without.`,
    );
  }
  if (value.endsWith('/')) {
    throw new InputError(
      `${path}: "${value}" must not end with a slash. Write ${url.origin}.`,
    );
  }
  if (url.pathname !== '/' || url.search || url.hash) {
    throw new InputError(
      `${path}: "${value}" must be the instance alone, without a path. Write ${url.origin}.`,
    );
  }
  return url.origin;
}
