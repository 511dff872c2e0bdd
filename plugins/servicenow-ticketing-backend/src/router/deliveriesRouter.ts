import type { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  listDeliveriesRequest,
  numericId,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { AuthorizedDeliveryService } from '../services/AuthorizedDeliveryService';
import { callerOf } from './callerOf';
import { parse } from './parse';

const deliveryParams = z.object({ delivery_id: numericId });

/** Routes about what waits for ServiceNow. */
export function createDeliveriesRouter(options: {
  httpAuth: HttpAuthService;
  deliveries: AuthorizedDeliveryService;
}): Router {
  const { httpAuth, deliveries } = options;
  const router = PromiseRouter();
  const caller = callerOf(httpAuth);

  router.get('/deliveries', async (req, res) => {
    const page = await deliveries.list(
      parse(listDeliveriesRequest, req.query),
      await caller(req),
    );
    res.json(page);
  });

  router.post('/deliveries/:delivery_id/retry', async (req, res) => {
    const { delivery_id: id } = parse(deliveryParams, req.params);
    const delivery = await deliveries.retry(id, await caller(req));
    res.json(delivery);
  });

  router.post('/deliveries/:delivery_id/discard', async (req, res) => {
    const { delivery_id: id } = parse(deliveryParams, req.params);
    const delivery = await deliveries.discard(id, await caller(req));
    res.json(delivery);
  });

  return router;
}
