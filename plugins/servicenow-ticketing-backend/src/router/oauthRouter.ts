import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import {
  authorizeRequest,
  numericId,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type {
  AuthorizedOAuthService,
  UserOptions,
} from '../services/AuthorizedOAuthService';
import { auditedBy } from './audited';
import { OAUTH_PAGE_HEADERS, oauthPage } from './oauthPage';
import { parse } from './parse';

/** Below the base URL of the plugin; needs `allow: 'unauthenticated'`, as ServiceNow sends a plain browser there. */
export const OAUTH_CALLBACK_PATH = '/oauth/callback';

const integrationParams = z.object({ integration_id: numericId });
const authorizationParams = z.object({
  authorization_id: z.string().min(1).max(64),
});

/** What ServiceNow may add to the URL; whatever else is there is not looked at. */
const callbackQuery = z.object({
  state: z.string().max(200).optional().catch(undefined),
  code: z.string().max(4_000).optional().catch(undefined),
  error: z.string().max(200).optional().catch(undefined),
});

/** Routes of the authorization-code flow. */
export function createOAuthRouter(options: {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  oauth: AuthorizedOAuthService;
}): Router {
  const { httpAuth, auditor, oauth } = options;
  const router = PromiseRouter();
  const user = async (req: Request): Promise<UserOptions> => ({
    credentials: await httpAuth.credentials(req, { allow: ['user'] }),
  });

  const audited = auditedBy(auditor);

  router.post('/integrations/oauth/authorize', async (req, res) => {
    const request = parse(authorizeRequest, req.body);
    const meta = { instance_url: request.definition.instance_url };
    const begun = await audited(
      req,
      { eventId: 'integration-authorize', meta },
      async () => oauth.beginForDraft(request, await user(req)),
    );
    res.status(201).json(begun);
  });

  router.get(
    '/integrations/oauth/authorizations/:authorization_id',
    async (req, res) => {
      const { authorization_id: id } = parse(authorizationParams, req.params);
      res.json(await oauth.getState(id, await user(req)));
    },
  );

  router.post(
    '/integrations/:integration_id/oauth/authorize',
    async (req, res) => {
      const { integration_id: id } = parse(integrationParams, req.params);
      const begun = await audited(
        req,
        { eventId: 'integration-authorize', meta: { id } },
        async () => oauth.beginForIntegration(id, await user(req)),
      );
      res.status(201).json(begun);
    },
  );

  router.get(OAUTH_CALLBACK_PATH, async (req, res) => {
    const outcome = await oauth.finish(parse(callbackQuery, req.query));
    res
      .status(outcome.ok ? 200 : 400)
      .set(OAUTH_PAGE_HEADERS)
      .send(oauthPage(outcome));
  });

  return router;
}
