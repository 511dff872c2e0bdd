import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AuthorizedIngestService } from '../services/AuthorizedIngestService';
import { jsonBody } from './jsonBody';
import { parse } from './parse';

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

/** The route that takes what data tools write, from programs only. @internal */
export function createIngestRouter(options: {
  httpAuth: HttpAuthService;
  ingest: AuthorizedIngestService;
}): Router {
  const { httpAuth, ingest } = options;
  const router = PromiseRouter();
  const bodyHashes = new WeakMap<object, string>();
  const readDocument = jsonBody({
    megabytes: MAX_DOCUMENT_MEGABYTES,
    remedy: 'Send the results with a smaller manifest, or without it.',
    // Pipelines use curl, which names no JSON by itself.
    anyContentType: true,
    onBody: (req, body) => {
      if (body.length > 0) {
        bodyHashes.set(req, createHash('sha256').update(body).digest('hex'));
      }
    },
  });
  const readBody = (req: Request, res: Response) =>
    new Promise<void>((resolve, reject) => {
      readDocument(req, res, (error?: unknown) =>
        error ? reject(error) : resolve(),
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
