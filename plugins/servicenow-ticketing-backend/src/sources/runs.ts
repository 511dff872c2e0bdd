import { createHash } from 'node:crypto';

// As in 20260122T132240.123456Z, which Great Expectations writes.
const COMPACT =
  /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(?:\.(\d{1,3})\d*)?Z$/;

/**
 * The first of the values that is a time: ISO 8601, its compact form, or milliseconds since 1970.
 *
 * @internal
 */
export function firstTime(...values: unknown[]): Date | undefined {
  for (const value of values) {
    const time = timeOf(value);
    if (time) {
      return time;
    }
  }
  return undefined;
}

function timeOf(value: unknown): Date | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') {
    return undefined;
  }
  const iso =
    typeof value === 'string'
      ? value.replace(COMPACT, '$1-$2-$3T$4:$5:$6.$7Z').replace('.Z', 'Z')
      : value;
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

/** A name for what is the same when all of its parts are: 64 hexadecimal digits. @internal */
export function digest(parts: Iterable<unknown>): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    // Anything but plain values may be nested deeper than can be walked.
    const isPlain = ['string', 'number', 'boolean'].includes(typeof part);
    hash.update(`${isPlain ? JSON.stringify(part) : ''}\n`);
  }
  return hash.digest('hex');
}
