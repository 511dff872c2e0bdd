import { APIRequestContext, expect, request } from '@playwright/test';

const PORTAL_URL = process.env.PORTAL_URL ?? 'http://localhost:7007';
/** What a pipeline of the demo reports with: app-config.yaml. */
const INGEST_TOKEN = 'dev-ingest-token';
const API = '/api/servicenow-ticketing';

/** An item of the canonical form: docs/sources.md. */
export interface ReportedItem {
  check_key: string;
  entity_ref: string;
  outcome?: 'fail' | 'pass';
  severity?: 'critical' | 'high' | 'medium' | 'low';
  title?: string;
  message?: string;
  fields?: string[];
  tags?: string[];
  url?: string;
}

async function withApi<T>(
  authorization: string,
  work: (api: APIRequestContext) => Promise<T>,
): Promise<T> {
  const api = await request.newContext({
    baseURL: PORTAL_URL,
    extraHTTPHeaders: { authorization },
  });
  try {
    return await work(api);
  } finally {
    await api.dispose();
  }
}

async function post(
  api: APIRequestContext,
  path: string,
  data: Record<string, unknown>,
) {
  const response = await api.post(`${API}${path}`, { data });
  if (!response.ok()) {
    throw new Error(`${path}: ${response.status()} ${await response.text()}`);
  }
  return response.json();
}

/** Reports what checks found, as a script does. */
export async function reportItems(
  source: string,
  items: ReportedItem[],
): Promise<void> {
  await withApi(`Bearer ${INGEST_TOKEN}`, api =>
    post(api, '/anomalies/batch', {
      source,
      run: { observed_at: new Date().toISOString() },
      items: items.map(item => ({ outcome: 'fail', type: 'check', ...item })),
    }),
  );
}

/** Says that all of them are well again, so that no other test meets them. */
export const resolveItems = (source: string, items: ReportedItem[]) =>
  reportItems(
    source,
    items.map(item => ({ ...item, outcome: 'pass' })),
  );

/** Asks the portal's API as the person whom the demo signs in. */
async function asPerson<T>(work: (api: APIRequestContext) => Promise<T>) {
  const token = await withApi('', async api => {
    const response = await api.get('/api/auth/guest/refresh', {
      headers: { 'x-requested-with': 'XMLHttpRequest' },
    });
    return (await response.json()).backstageIdentity.token as string;
  });
  return withApi(`Bearer ${token}`, work);
}

/** The id of the open anomaly with this title. */
export const findAnomaly = (title: string) =>
  asPerson(async api => {
    const response = await api.get(`${API}/anomalies`, {
      params: { query: title },
    });
    const { items } = await response.json();
    return items[0].id as number;
  });

/** Links a ticket of ServiceNow to an anomaly. */
export const linkTicket = (anomalyId: number, ticketNumber: string) =>
  asPerson(api =>
    post(api, `/anomalies/${anomalyId}/ticket-links`, {
      ticket_number: ticketNumber,
    }),
  );

/** Waits until the portal calls ServiceNow again: after failures it holds its calls back for a while. */
export const waitForServiceNow = () =>
  asPerson(api =>
    expect
      .poll(
        async () => {
          const path = '/integrations/ticketing/tickets/search';
          const response = await api.get(`${API}${path}`, {
            params: { query: 'INC' },
          });
          return response.status();
        },
        { timeout: 60_000 },
      )
      .toBe(200),
  );
