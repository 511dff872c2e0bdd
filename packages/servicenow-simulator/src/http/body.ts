import type { Request } from 'express';
import JSON5 from 'json5';
import { XMLParser } from 'fast-xml-parser';
import { Refusal } from '../engine/refusals';

const READING_FAILED = 'Exception while reading request';
const XML = /^(?:application|text)\/xml\b/i;
const JSON_TYPES = /^(?:application\/(?:[\w.]+\+)?json|text\/json)\b/i;

/** Requests larger than this are refused, attachments apart. @internal */
export const MAX_PAYLOAD_BYTES = 10_485_760;

const xmlParser = new XMLParser({ parseTagValue: false, trimValues: true });

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseXml(text: string): unknown {
  const document: unknown = xmlParser.parse(text);
  // <request><entry><field>value</field></entry></request>
  let node = document;
  for (const name of ['request', 'entry']) {
    if (isFields(node) && name in node) {
      node = node[name];
    }
  }
  return node;
}

/** JSON as a real instance reads it: single quotes and trailing commas pass. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return JSON5.parse(text);
  }
}

/**
 * The fields a client sent as JSON or XML. Of an array only the first record counts; an empty body has no fields.
 *
 * @throws Refusal 400 when it cannot be read, 415 for other media types
 * @internal
 */
export function readFields(req: Request): Fields {
  const text = rawBody(req).toString('utf8').trim();
  const type = req.headers['content-type'] ?? 'application/json';
  if (text === '') {
    return {};
  }
  if (!XML.test(type) && !JSON_TYPES.test(type)) {
    throw new Refusal(
      415,
      'Unsupported media type',
      'Supported request media types are [application/json, application/xml, text/xml]',
    );
  }
  let parsed: unknown;
  try {
    parsed = XML.test(type) ? parseXml(text) : parseJson(text);
  } catch {
    throw new Refusal(400, READING_FAILED, 'The payload is not valid JSON.');
  }
  const first: unknown = Array.isArray(parsed) ? parsed[0] ?? {} : parsed;
  if (!isFields(first)) {
    throw new Refusal(400, READING_FAILED, 'The payload is not valid JSON.');
  }
  return first;
}

/** The bytes of the request's body. @internal */
export function rawBody(req: Request): Buffer {
  return Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
}

/** Refuses a body beyond the limit of the REST APIs. @internal */
export function checkPayloadSize(req: Request): void {
  const size = rawBody(req).length;
  if (size > MAX_PAYLOAD_BYTES) {
    throw new Refusal(
      400,
      READING_FAILED,
      `Rejected large REST payload with content-length = ${size} bytes. Max allowed: ${MAX_PAYLOAD_BYTES} bytes.`,
    );
  }
}
