import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  MAX_BATCH_ITEMS,
  sourceId as sourceIdSchema,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AuthorizedIngestService } from '../services/AuthorizedIngestService';
import { cloudEventHeaders } from './cloudEventHeaders';
import { jsonBody } from './jsonBody';
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

/** What is looked at of a batch before its items are. */
const batchHead = z.object({
  source: sourceIdSchema,
  items: z.array(z.unknown()),
});

/** The routes that take what data tools report, from programs only. @internal */
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
  /** Reads the body; answers with its hash. */
  const readBody = async (req: Request, res: Response) => {
    await new Promise<void>((resolve, reject) => {
      readDocument(req, res, (error?: unknown) =>
        error ? reject(error) : resolve(),
      );
    });
    const bodyHash = bodyHashes.get(req);
    if (bodyHash === undefined) {
      throw new InputError(
        'The request has no body: send the JSON document your tool wrote, such as run_results.json',
      );
    }
    return bodyHash;
  };

  router.post('/ingest/:sourceId', async (req, res) => {
    // Before the body is read: nobody unknown gets to send 50 MB.
    const credentials = await httpAuth.credentials(req, { allow: ['service'] });
    const { sourceId } = parse(ingestPath, req.params);
    const headers = parse(ingestHeaders, req.headers);
    const bodyHash = await readBody(req, res);
    const report = await ingest.ingest(
      {
        sourceId,
        document: req.body,
        bodyHash,
        idempotencyKey: headers['idempotency-key'],
        eventHeaders: cloudEventHeaders(req.headers),
      },
      { credentials },
    );
    res.status(202).json(report);
  });

  router.post('/anomalies/batch', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['service'] });
    const headers = parse(ingestHeaders, req.headers);
    const bodyHash = await readBody(req, res);
    const { source, items } = parse(batchHead, req.body);
    if (items.length > MAX_BATCH_ITEMS) {
      throw new PayloadTooLargeError(
        `items: a batch may hold at most ${MAX_BATCH_ITEMS} items, and this one holds ${items.length}. Send them in several batches with the same run.`,
      );
    }
    const report = await ingest.ingestBatch(
      {
        sourceId: source,
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
