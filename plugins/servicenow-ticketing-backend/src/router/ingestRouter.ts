import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type {
  AuthorizedIngestService,
  ReceiveBody,
} from '../services/AuthorizedIngestService';
import { cloudEventHeaders } from './cloudEventHeaders';
import { parse } from './parse';
import { receiveBody } from './receiveBody';

const ingestPath = z.object({ sourceId: z.string().max(500) });

const ingestHeaders = z.object({
  'idempotency-key': z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(128, 'must be at most 128 characters')
    .optional(),
});

/** Where signed requests come in, which bring no credentials. */
export const SIGNED_INGEST_PATH = '/ingest';

/** The routes that take what data tools report, from programs only. @internal */
export function createIngestRouter(options: {
  httpAuth: HttpAuthService;
  ingest: AuthorizedIngestService;
}): Router {
  const { httpAuth, ingest } = options;
  const router = PromiseRouter();

  router.post('/ingest/:sourceId', async (req, res) => {
    const { sourceId } = parse(ingestPath, req.params);
    if (ingest.isSigned(sourceId, req.headers)) {
      const report = await ingest.ingestSigned(
        documentOf(req, sourceId),
        req.headers,
      );
      res.status(202).json(report);
      return;
    }
    const credentials = await httpAuth.credentials(req, { allow: ['service'] });
    const report = await ingest.ingest(documentOf(req, sourceId), {
      credentials,
    });
    res.status(202).json(report);
  });

  router.post('/anomalies/batch', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['service'] });
    const report = await ingest.ingestBatch(
      { idempotencyKey: idempotencyKeyOf(req), receiveBody: receiverOf(req) },
      { credentials },
    );
    res.status(202).json(report);
  });

  return router;
}

function documentOf(req: Request, sourceId: string) {
  return {
    sourceId,
    idempotencyKey: idempotencyKeyOf(req),
    eventHeaders: cloudEventHeaders(req.headers),
    receiveBody: receiverOf(req),
  };
}

function idempotencyKeyOf(req: Request): string | undefined {
  return parse(ingestHeaders, req.headers)['idempotency-key'];
}

function receiverOf(req: Request): ReceiveBody {
  return onBytes => receiveBody(req, { onBytes });
}
