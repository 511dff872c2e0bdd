import type { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  createCommentRequest,
  listAnomaliesRequest,
  numericId,
  pageRequest,
  updateAnomalyRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { AuthorizedAnomalyService } from '../services/AuthorizedAnomalyService';
import { callerOf } from './callerOf';
import { parse } from './parse';

const anomalyPath = z.object({ anomalyId: numericId });

/** Routes that show anomalies and take what people decide and say about them. @internal */
export function createAnomaliesRouter(options: {
  httpAuth: HttpAuthService;
  anomalies: AuthorizedAnomalyService;
}): Router {
  const { httpAuth, anomalies } = options;
  const router = PromiseRouter();
  const caller = callerOf(httpAuth);

  router.get('/anomalies', async (req, res) => {
    const request = parse(listAnomaliesRequest, req.query);
    res.json(await anomalies.list(request, await caller(req)));
  });

  router.get('/anomalies/:anomalyId', async (req, res) => {
    const { anomalyId } = parse(anomalyPath, req.params);
    res.json(await anomalies.get(anomalyId, await caller(req)));
  });

  router.get('/anomalies/:anomalyId/activity', async (req, res) => {
    const { anomalyId } = parse(anomalyPath, req.params);
    const page = parse(pageRequest, req.query);
    const request = { anomalyId, ...page };
    res.json(await anomalies.listActivity(request, await caller(req)));
  });

  router.patch('/anomalies/:anomalyId', async (req, res) => {
    const { anomalyId } = parse(anomalyPath, req.params);
    const update = parse(updateAnomalyRequest, req.body);
    const request = { anomalyId, ...update };
    res.json(await anomalies.update(request, await caller(req)));
  });

  router.post('/anomalies/:anomalyId/comments', async (req, res) => {
    const { anomalyId } = parse(anomalyPath, req.params);
    const { body } = parse(createCommentRequest, req.body);
    const comment = await anomalies.comment(
      { anomalyId, body },
      await caller(req),
    );
    res.status(201).json(comment);
  });

  return router;
}
