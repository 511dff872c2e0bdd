import type {
  Activity,
  Anomaly,
} from 'backstage-plugin-servicenow-ticketing-common';
import { servicenowTicketingPermissions } from 'backstage-plugin-servicenow-ticketing-common';
import {
  aFormSpecification,
  aFoundTicket,
  aList,
  anActivity,
  anAnomaly,
  aPage,
  aTicketLink,
} from '../src/__testUtils__/samples';

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
  ['GET', /^\/anomalies\/facets/, () => ({ sources: [], types: [] })],
  ['GET', /^\/anomalies\/recovery/, () => ({ median: null, weeks: [] })],
  ['GET', /^\/anomalies\/(\d+)$/, ([id]) => find(id)],
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
