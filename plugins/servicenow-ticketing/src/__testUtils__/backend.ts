import { registerMswTestHooks } from '@backstage/test-utils';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import {
  servicenowTicketingPermissions,
  type Activity,
  type Anomaly,
  type ListPermissionsResponse,
  type PermissionExtent,
} from 'backstage-plugin-servicenow-ticketing-common';
import {
  aFacets,
  aFormSpecification,
  aList,
  aPage,
  aRecovery,
} from './samples';

const BASE_URL = 'http://example.com/api/servicenow-ticketing';

type Respond = (request: Request) => Response | Promise<Response>;

/** A refusal in the shape Backstage's backends answer. */
export const refusal = (status: number, message: string) =>
  HttpResponse.json(
    {
      error: { name: 'Error', message },
      request: { method: 'GET', url: '/' },
      response: { statusCode: status },
    },
    { status },
  );

/** What somebody may do who has every permission for all, some or no anomalies. */
export const permissionsOf = (
  extent: PermissionExtent,
): ListPermissionsResponse => ({
  permissions: Object.fromEntries(
    servicenowTicketingPermissions.map(({ name }) => [name, extent]),
  ),
});

/** A backend at the network's edge: answers what it is told and remembers what it was asked. */
export function setupBackend() {
  // By default everything may be done, and nobody wants to know that it was asked.
  const server = setupServer(
    http.get(`${BASE_URL}/permissions`, () =>
      HttpResponse.json(permissionsOf('all')),
    ),
  );
  registerMswTestHooks(server);
  const requests: { method: string; path: string; body: unknown }[] = [];
  const headers: Headers[] = [];

  const on = (
    method: 'get' | 'post' | 'put' | 'patch' | 'delete',
    path: string,
    respond: Respond,
  ) =>
    server.use(
      http[method](`${BASE_URL}${path}`, async ({ request }) => {
        const url = new URL(request.url);
        const text = await request.clone().text();
        requests.push({
          method: request.method,
          path: `${url.pathname.replace(
            '/api/servicenow-ticketing',
            '',
          )}${decodeURIComponent(url.search)}`,
          body: text ? JSON.parse(text) : undefined,
        });
        headers.push(request.headers);
        return respond(request);
      }),
    );

  return {
    on,
    headers,
    /** What was asked with this method below this path, oldest first. */
    asked: (method: string, path = '') =>
      requests.filter(
        request => request.method === method && request.path.startsWith(path),
      ),
    /** Answers like a backend that knows these anomalies. */
    knows: (anomalies: Anomaly[], activity: Activity[] = []) => {
      requests.length = 0;
      headers.length = 0;
      on('get', '/anomalies', () => HttpResponse.json(aList(anomalies)));
      for (const anomaly of anomalies) {
        on('get', `/anomalies/${anomaly.id}`, () => HttpResponse.json(anomaly));
      }
      on('get', '/anomalies/:id/activity', () =>
        HttpResponse.json(aPage(activity)),
      );
      on('get', '/anomalies/facets', () => HttpResponse.json(aFacets()));
      on('get', '/anomalies/recovery', () => HttpResponse.json(aRecovery()));
      on('get', '/anomalies/:id/watch', () =>
        HttpResponse.json({ watching: false }),
      );
      on('get', '/anomalies/:id/occurrences', () =>
        HttpResponse.json({ occurrences: [], days: [] }),
      );
      on('get', '/integrations', () => HttpResponse.json(aPage([])));
      on('get', '/integrations/ticketing/form-specification', () =>
        HttpResponse.json(aFormSpecification()),
      );
      on('get', '/anomalies/:id/similar-tickets', () =>
        HttpResponse.json({ items: [], warning: null }),
      );
      on('get', '/integrations/:id/references', () =>
        HttpResponse.json({ items: [], warning: null }),
      );
      on('get', '/integrations/ticketing/tickets/search', () =>
        HttpResponse.json(aPage([])),
      );
    },
  };
}
