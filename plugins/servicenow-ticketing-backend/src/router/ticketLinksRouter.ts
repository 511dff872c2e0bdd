import type { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  linkTicketRequest,
  numericId,
  toPage,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { AuthorizedTicketService } from '../services/AuthorizedTicketService';
import { callerOf } from './callerOf';
import { parse } from './parse';

const anomalyParams = z.object({ anomaly_id: numericId });
const linkParams = anomalyParams.extend({ link_id: numericId });

/** Routes that tie tickets to anomalies and untie them. */
export function createTicketLinksRouter(options: {
  httpAuth: HttpAuthService;
  tickets: AuthorizedTicketService;
}): Router {
  const { httpAuth, tickets } = options;
  const router = PromiseRouter();
  const caller = callerOf(httpAuth);

  router.get('/anomalies/:anomaly_id/ticket-links', async (req, res) => {
    const { anomaly_id: anomalyId } = parse(anomalyParams, req.params);
    const links = await tickets.listLinks(anomalyId, await caller(req));
    res.json(
      toPage(links, {
        total: links.length,
        page: 1,
        size: Math.max(links.length, 1),
      }),
    );
  });

  router.post('/anomalies/:anomaly_id/ticket-links', async (req, res) => {
    const { anomaly_id: anomalyId } = parse(anomalyParams, req.params);
    const link = await tickets.linkTicket(
      { ...parse(linkTicketRequest, req.body), anomalyId },
      await caller(req),
    );
    res.status(201).json(link);
  });

  router.delete(
    '/anomalies/:anomaly_id/ticket-links/:link_id',
    async (req, res) => {
      const { anomaly_id: anomalyId, link_id: linkId } = parse(
        linkParams,
        req.params,
      );
      await tickets.unlinkTicket({ anomalyId, linkId }, await caller(req));
      res.status(204).end();
    },
  );

  router.post(
    '/anomalies/:anomaly_id/ticket-links/:link_id/sync',
    async (req, res) => {
      const { anomaly_id: anomalyId, link_id: linkId } = parse(
        linkParams,
        req.params,
      );
      const link = await tickets.syncLink(
        { anomalyId, linkId },
        await caller(req),
      );
      res.json(link);
    },
  );

  return router;
}
