import type { IntegrationDetails } from 'backstage-plugin-servicenow-ticketing-common';
import {
  toValues,
  type ConnectionValues,
  type TextPath,
} from './connectionValues';

/** What a stored secret was given for: when one of these changes, it must be given again. */
function reasonsOf(path: TextPath): TextPath[] {
  if (path.startsWith('proxy.')) {
    return ['proxy.url'];
  }
  if (path.startsWith('tls.')) {
    return [];
  }
  const client: TextPath[] =
    path === 'auth.client_secret' ? ['auth.client_id'] : [];
  return ['instance_url', 'auth.type', 'tls.ca', ...client];
}

/** Whether a secret is stored, whatever it was given for. */
export function isSecretStored(
  path: TextPath,
  stored: IntegrationDetails | undefined,
): boolean {
  const storedAs = path === 'auth.credentials' ? 'auth.password' : path;
  return stored?.secrets_set.includes(storedAs) ?? false;
}

/**
 * Whether a secret is stored that an empty input keeps. The backend sends what is stored only to where it was meant
 * for, so that nobody can have it sent to another host.
 */
export function isSecretKept(
  path: TextPath,
  values: ConnectionValues,
  stored: IntegrationDetails | undefined,
): boolean {
  if (!stored || !isSecretStored(path, stored)) {
    return false;
  }
  const before = toValues(stored).texts;
  return reasonsOf(path).every(
    reason => values.texts[reason].trim() === before[reason].trim(),
  );
}
