import type { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  assignDatasetRequest,
  listUnmatchedDatasetsRequest,
  numericId,
  pageRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { AuthorizedDatasetService } from '../services/AuthorizedDatasetService';
import { callerOf } from './callerOf';
import { parse } from './parse';

const assignmentPath = z.object({ assignmentId: numericId });

/** Routes about datasets and the entities they belong to. @internal */
export function createDatasetsRouter(options: {
  httpAuth: HttpAuthService;
  datasets: AuthorizedDatasetService;
}): Router {
  const { httpAuth, datasets } = options;
  const router = PromiseRouter();
  const caller = callerOf(httpAuth);

  router.get('/datasets/unmatched', async (req, res) => {
    const request = parse(listUnmatchedDatasetsRequest, req.query);
    res.json(await datasets.listUnmatched(request, await caller(req)));
  });

  router.get('/datasets/assignments', async (req, res) => {
    const page = parse(pageRequest, req.query);
    res.json(await datasets.listAssignments(page, await caller(req)));
  });

  router.post('/datasets/assignments', async (req, res) => {
    const request = parse(assignDatasetRequest, req.body);
    res.status(201).json(await datasets.assign(request, await caller(req)));
  });

  router.delete('/datasets/assignments/:assignmentId', async (req, res) => {
    const { assignmentId } = parse(assignmentPath, req.params);
    await datasets.unassign(assignmentId, await caller(req));
    res.status(204).end();
  });

  return router;
}
