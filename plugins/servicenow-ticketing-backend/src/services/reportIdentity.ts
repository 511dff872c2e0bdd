import { createHash } from 'node:crypto';
import type { CloudEvent } from '../sources/cloudevents/readEvents';

const MAX_RUN_ID_LENGTH = 255;

/** The id of a run in a form that can be stored. @internal */
export function runId(id: string): string {
  return id.length > MAX_RUN_ID_LENGTH || id.includes('\0') ? sha256(id) : id;
}

/**
 * What a report is known by when it comes again: the event it came in, else the sender's key, else its bytes.
 *
 * @internal
 */
export function dedupKey(report: {
  idempotencyKey?: string;
  bodyHash: string;
  event?: CloudEvent;
}): string {
  const { idempotencyKey, bodyHash, event } = report;
  if (event) {
    return `event:${sha256(JSON.stringify([event.source, event.id]))}`;
  }
  return idempotencyKey === undefined
    ? `body:${bodyHash}`
    : `key:${sha256(idempotencyKey)}`;
}

/** @internal */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
