import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import {
  bulkUpdateRequest,
  createCommentRequest,
  listActivityRequest,
  listAnomaliesRequest,
  numericId,
  updateAnomalyRequest,
  type UpdateAnomalyRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { JsonObject } from '@backstage/types';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { AuthorizedAnomalyService } from '../services/AuthorizedAnomalyService';
import { auditedBy } from './audited';
import { callerOf } from './callerOf';
import { parse } from './parse';

const anomalyPath = z.object({ anomalyId: numericId });
const commentPath = anomalyPath.extend({ activityId: numericId });
const entityRequest = z.object({ entity_ref: z.string().max(500).optional() });

/** Routes that show anomalies and take what people decide and say about them. @internal */
export function createAnomaliesRouter(options: {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  anomalies: AuthorizedAnomalyService;
}): Router {
  const { httpAuth, auditor, anomalies } = options;
  const router = PromiseRouter();
  const caller = callerOf(httpAuth);
  const audited = auditedBy(auditor);

  router.get('/anomalies', async (req, res) => {
    const request = parse(listAnomaliesRequest, req.query);
    res.json(await anomalies.list(request, await caller(req)));
  });

  // Before /anomalies/:anomalyId, which would take their names for ids.
  router.get('/anomalies/facets', async (req, res) => {
    const { entity_ref: entityRef } = parse(entityRequest, req.query);
    res.json(await anomalies.getFacets(entityRef, await caller(req)));
  });

  router.get('/anomalies/recovery', async (req, res) => {
    const { entity_ref: entityRef } = parse(entityRequest, req.query);
    res.json(await anomalies.getRecovery(entityRef, await caller(req)));
  });

  router.post('/anomalies/bulk', async (req, res) => {
    const request = parse(bulkUpdateRequest, req.body);
    const { ids, ...decision } = request;
    const answer = await audited(
      req,
      {
        eventId: 'anomalies-decide',
        severityLevel: 'low',
        meta: { anomaly_ids: ids, ...decided(decision) },
      },
      async () => anomalies.updateMany(request, await caller(req)),
    );
    res.json(answer);
  });

  router.get('/anomalies/:anomalyId', async (req, res) => {
    const { anomalyId } = parse(anomalyPath, req.params);
    res.json(await anomalies.get(anomalyId, await caller(req)));
  });

  router.get('/anomalies/:anomalyId/activity', async (req, res) => {
    const { anomalyId } = parse(anomalyPath, req.params);
    const page = parse(listActivityRequest, req.query);
    const request = { anomalyId, ...page };
    res.json(await anomalies.listActivity(request, await caller(req)));
  });

  router.get('/anomalies/:anomalyId/occurrences', async (req, res) => {
    const { anomalyId } = parse(anomalyPath, req.params);
    res.json(await anomalies.getOccurrences(anomalyId, await caller(req)));
  });

  router.patch('/anomalies/:anomalyId', async (req, res) => {
    const { anomalyId } = parse(anomalyPath, req.params);
    const update = parse(updateAnomalyRequest, req.body);
    const request = { anomalyId, ...update };
    const answer = await audited(
      req,
      {
        eventId: 'anomaly-decide',
        severityLevel: 'low',
        meta: { anomaly_id: anomalyId, ...decided(update) },
      },
      async () => anomalies.update(request, await caller(req)),
    );
    res.json(answer);
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

  router.patch(
    '/anomalies/:anomalyId/comments/:activityId',
    async (req, res) => {
      const target = parse(commentPath, req.params);
      const { body } = parse(createCommentRequest, req.body);
      res.json(
        await anomalies.editComment({ ...target, body }, await caller(req)),
      );
    },
  );

  router.delete(
    '/anomalies/:anomalyId/comments/:activityId',
    async (req, res) => {
      const target = parse(commentPath, req.params);
      await anomalies.deleteComment(target, await caller(req));
      res.status(204).end();
    },
  );

  return router;
}

/** What auditors are told of a decision: everything but the words of a comment, which are on the timeline. */
function decided({ comment, ...decision }: UpdateAnomalyRequest): JsonObject {
  return JSON.parse(JSON.stringify(decision));
}
