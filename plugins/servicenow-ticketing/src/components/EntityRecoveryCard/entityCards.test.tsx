/* eslint-disable no-script-url -- what begins like a script is what is tested */
import { ReactElement } from 'react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { HttpResponse } from 'msw';
import {
  TicketingClient,
  type EntityRecovery,
} from 'backstage-plugin-servicenow-ticketing-common';
import { setupBackend } from '../../__testUtils__/backend';
import { aPage } from '../../__testUtils__/samples';
import { ticketingApiRef } from '../../apis';
import { rootRouteRef } from '../../routes';
import { EntityServicenowTicketsCard } from '../EntityTicketsCard';
import { EntityIncidentRecoveryCard } from './EntityIncidentRecoveryCard';

const PATH = '/entities/resource/default/orders';
const ENTITY = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'orders', namespace: 'default' },
};

const someRecovery = (
  freshness: Partial<EntityRecovery['freshness']> = {},
): EntityRecovery => ({
  weeks: [
    { week: '2026-01-12', count: 0, mean_seconds: null, median_seconds: null },
    { week: '2026-01-19', count: 2, mean_seconds: 7200, median_seconds: 3600 },
  ],
  count: 2,
  mean_seconds: 7200,
  median_seconds: 3600,
  is_partial: false,
  freshness: {
    as_of: '2026-01-23T19:51:23Z',
    is_stale: false,
    message: null,
    ...freshness,
  },
});

describe('cards of entities', () => {
  const backend = setupBackend();
  const render = (card: ReactElement) =>
    renderInTestApp(<EntityProvider entity={ENTITY}>{card}</EntityProvider>, {
      mountedRoutes: { '/servicenow-ticketing': rootRouteRef },
      apis: [
        [
          ticketingApiRef,
          new TicketingClient({
            discoveryApi: mockApis.discovery(),
            fetchApi: mockApis.fetch(),
          }),
        ],
      ],
    });

  it('tells the recovery in words, for every week, and as a table', async () => {
    backend.knows([]);
    backend.on('get', `${PATH}/recovery`, () =>
      HttpResponse.json(someRecovery()),
    );
    render(<EntityIncidentRecoveryCard />);
    const chart = within(
      await screen.findByRole('list', { name: 'Time to restore by week' }),
    );
    expect(
      chart.getByRole('listitem', {
        name: 'Week of Jan 19: 2 incidents, median 1h, mean 2h',
      }),
    ).toBeVisible();
    expect(
      chart.getByRole('listitem', {
        name: 'Week of Jan 12: no incident was resolved',
      }),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show as a table' }),
    );
    expect(screen.getByRole('row', { name: 'Jan 19 2 1h 2h' })).toBeVisible();
  });

  it('says since when numbers are, when ServiceNow is away', async () => {
    backend.knows([]);
    backend.on('get', `${PATH}/recovery`, () =>
      HttpResponse.json(
        someRecovery({ is_stale: true, message: 'Demo does not answer.' }),
      ),
    );
    render(<EntityIncidentRecoveryCard />);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /^As of .* ago: Demo does not answer\.$/,
    );
    expect(
      screen.getByRole('list', { name: 'Time to restore by week' }),
    ).toBeVisible();
  });

  it('lists open tickets, and says when nothing ties the entity to ServiceNow', async () => {
    backend.knows([]);
    const answer = (sources: string[], items: object[]) => ({
      ...aPage(items),
      integration_id: 1,
      integration_name: 'demo',
      sources,
      warning: null,
    });
    backend.on('get', `${PATH}/summary`, () =>
      HttpResponse.json({
        open_incidents: 1,
        open_changes: 0,
        by_state: [{ value: '1', label: 'New', count: 1 }],
        by_priority: [],
        freshness: { as_of: null, is_stale: false, message: null },
      }),
    );
    backend.on('get', `${PATH}/incidents`, request =>
      HttpResponse.json(
        request.url.includes('change_request')
          ? answer([], [])
          : answer(
              ['configuration_item'],
              [
                {
                  table: 'incident',
                  ticket_id: 'a'.repeat(32),
                  ticket_number: 'INC0000023',
                  title: '<b>Deadlocks</b>',
                  status: 'New',
                  state: '1',
                  is_open: true,
                  priority: '2 - High',
                  assigned_to: null,
                  opened_at: '2026-01-20T00:00:00Z',
                  resolved_at: null,
                  url: 'javascript:alert(1)',
                  link_id: 5,
                },
              ],
            ),
      ),
    );
    render(<EntityServicenowTicketsCard />);
    expect(
      await screen.findByRole('link', { name: '<b>Deadlocks</b>' }),
    ).toHaveAttribute('href', '/servicenow-ticketing/tickets?ticket=5');
    expect(screen.getByText('State: New: 1')).toBeVisible();
    expect(screen.getAllByRole('link')).toHaveLength(1);
    await userEvent.click(screen.getByRole('button', { name: /^Type/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Changes' }),
    );
    expect(
      await screen.findByText(/Nothing ties this entity to ServiceNow yet/),
    ).toBeVisible();
  });
});
