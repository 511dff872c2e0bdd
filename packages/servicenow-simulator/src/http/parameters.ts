import type { Request } from 'express';

/**
 * The query parameters of a request as sent; the first one wins when a name occurs more than once.
 * Express' own parser would make objects of brackets in values.
 *
 * @internal
 */
export function parameters(req: Request): Map<string, string> {
  const start = req.originalUrl.indexOf('?');
  const found = new Map<string, string>();
  if (start < 0) {
    return found;
  }
  for (const [name, value] of new URLSearchParams(
    req.originalUrl.slice(start + 1),
  )) {
    if (!found.has(name)) {
      found.set(name, value);
    }
  }
  return found;
}

/** Scheme, host and port under which the client reached the instance. @internal */
export function baseUrl(req: Request): string {
  return `${req.protocol}://${req.headers.host ?? 'localhost'}`;
}

/** Whether a parameter says true. @internal */
export function isTrue(value: string | undefined): boolean {
  return value?.toLowerCase() === 'true';
}
