import type { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  entityParams,
  entityRecoveryRequest,
  entityTicketsSummaryRequest,
  listEntityTicketsRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { AuthorizedEntityTicketService } from '../services/AuthorizedEntityTicketService';
import { callerOf } from './callerOf';
import { parse } from './parse';

/** Routes about the ServiceNow records of catalog entities. */
export function createEntitiesRouter(options: {
  httpAuth: HttpAuthService;
  entityTickets: AuthorizedEntityTicketService;
}): Router {
  const { httpAuth, entityTickets } = options;
  const router = PromiseRouter();
  const caller = callerOf(httpAuth);

  router.get('/entities/:kind/:namespace/:name/incidents', async (req, res) => {
    const entity = parse(entityParams, req.params);
    const request = parse(listEntityTicketsRequest, req.query);
    res.json(await entityTickets.list(entity, request, await caller(req)));
  });

  router.get('/entities/:kind/:namespace/:name/summary', async (req, res) => {
    const entity = parse(entityParams, req.params);
    const request = parse(entityTicketsSummaryRequest, req.query);
    res.json(await entityTickets.summarize(entity, request, await caller(req)));
  });

  router.get('/entities/:kind/:namespace/:name/recovery', async (req, res) => {
    const entity = parse(entityParams, req.params);
    const request = parse(entityRecoveryRequest, req.query);
    res.json(await entityTickets.recovery(entity, request, await caller(req)));
  });

  return router;
}
