import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import {
  assignDatasetRequest,
  listUnmatchedDatasetsRequest,
  numericId,
  pageRequest,
  suggestEntitiesRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { AuthorizedDatasetService } from '../services/AuthorizedDatasetService';
import { auditedBy } from './audited';
import { callerOf } from './callerOf';
import { parse } from './parse';

const assignmentPath = z.object({ assignmentId: numericId });

/** Routes about datasets and the entities they belong to. @internal */
export function createDatasetsRouter(options: {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  datasets: AuthorizedDatasetService;
}): Router {
  const { httpAuth, auditor, datasets } = options;
  const router = PromiseRouter();
  const caller = callerOf(httpAuth);
  const audited = auditedBy(auditor);

  router.get('/datasets/unmatched', async (req, res) => {
    const request = parse(listUnmatchedDatasetsRequest, req.query);
    res.json(await datasets.listUnmatched(request, await caller(req)));
  });

  router.get('/datasets/suggestions', async (req, res) => {
    const request = parse(suggestEntitiesRequest, req.query);
    res.json(await datasets.suggest(request, await caller(req)));
  });

  router.get('/datasets/assignments', async (req, res) => {
    const page = parse(pageRequest, req.query);
    res.json(await datasets.listAssignments(page, await caller(req)));
  });

  router.post('/datasets/assignments', async (req, res) => {
    const request = parse(assignDatasetRequest, req.body);
    const assignment = await audited(
      req,
      { eventId: 'dataset-assign', meta: { ...request } },
      async () => datasets.assign(request, await caller(req)),
    );
    res.status(201).json(assignment);
  });

  router.delete('/datasets/assignments/:assignmentId', async (req, res) => {
    const { assignmentId } = parse(assignmentPath, req.params);
    await audited(
      req,
      { eventId: 'dataset-unassign', meta: { assignment_id: assignmentId } },
      async () => datasets.unassign(assignmentId, await caller(req)),
    );
    res.status(204).end();
  });

  return router;
}
