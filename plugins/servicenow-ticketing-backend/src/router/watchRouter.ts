import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { numericId } from 'backstage-plugin-servicenow-ticketing-common';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { WatchService } from '../services/WatchService';
import { callerOf } from './callerOf';
import { parse } from './parse';

const anomalyPath = z.object({ anomalyId: numericId });

/** Routes by which people say what they want to hear of. @internal */
export function createWatchRouter(options: {
  httpAuth: HttpAuthService;
  watches: WatchService;
}): Router {
  const { httpAuth, watches } = options;
  const router = PromiseRouter();
  const caller = callerOf(httpAuth);

  router.get('/anomalies/:anomalyId/watch', async (req, res) => {
    const { anomalyId } = parse(anomalyPath, req.params);
    res.json(await watches.get(anomalyId, await caller(req)));
  });

  for (const [method, watching] of [
    ['post', true],
    ['delete', false],
  ] as const) {
    router[method]('/anomalies/:anomalyId/watch', async (req, res) => {
      const { anomalyId } = parse(anomalyPath, req.params);
      res.json(await watches.set({ anomalyId, watching }, await caller(req)));
    });
  }

  return router;
}
