import type { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  createTicketRequest,
  formSpecificationRequest,
  getTicketRequest,
  numericId,
  searchReferencesRequest,
  searchTicketsRequest,
  ticketParams,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { AuthorizedTicketService } from '../services/AuthorizedTicketService';
import { callerOf } from './callerOf';
import { idempotencyHeaders } from './idempotencyHeaders';
import { parse } from './parse';

const anomalyParams = z.object({ anomaly_id: numericId });
const integrationParams = z.object({ integration_id: numericId });

/** Routes that read and create tickets. */
export function createTicketsRouter(options: {
  httpAuth: HttpAuthService;
  tickets: AuthorizedTicketService;
}): Router {
  const { httpAuth, tickets } = options;
  const router = PromiseRouter();
  const caller = callerOf(httpAuth);

  router.get('/integrations/ticketing/form-specification', async (req, res) => {
    const form = await tickets.formSpecification(
      parse(formSpecificationRequest, req.query),
      await caller(req),
    );
    res.json(form);
  });

  router.get('/integrations/ticketing/tickets/search', async (req, res) => {
    const page = await tickets.search(
      parse(searchTicketsRequest, req.query),
      await caller(req),
    );
    res.json(page);
  });

  router.get('/integrations/ticketing/tickets/:ticket_id', async (req, res) => {
    const { ticket_id: ticketId } = parse(ticketParams, req.params);
    const { integration_id: integrationId, table } = parse(
      getTicketRequest,
      req.query,
    );
    const ticket = await tickets.get(
      { ticketId, integrationId, table },
      await caller(req),
    );
    res.json(ticket);
  });

  router.post(
    '/integrations/ticketing/anomalies/:anomaly_id/tickets',
    async (req, res) => {
      const { anomaly_id: anomalyId } = parse(anomalyParams, req.params);
      const { 'idempotency-key': idempotencyKey } = parse(
        idempotencyHeaders,
        req.headers,
      );
      const { outcome, response } = await tickets.createTicket(
        { ...parse(createTicketRequest, req.body), anomalyId, idempotencyKey },
        await caller(req),
      );
      res.status(outcome === 'created' ? 201 : 202).json(response);
    },
  );

  router.get('/integrations/:integration_id/references', async (req, res) => {
    const { integration_id: integrationId } = parse(
      integrationParams,
      req.params,
    );
    const found = await tickets.searchReferences(
      { integrationId, ...parse(searchReferencesRequest, req.query) },
      await caller(req),
    );
    res.json(found);
  });

  return router;
}
