import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { PermissionOverview } from '../services/PermissionOverview';
import { callerOf } from './callerOf';

/** The route that tells callers what they may do. */
export function createPermissionsRouter(options: {
  httpAuth: HttpAuthService;
  permissionOverview: PermissionOverview;
}): Router {
  const { httpAuth, permissionOverview } = options;
  const router = PromiseRouter();
  const caller = callerOf(httpAuth);

  router.get('/permissions', async (req, res) => {
    res.json(await permissionOverview.list(await caller(req)));
  });

  return router;
}
