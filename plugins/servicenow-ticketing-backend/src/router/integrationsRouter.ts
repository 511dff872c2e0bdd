import type { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  numericId,
  toPage,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { AuthorizedIntegrationService } from '../services/AuthorizedIntegrationService';
import { callerOf } from './callerOf';
import { parse } from './parse';

const integrationParams = z.object({ integration_id: numericId });

/** Routes about the connected instances. The tickets below `/integrations/ticketing` have a router of their own. */
export function createIntegrationsRouter(options: {
  httpAuth: HttpAuthService;
  integrations: AuthorizedIntegrationService;
}): Router {
  const { httpAuth, integrations } = options;
  const router = PromiseRouter();
  const caller = callerOf(httpAuth);

  router.get('/integrations', async (req, res) => {
    const items = await integrations.list(await caller(req));
    res.json(
      toPage(items, {
        total: items.length,
        page: 1,
        size: Math.max(items.length, 1),
      }),
    );
  });

  router.get('/integrations/:integration_id', async (req, res) => {
    const { integration_id: id } = parse(integrationParams, req.params);
    const integration = await integrations.get(id, await caller(req));
    res.json(integration);
  });

  router.post('/integrations/:integration_id/test', async (req, res) => {
    const { integration_id: id } = parse(integrationParams, req.params);
    const report = await integrations.test(id, await caller(req));
    res.json(report);
  });

  return router;
}
