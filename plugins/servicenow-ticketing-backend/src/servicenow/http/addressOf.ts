import type { RequestOptions } from 'node:http';
import { urlToHttpOptions } from 'node:url';

/** A URL that parsing changes nothing of but to take it apart. */
const PLAIN = /^(https?:\/\/[a-z0-9.:-]+)(\/[\w/%?&=.,:+*-]*)$/;
/** Parsing takes out steps such as `/../`. */
const STEP = '/.';
const MAX_HOSTS = 100;

const hosts = new Map<string, RequestOptions>();

/**
 * Where a request is to go, as Node.js wants it. The hosts are few, and so looked at once each: that is done for every
 * call.
 * @internal
 */
export function addressOf(url: string): RequestOptions {
  const [, origin, path] = PLAIN.exec(url) ?? [];
  if (origin === undefined || path.includes(STEP)) {
    return urlToHttpOptions(new URL(url));
  }
  const known = hosts.get(origin);
  if (known) {
    return { ...known, path };
  }
  const { protocol, hostname, port } = urlToHttpOptions(new URL(origin));
  const host = { protocol, hostname, port };
  if (hosts.size >= MAX_HOSTS) {
    hosts.clear();
  }
  hosts.set(origin, host);
  return { ...host, path };
}
