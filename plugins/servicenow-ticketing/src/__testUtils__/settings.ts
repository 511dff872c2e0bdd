import { HttpResponse } from 'msw';
import type {
  IntegrationDetails,
  IntegrationOptions,
  PreflightReport,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { setupBackend } from './backend';
import { aPage } from './samples';

/** Where the settings are. */
export const SETTINGS = '/servicenow-ticketing/settings';

/** What the OAuth registry of an instance must name. */
export const REDIRECT_URL =
  'https://portal.example.com/api/servicenow-ticketing/oauth/callback';

/** A backend that knows these integrations, and can store more unless told otherwise. */
export function knowsIntegrations(
  backend: ReturnType<typeof setupBackend>,
  integrations: IntegrationDetails[],
  options: Partial<IntegrationOptions> = {},
): void {
  backend.knows([]);
  backend.on('get', '/integrations/options', () =>
    HttpResponse.json({
      can_connect: true,
      cannot_connect_because: null,
      oauth_redirect_url: REDIRECT_URL,
      ...options,
    }),
  );
  backend.on('get', '/integrations', () =>
    HttpResponse.json(aPage(integrations)),
  );
  for (const integration of integrations) {
    backend.on('get', `/integrations/${integration.id}`, () =>
      HttpResponse.json(integration),
    );
  }
}

/** A preflight that found one thing wrong. */
export function aReport(
  changes: Partial<PreflightReport> = {},
): PreflightReport {
  return {
    integration_id: null,
    ok: false,
    message: 'The account may not write to incident',
    checked_at: '2026-01-22T13:30:00Z',
    checks: [
      {
        name: 'Reachable',
        outcome: 'ok',
        asked: 'GET https://acme.service-now.com',
        answer: 'It answers',
        remedy: null,
      },
      {
        name: 'Table incident',
        outcome: 'failed',
        asked: 'GET /api/now/table/incident?sysparm_limit=1',
        answer: '403: refused',
        remedy: 'Add the role itil to portal_integration.',
      },
      {
        name: 'Clock',
        outcome: 'skipped',
        asked: '',
        answer: 'ServiceNow does not tell its time',
        remedy: null,
      },
    ],
    ...changes,
  };
}

/** The same, all well. */
export const aGoodReport = () =>
  aReport({
    ok: true,
    message: 'ServiceNow is connected',
    checks: aReport().checks.slice(0, 1),
  });
