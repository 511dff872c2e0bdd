import type { ErrorRequestHandler } from 'express';
import { Refusal } from '../engine/refusals';
import { errorBody, respond } from './respond';

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) {
    return error;
  }
  const { type, length, limit, message } = error as {
    type?: string;
    length?: number;
    limit?: number;
    message?: string;
  };
  if (type === 'entity.too.large') {
    return new Refusal(
      400,
      'Exception while reading request',
      `Rejected large REST payload with content-length = ${length} bytes. Max allowed: ${limit} bytes.`,
    );
  }
  return new Refusal(500, 'Internal Server Error', message ?? null);
}

/** Renders refusals as ServiceNow does. @internal */
// Express tells error handlers by their four parameters.
// eslint-disable-next-line @typescript-eslint/max-params
export const renderRefusals: ErrorRequestHandler = (error, req, res, next) => {
  if (res.headersSent) {
    next(error);
    return;
  }
  const refusal = asRefusal(error);
  respond(req, res, { status: refusal.status, body: errorBody(refusal) });
};
