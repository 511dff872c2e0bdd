import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import {
  bulkDeliveriesRequest,
  listDeliveriesRequest,
  numericId,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { AuthorizedDeliveryService } from '../services/AuthorizedDeliveryService';
import { auditedBy } from './audited';
import { callerOf } from './callerOf';
import { parse } from './parse';

const deliveryParams = z.object({ delivery_id: numericId });

/** Routes about what waits for ServiceNow. */
export function createDeliveriesRouter(options: {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  deliveries: AuthorizedDeliveryService;
}): Router {
  const { httpAuth, auditor, deliveries } = options;
  const router = PromiseRouter();
  const caller = callerOf(httpAuth);
  const audited = auditedBy(auditor);

  router.get('/deliveries', async (req, res) => {
    const page = await deliveries.list(
      parse(listDeliveriesRequest, req.query),
      await caller(req),
    );
    res.json(page);
  });

  // Before /deliveries/:delivery_id, which would take its name for an id.
  router.get('/deliveries/summary', async (req, res) => {
    res.json(await deliveries.summarize(await caller(req)));
  });

  router.get('/deliveries/:delivery_id', async (req, res) => {
    const { delivery_id: id } = parse(deliveryParams, req.params);
    res.json(await deliveries.getDetails(id, await caller(req)));
  });

  router.post('/deliveries/bulk', async (req, res) => {
    const request = parse(bulkDeliveriesRequest, req.body);
    const meta = JSON.parse(JSON.stringify(request));
    const answer = await audited(
      req,
      { eventId: `deliveries-${request.action}`, meta },
      async () => deliveries.decideMany(request, await caller(req)),
    );
    res.json(answer);
  });

  router.post('/deliveries/:delivery_id/retry', async (req, res) => {
    const { delivery_id: id } = parse(deliveryParams, req.params);
    const delivery = await audited(
      req,
      { eventId: 'delivery-retry', meta: { delivery_id: id } },
      async () => deliveries.retry(id, await caller(req)),
    );
    res.json(delivery);
  });

  router.post('/deliveries/:delivery_id/discard', async (req, res) => {
    const { delivery_id: id } = parse(deliveryParams, req.params);
    const delivery = await audited(
      req,
      { eventId: 'delivery-discard', meta: { delivery_id: id } },
      async () => deliveries.discard(id, await caller(req)),
    );
    res.json(delivery);
  });

  return router;
}
