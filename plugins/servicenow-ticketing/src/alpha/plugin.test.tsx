import { screen } from '@testing-library/react';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { HttpResponse } from 'msw';
import { setupBackend } from '../__testUtils__/backend';
import { anAnomaly } from '../__testUtils__/samples';
import plugin from './plugin';

describe('the plugin in an app of the new frontend system', () => {
  const backend = setupBackend();

  it('brings its page, its API and its entry in the sidebar', async () => {
    backend.knows([anAnomaly()]);
    backend.on('get', '/anomalies/824', () => HttpResponse.json(anAnomaly()));
    renderTestApp({
      features: [plugin],
      initialRouteEntries: ['/servicenow-ticketing/anomalies/824'],
      apis: [mockApis.discovery(), mockApis.fetch(), mockApis.permission()],
    });
    expect(
      await screen.findByRole('heading', { name: 'unique_orders_order_id' }),
    ).toBeVisible();
    expect(screen.getAllByText('Data quality').length).toBeGreaterThan(0);
  });

  it('offers its tab to datasets only', () => {
    expect(plugin.getExtension('page:servicenow-ticketing')).toBeDefined();
    expect(
      plugin.getExtension('entity-content:servicenow-ticketing/data-quality'),
    ).toBeDefined();
  });
});
