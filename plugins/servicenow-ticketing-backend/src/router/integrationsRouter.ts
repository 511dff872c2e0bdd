import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import {
  createIntegrationRequest,
  listApiCallsRequest,
  listChoicesRequest,
  numericId,
  previewMappingRequest,
  testDefinitionRequest,
  testIntegrationRequest,
  toPage,
  updateIntegrationRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { AuthorizedIntegrationService } from '../services/AuthorizedIntegrationService';
import { auditedBy } from './audited';
import { callerOf } from './callerOf';
import { parse } from './parse';

const integrationParams = z
  .object({ integration_id: numericId })
  .transform(({ integration_id: id }) => id);

/** Routes about the connected instances. The tickets below `/integrations/ticketing` have a router of their own. */
export function createIntegrationsRouter(options: {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  integrations: AuthorizedIntegrationService;
}): Router {
  const { httpAuth, auditor, integrations } = options;
  const router = PromiseRouter();
  const caller = callerOf(httpAuth);
  const audited = auditedBy(auditor);

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

  router.post('/integrations', async (req, res) => {
    const request = parse(createIntegrationRequest, req.body);
    const { name, instance_url: url, auth } = request.definition;
    const meta = { name, instance_url: url, auth_type: auth.type };
    const created = await audited(
      req,
      { eventId: 'integration-connect', meta },
      async () => integrations.create(request, await caller(req)),
    );
    res.status(201).json(created);
  });

  // Before /integrations/:integration_id, which would take "options" for an id.
  router.get('/integrations/options', async (req, res) => {
    res.json(await integrations.getOptions(await caller(req)));
  });

  router.post('/integrations/test', async (req, res) => {
    const request = parse(testDefinitionRequest, req.body);
    const { name, instance_url: url, auth } = request.definition;
    const meta = {
      name: name ?? null,
      instance_url: url,
      auth_type: auth.type,
    };
    const report = await audited(
      req,
      { eventId: 'integration-test', meta },
      async () => integrations.testDefinition(request, await caller(req)),
    );
    res.json(report);
  });

  router.get('/integrations/:integration_id', async (req, res) => {
    const id = parse(integrationParams, req.params);
    res.json(await integrations.get(id, await caller(req)));
  });

  router.put('/integrations/:integration_id', async (req, res) => {
    const id = parse(integrationParams, req.params);
    const request = parse(updateIntegrationRequest, req.body);
    const { instance_url: url, auth } = request.definition;
    const meta = { id, instance_url: url, auth_type: auth.type };
    const updated = await audited(
      req,
      { eventId: 'integration-update', meta },
      async () => integrations.update(id, request, await caller(req)),
    );
    res.json(updated);
  });

  router.delete('/integrations/:integration_id', async (req, res) => {
    const id = parse(integrationParams, req.params);
    await audited(
      req,
      { eventId: 'integration-disconnect', meta: { id } },
      async () => integrations.disconnect(id, await caller(req)),
    );
    res.status(204).end();
  });

  router.post('/integrations/:integration_id/test', async (req, res) => {
    const id = parse(integrationParams, req.params);
    const request = parse(testIntegrationRequest, req.body ?? {});
    const meta = { id, write_check: request.write_check };
    const report = await audited(
      req,
      { eventId: 'integration-test', meta },
      async () => integrations.test(id, request, await caller(req)),
    );
    res.json(report);
  });

  router.get('/integrations/:integration_id/choices', async (req, res) => {
    const integrationId = parse(integrationParams, req.params);
    const request = parse(listChoicesRequest, req.query);
    res.json(
      await integrations.listChoices(
        { integrationId, ...request },
        await caller(req),
      ),
    );
  });

  router.post('/integrations/:integration_id/preview', async (req, res) => {
    const integrationId = parse(integrationParams, req.params);
    const request = parse(previewMappingRequest, req.body);
    res.json(
      await integrations.preview(
        { integrationId, ...request },
        await caller(req),
      ),
    );
  });

  router.get('/integrations/:integration_id/calls', async (req, res) => {
    const id = parse(integrationParams, req.params);
    const request = parse(listApiCallsRequest, req.query);
    res.json(await integrations.listCalls(id, request, await caller(req)));
  });

  router.get('/integrations/:integration_id/yaml', async (req, res) => {
    const id = parse(integrationParams, req.params);
    const yaml = await integrations.getYaml(id, await caller(req));
    res.type('yaml').send(yaml);
  });

  return router;
}
