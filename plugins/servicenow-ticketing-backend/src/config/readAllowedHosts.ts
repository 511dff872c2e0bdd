import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** Where hosts are listed that the address check lets through. @internal */
export const ALLOWED_HOSTS_KEY = 'servicenowTicketing.allowedHosts';

/** A host name or an address; no scheme, port, path or wildcard. */
const HOST =
  /^(\[?[0-9a-f]*:[0-9a-f:.]*\]?|[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?)$/;

/**
 * Reads `servicenowTicketing.allowedHosts`, in lower case and without the brackets of IPv6 addresses.
 *
 * @throws InputError that names the entry at fault.
 * @internal
 */
export function readAllowedHosts(config: Config): string[] {
  const values = config.getOptionalStringArray(ALLOWED_HOSTS_KEY) ?? [];
  return values.map((value, index) => {
    const host = value.trim().toLowerCase();
    if (!HOST.test(host)) {
      throw new InputError(
        `${ALLOWED_HOSTS_KEY}[${index}]: "${value}" is not a host. Write its name or address alone, without scheme, port or path, such as servicenow.example.com.`,
      );
    }
    return host.replace(/^\[|\]$/g, '');
  });
}
