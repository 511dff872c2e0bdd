import type { IncomingHttpHeaders } from 'node:http';

/** The headers that say a request carries CloudEvents; `undefined` when none does. */
export function cloudEventHeaders(
  headers: IncomingHttpHeaders,
): Record<string, string> | undefined {
  const found = Object.entries(headers).filter(
    (entry): entry is [string, string] => {
      const [name, value] = entry;
      return (
        typeof value === 'string' &&
        (name.startsWith('ce-') ||
          (name === 'content-type' && /^application\/cloudevents/i.test(value)))
      );
    },
  );
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}
