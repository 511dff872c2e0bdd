import { InputError } from '@backstage/errors';
import express, { type RequestHandler } from 'express';
import { PayloadTooLargeError } from '../domain/PayloadTooLargeError';

/** What body-parser throws. */
interface BodyError {
  type: string;
  status: number;
  message: string;
}

/**
 * Reads JSON bodies, plain or gzip, up to so many megabytes unpacked.
 *
 * @throws InputError or PayloadTooLargeError that says in words a sender can act on why a body could not be read
 */
export function jsonBody(options: {
  megabytes: number;
  /** What to do about a body that is too large. */
  remedy: string;
}): RequestHandler {
  const { megabytes, remedy } = options;
  const read = express.json({ limit: `${megabytes}mb` });
  const explain = (error: unknown): unknown => {
    const { type, status, message } = error as Partial<BodyError>;
    switch (type) {
      case 'entity.too.large':
        return new PayloadTooLargeError(
          `The body is larger than ${megabytes} MB. ${remedy}`,
        );
      case 'entity.parse.failed':
        return new InputError(
          `The body is not JSON: ${message}. Was it cut off, or is it not the one you meant?`,
        );
      case 'encoding.unsupported':
        return new InputError(
          'The Content-Encoding is not supported: send the body plain or with gzip',
        );
      default:
        return status === 400
          ? new InputError(`The body cannot be read: ${message}`)
          : error;
    }
  };
  return (req, res, next) =>
    read(req, res, (error?: unknown) =>
      error ? next(explain(error)) : next(),
    );
}
