import type { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  listLinkedTicketsRequest,
  numericId,
  pageRequest,
  similarTicketsRequest,
  ticketActionRequest,
  ticketLinkParams,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { AuthorizedLinkedTicketService } from '../services/AuthorizedLinkedTicketService';
import { callerOf } from './callerOf';
import { idempotencyHeaders } from './idempotencyHeaders';
import { parse } from './parse';

const anomalyParams = z.object({ anomaly_id: numericId });

/** Routes about tickets that are linked to anomalies. */
export function createLinkedTicketsRouter(options: {
  httpAuth: HttpAuthService;
  linkedTickets: AuthorizedLinkedTicketService;
}): Router {
  const { httpAuth, linkedTickets } = options;
  const router = PromiseRouter();
  const caller = callerOf(httpAuth);
  const linkOf = (req: Request) => parse(ticketLinkParams, req.params).link_id;

  router.get('/tickets', async (req, res) => {
    const request = parse(listLinkedTicketsRequest, req.query);
    res.json(await linkedTickets.list(request, await caller(req)));
  });

  router.get('/tickets/:link_id', async (req, res) => {
    res.json(await linkedTickets.get(linkOf(req), await caller(req)));
  });

  router.get('/tickets/:link_id/discussion', async (req, res) => {
    const linkId = linkOf(req);
    const page = parse(pageRequest, req.query);
    res.json(await linkedTickets.discussion(linkId, page, await caller(req)));
  });

  router.get('/tickets/:link_id/related', async (req, res) => {
    res.json(await linkedTickets.related(linkOf(req), await caller(req)));
  });

  router.post('/tickets/:link_id/actions', async (req, res) => {
    const linkId = linkOf(req);
    const { 'idempotency-key': idempotencyKey } = parse(
      idempotencyHeaders,
      req.headers,
    );
    const request = parse(ticketActionRequest, req.body);
    const { outcome, response } = await linkedTickets.act(
      { ...request, linkId, idempotencyKey },
      await caller(req),
    );
    res.status(outcome === 'done' ? 200 : 202).json(response);
  });

  router.get('/anomalies/:anomaly_id/similar-tickets', async (req, res) => {
    const { anomaly_id: anomalyId } = parse(anomalyParams, req.params);
    const { integration_id: integrationId } = parse(
      similarTicketsRequest,
      req.query,
    );
    res.json(
      await linkedTickets.listSimilar(
        { anomalyId, integrationId },
        await caller(req),
      ),
    );
  });

  return router;
}
