import type {
  Activity,
  Anomaly,
} from 'backstage-plugin-servicenow-ticketing-common';
import { servicenowTicketingPermissions } from 'backstage-plugin-servicenow-ticketing-common';
import {
  aFacets,
  aFormSpecification,
  aFoundTicket,
  aList,
  anActivity,
  anAnomaly,
  aPage,
  aRecovery,
  aTicketLink,
} from '../src/__testUtils__/samples';
import { anApiCall, anIntegration } from '../src/__testUtils__/settingsSamples';

const LATENCY_MS = 200;

const anomalies: Anomaly[] = [
  anAnomaly({ ticket_links: [aTicketLink()] }),
  anAnomaly({
    id: 825,
    severity: 'critical',
    title: 'not_null_orders_amount',
    message: '3 rows without an amount',
    fields: ['amount'],
    type: 'not_null',
    occurrence_count: 3,
  }),
  anAnomaly({
    id: 826,
    severity: 'low',
    status: 'Acknowledged',
    title: 'freshness of payments',
    message: 'The newest row is 2 days old',
    type: 'freshness',
  }),
];
const activities: Activity[] = [anActivity()];

const FRESH = { as_of: null, is_stale: false, message: null };
const WEEKS = [
  { week: '2026-01-05', count: 0, mean_seconds: null, median_seconds: null },
  { week: '2026-01-12', count: 1, mean_seconds: 3600, median_seconds: 3600 },
  { week: '2026-01-19', count: 2, mean_seconds: 9000, median_seconds: 9000 },
];

const find = (id: string) =>
  anomalies.find(anomaly => anomaly.id === Number(id));

type Answer = (match: string[], body: Record<string, string>) => unknown;

/** What the backend would answer, first match wins; what is decided lasts until the page is loaded again. */
const ROUTES: [method: string, path: RegExp, answer: Answer][] = [
  [
    'GET',
    /^\/permissions/,
    () => ({
      permissions: Object.fromEntries(
        servicenowTicketingPermissions.map(({ name }) => [name, 'all']),
      ),
    }),
  ],
  ['GET', /^\/anomalies(\?|$)/, () => aList(anomalies)],
  ['GET', /^\/anomalies\/facets/, () => aFacets()],
  ['GET', /^\/anomalies\/recovery/, () => aRecovery()],
  ['GET', /^\/anomalies\/(\d+)$/, ([id]) => find(id)],
  [
    'GET',
    /^\/anomalies\/\d+\/occurrences/,
    () => ({ occurrences: [], days: [] }),
  ],
  ['GET', /^\/anomalies\/\d+\/watch/, () => ({ watching: false })],
  ['GET', /^\/anomalies\/\d+\/activity/, () => aPage(activities)],
  [
    'GET',
    /^\/anomalies\/(\d+)\/ticket-links/,
    ([id]) => aPage(find(id)?.ticket_links ?? []),
  ],
  [
    'GET',
    /^\/anomalies\/\d+\/similar-tickets/,
    () => ({ items: [], warning: null }),
  ],
  [
    'PATCH',
    /^\/anomalies\/(\d+)$/,
    ([id], body) => Object.assign(find(id) ?? {}, body),
  ],
  [
    'POST',
    /^\/anomalies\/(\d+)\/comments/,
    ([id], body) => {
      const comment = anActivity({
        id: activities.length + 1,
        anomaly_id: Number(id),
        body: body.body,
        created_at: new Date().toISOString(),
      });
      activities.unshift(comment);
      return comment;
    },
  ],
  [
    'GET',
    /^\/entities\/.*\/incidents/,
    () => ({ ...aPage([]), sources: ['link'], warning: null }),
  ],
  [
    'GET',
    /^\/entities\/.*\/summary/,
    () => ({
      open_incidents: 1,
      open_changes: 0,
      by_state: [{ value: '2', label: 'In Progress', count: 1 }],
      by_priority: [],
      freshness: FRESH,
    }),
  ],
  [
    'GET',
    /^\/entities\/.*\/recovery/,
    () => ({
      weeks: WEEKS,
      count: 3,
      mean_seconds: 7200,
      median_seconds: 5400,
      is_partial: false,
      freshness: FRESH,
    }),
  ],
  [
    'GET',
    /^\/integrations\/options/,
    () => ({
      can_connect: true,
      cannot_connect_because: null,
      oauth_redirect_url:
        'http://localhost:7007/api/servicenow-ticketing/oauth/callback',
    }),
  ],
  ['GET', /^\/integrations$/, () => aPage([anIntegration()])],
  ['GET', /^\/integrations\/\d+$/, () => anIntegration()],
  ['GET', /^\/integrations\/\d+\/calls/, () => aPage([anApiCall()])],
  [
    'GET',
    /^\/integrations\/ticketing\/form-specification/,
    () => aFormSpecification(),
  ],
  [
    'GET',
    /^\/integrations\/ticketing\/tickets\/search/,
    () => aPage([aFoundTicket()]),
  ],
  [
    'GET',
    /^\/integrations\/\d+\/references/,
    () => ({ items: [], warning: null }),
  ],
];

/** Stands in for the network: answers from memory, and says what it does not know. */
export const mockFetch: typeof fetch = async (input, init) => {
  const request = new Request(input, init);
  const url = new URL(request.url);
  const path = `${url.pathname.replace(/^.*\/servicenow-ticketing/, '')}${
    url.search
  }`;
  const text = await request.text();
  await new Promise(resolve => {
    setTimeout(resolve, LATENCY_MS);
  });
  for (const [method, pattern, answer] of ROUTES) {
    const match = pattern.exec(path);
    if (method === request.method && match) {
      const body = answer(match.slice(1), text ? JSON.parse(text) : {});
      if (body !== undefined) {
        return Response.json(body);
      }
    }
  }
  if (request.method === 'GET') {
    return Response.json(aPage([]));
  }
  return Response.json(
    {
      error: {
        name: 'NotFoundError',
        message: `The mock backend does not know ${request.method} ${path}`,
      },
      response: { statusCode: 404 },
    },
    { status: 404 },
  );
};
