import { z } from 'zod';

const EXAMPLE = 'https://your-instance.service-now.com';
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** What is wrong with the URL of an instance and what to write instead; `undefined` when nothing is. */
function problemOf(value: string): string | undefined {
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    return `is not a URL. Write it like ${EXAMPLE}, beginning with https://.`;
  }
  if (url.username || url.password) {
    // The value is not repeated: it holds a secret.
    return 'must not contain credentials. Put them into auth.';
  }
  const isLoopback = LOOPBACK.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) {
    return `"${value}" must begin with https://, so that the credentials travel encrypted. Only http://localhost and http://127.0.0.1 may do without.`;
  }
  if (value.endsWith('/')) {
    return `"${value}" must not end with a slash. Write ${url.origin}.`;
  }
  if (url.pathname !== '/' || url.search || url.hash) {
    return `"${value}" must be the instance alone, without a path. Write ${url.origin}.`;
  }
  return undefined;
}

/**
 * The URL of a ServiceNow instance: https (http only on this machine), and nothing but the origin.
 * @public
 */
export const instanceUrl = z
  .string()
  .max(300)
  .superRefine((value, context) => {
    const message = problemOf(value);
    if (message) {
      context.addIssue({ code: 'custom', message });
    }
  })
  .transform(value => new URL(value).origin);
