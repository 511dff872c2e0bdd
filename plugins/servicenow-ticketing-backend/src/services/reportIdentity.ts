import { createHash } from 'node:crypto';

const MAX_RUN_ID_LENGTH = 255;

/** The id of a run in a form that can be stored. @internal */
export function runId(id: string): string {
  return id.length > MAX_RUN_ID_LENGTH || id.includes('\0') ? sha256(id) : id;
}

/**
 * What a delivery is known by when it comes again: the sender's key, else its bytes. Events are known by their own
 * names; a key is not looked at where the request says that it is one.
 *
 * @internal
 */
export function dedupKey(delivery: {
  idempotencyKey?: string;
  bodyHash: string;
  eventHeaders?: Record<string, string>;
}): string {
  const { idempotencyKey, bodyHash, eventHeaders } = delivery;
  if (idempotencyKey !== undefined && !eventHeaders) {
    return `key:${sha256(idempotencyKey)}`;
  }
  // The headers of a binary event are part of what was sent.
  return eventHeaders
    ? `sent:${sha256(JSON.stringify([bodyHash, eventHeaders]))}`
    : `body:${bodyHash}`;
}

/** @internal */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
