import type { Request, Response } from 'express';
import { XMLBuilder } from 'fast-xml-parser';
import { Refusal } from '../engine/refusals';
import { isTrue } from './parameters';

const JSON_TYPE = 'application/json;charset=UTF-8';
const XML_TYPE = 'application/xml;charset=UTF-8';

function wantsXml(req: Request): boolean {
  const accepted = req.accepts([
    'application/json',
    'application/xml',
    'text/xml',
  ]);
  return accepted === 'application/xml' || accepted === 'text/xml';
}

/** JSON has null where XML has an empty element. */
function withoutNull(value: unknown): unknown {
  if (value === null) {
    return '';
  }
  if (Array.isArray(value)) {
    return value.map(withoutNull);
  }
  if (typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value as object).map(([k, v]) => [k, withoutNull(v)]),
    );
  }
  return value;
}

const xmlBuilder = new XMLBuilder({ suppressEmptyNode: true });

function toXml(body: unknown): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${xmlBuilder.build({
    response: withoutNull(body),
  })}`;
}

/** Answers in the format the client accepts: JSON, or XML when it asks for that. @internal */
export function respond(
  req: Request,
  res: Response,
  answer: { status: number; body: unknown },
): void {
  if (answer.status < 400 && isTrue(req.get('x-no-response-body'))) {
    res.status(answer.status === 200 ? 204 : answer.status).end();
    return;
  }
  const xml = wantsXml(req);
  res
    .status(answer.status)
    .set('Content-Type', xml ? XML_TYPE : JSON_TYPE)
    .end(xml ? toXml(answer.body) : JSON.stringify(answer.body));
}

/** The body of every refusal. @internal */
export function errorBody(refusal: Refusal) {
  return {
    error: { message: refusal.message, detail: refusal.detail },
    status: 'failure',
  };
}
