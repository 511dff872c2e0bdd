import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import express, { type Request, type Response } from 'express';
import Router from 'express-promise-router';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AuthorizedIngestService } from '../services/AuthorizedIngestService';
import { parse } from './parse';
import { PayloadTooLargeError } from './PayloadTooLargeError';

/** Most bytes a document may have, unpacked. */
const MAX_DOCUMENT_MEGABYTES = 50;

const ingestPath = z.object({ sourceId: z.string().max(500) });

const ingestHeaders = z.object({
  'idempotency-key': z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(128, 'must be at most 128 characters')
    .optional(),
});

/** What body-parser throws. */
interface BodyError {
  type: string;
  status: number;
  message: string;
}

/** The route that takes what data tools write, from programs only. */
export function createIngestRouter(options: {
  httpAuth: HttpAuthService;
  ingest: AuthorizedIngestService;
}): express.Router {
  const { httpAuth, ingest } = options;
  const router = Router();
  const bodyHashes = new WeakMap<object, string>();
  const readDocument = express.json({
    limit: `${MAX_DOCUMENT_MEGABYTES}mb`,
    // Pipelines use curl, which names no JSON by itself.
    type: () => true,
    verify: (req, _res, body) => {
      bodyHashes.set(req, createHash('sha256').update(body).digest('hex'));
    },
  });
  const readBody = (req: Request, res: Response) =>
    new Promise<void>((resolve, reject) => {
      readDocument(req, res, (error?: unknown) =>
        error ? reject(explain(error)) : resolve(),
      );
    });

  router.post('/ingest/:sourceId', async (req, res) => {
    // Before the body is read: nobody unknown gets to send 50 MB.
    const credentials = await httpAuth.credentials(req, { allow: ['service'] });
    const { sourceId } = parse(ingestPath, req.params);
    const headers = parse(ingestHeaders, req.headers);
    await readBody(req, res);
    const bodyHash = bodyHashes.get(req);
    if (bodyHash === undefined) {
      throw new InputError(
        'The request has no body: send the JSON document your tool wrote, such as run_results.json',
      );
    }
    const report = await ingest.ingest(
      {
        sourceId,
        document: req.body,
        bodyHash,
        idempotencyKey: headers['idempotency-key'],
      },
      { credentials },
    );
    res.status(202).json(report);
  });

  return router;
}

/** Says in words a sender can act on why a body could not be read. */
function explain(error: unknown): unknown {
  const { type, status, message } = error as Partial<BodyError>;
  switch (type) {
    case 'entity.too.large':
      return new PayloadTooLargeError(
        `The document is larger than ${MAX_DOCUMENT_MEGABYTES} MB. Send the results with a smaller manifest, or without it.`,
      );
    case 'entity.parse.failed':
      return new InputError(
        `The document is not JSON: ${message}. Was the file cut off, or is it not the one you meant?`,
      );
    case 'encoding.unsupported':
      return new InputError(
        'The Content-Encoding is not supported: send the document plain or with gzip',
      );
    default:
      return status === 400
        ? new InputError(`The document cannot be read: ${message}`)
        : error;
  }
}
