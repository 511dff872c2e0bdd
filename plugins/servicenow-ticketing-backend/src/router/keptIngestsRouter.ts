import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import {
  listIngestsRequest,
  numericId,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { AuthorizedIngestService } from '../services/AuthorizedIngestService';
import { auditedBy } from './audited';
import { callerOf } from './callerOf';
import { parse } from './parse';

const ingestParams = z.object({ ingest_id: numericId });

/** Routes about what was reported: to look at it, and to process it once more. @internal */
export function createKeptIngestsRouter(options: {
  auditor: AuditorService;
  httpAuth: HttpAuthService;
  ingest: AuthorizedIngestService;
}): Router {
  const { auditor, httpAuth, ingest } = options;
  const router = PromiseRouter();
  const caller = callerOf(httpAuth);
  const audited = auditedBy(auditor);

  router.get('/ingests', async (req, res) => {
    const request = parse(listIngestsRequest, req.query);
    res.json(await ingest.list(request, await caller(req)));
  });

  router.get('/ingests/:ingest_id', async (req, res) => {
    const { ingest_id: id } = parse(ingestParams, req.params);
    res.json(await ingest.get(id, await caller(req)));
  });

  router.get('/ingests/:ingest_id/document', async (req, res) => {
    const { ingest_id: id } = parse(ingestParams, req.params);
    const who = await caller(req);
    const packed = await audited(
      req,
      { eventId: 'ingest-document-read', meta: { id } },
      () => ingest.readDocument(id, who),
    );
    // Whatever it is, it is to be saved, not shown.
    res.set({
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="report-${id}.json"`,
      'X-Content-Type-Options': 'nosniff',
    });
    await pipeline(Readable.from([packed]), createGunzip(), res);
  });

  router.post('/ingests/:ingest_id/replay', async (req, res) => {
    const { ingest_id: id } = parse(ingestParams, req.params);
    const who = await caller(req);
    const report = await audited(
      req,
      { eventId: 'ingest-replay', meta: { id } },
      () => ingest.replay(id, who),
    );
    res.json(report);
  });

  return router;
}
