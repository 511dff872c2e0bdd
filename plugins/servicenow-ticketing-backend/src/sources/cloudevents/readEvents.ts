import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { isObject } from '../documentShapes';
import { lenient, text } from '../lenient';
import { firstTime } from '../runs';

/** An event of CloudEvents, unwrapped. @internal */
export interface CloudEvent {
  /** Together with the source the identity of the event: another one with the same is a duplicate. */
  id: string;
  source: string;
  /** When it happened, where the envelope says so. */
  time?: Date;
  /** What it carries: the document of a tool. */
  data: unknown;
}

/** An event of a delivery, or why it cannot be used. @internal */
export type ReadEvent = { event: CloudEvent } | { reason: string };

/** What was found in a delivery. @internal */
export interface EventDelivery {
  /** Whether it was sent as a batch, even of one. */
  batch: boolean;
  events: ReadEvent[];
}

/** Most events of one batch. */
const MAX_EVENTS = 1_000;

const attribute = z
  .string('is missing')
  .min(1, 'must not be empty')
  .max(2_000, 'must be at most 2,000 characters');

const envelope = z.object({
  specversion: z.string('is missing').regex(/^(0\.3|1\.\d+)$/, 'must be 1.0'),
  id: attribute,
  source: attribute,
  type: attribute,
  time: text,
  datacontenttype: text,
  data: z.unknown().optional(),
  data_base64: lenient(z.string()),
});

/**
 * Unwraps what was sent as CloudEvents: one structured event, a batch of them, or a binary one, whose attributes
 * are headers and whose body is the data. Where the content type says nothing the shape of the body does, as
 * pipelines rarely name it.
 *
 * @param headers - `content-type` and those that start with `ce-`, in lower case
 * @returns `undefined` for what is no CloudEvent
 * @throws InputError about a delivery that says it is one and is none
 *
 * @internal
 */
export function readEvents(
  document: unknown,
  headers: Record<string, string> = {},
): EventDelivery | undefined {
  const contentType = headers['content-type'] ?? '';
  if (/^application\/cloudevents-batch\b/i.test(contentType)) {
    return readBatch(document);
  }
  if (/^application\/cloudevents\b/i.test(contentType)) {
    return single(readEnvelope(document));
  }
  const attributes = Object.entries(headers).filter(([name]) =>
    name.startsWith('ce-'),
  );
  if (attributes.length > 0) {
    const values = attributes.map(([name, value]) => [
      name.slice('ce-'.length),
      decode(value),
    ]);
    return single(
      readEnvelope({ ...Object.fromEntries(values), data: document }),
    );
  }
  if (isEnvelope(document)) {
    return single(readEnvelope(document));
  }
  return Array.isArray(document) &&
    document.length > 0 &&
    document.every(isEnvelope)
    ? readBatch(document)
    : undefined;
}

function single(read: ReadEvent): EventDelivery {
  if ('reason' in read) {
    throw new InputError(`The CloudEvent cannot be used: ${read.reason}`);
  }
  return { batch: false, events: [read] };
}

function readBatch(document: unknown): EventDelivery {
  if (!Array.isArray(document)) {
    throw new InputError('A batch of CloudEvents must be a list of events');
  }
  if (document.length > MAX_EVENTS) {
    throw new InputError(
      `A batch may hold at most ${MAX_EVENTS.toLocaleString(
        'en-US',
      )} CloudEvents: send them in several`,
    );
  }
  return { batch: true, events: document.map(readEnvelope) };
}

function readEnvelope(value: unknown): ReadEvent {
  const parsed = envelope.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue.path.join('.');
    return { reason: field ? `${field} ${issue.message}` : issue.message };
  }
  const { id, source, time } = parsed.data;
  try {
    const data = dataOf(parsed.data);
    return { event: { id, source, time: firstTime(time), data } };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

/** @throws Error about data that is no JSON */
function dataOf(event: z.infer<typeof envelope>): unknown {
  const { data, data_base64: encoded, datacontenttype: type } = event;
  const isEncoded = typeof encoded === 'string';
  const value = isEncoded ? Buffer.from(encoded, 'base64').toString() : data;
  if (value === undefined || value === null) {
    throw new Error('data is missing');
  }
  if (typeof value !== 'string') {
    return value;
  }
  try {
    return JSON.parse(value);
  } catch {
    throw new Error(
      `${isEncoded ? 'data_base64' : 'data'} is not JSON${
        type ? ` but ${type.slice(0, 100)}` : ''
      }`,
    );
  }
}

function isEnvelope(value: unknown): boolean {
  return isObject(value) && typeof value.specversion === 'string';
}

/** Header values are percent-encoded where they hold more than plain ASCII. */
function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
