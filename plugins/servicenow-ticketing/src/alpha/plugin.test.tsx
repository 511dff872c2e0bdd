import { screen } from '@testing-library/react';
import {
  createExtensionTester,
  mockApis,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
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
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      initialRouteEntries: ['/servicenow-ticketing/anomalies/824'],
      apis: [
        mockApis.discovery(),
        mockApis.fetch(),
        mockApis.permission(),
        catalogApiMock(),
      ],
    });
    expect(
      await screen.findByRole('heading', { name: 'unique_orders_order_id' }),
    ).toBeVisible();
    expect(screen.getAllByText('Data quality').length).toBeGreaterThan(0);
  });

  it.each([
    ['Resource', true],
    ['Component', true],
    ['API', true],
    ['Group', false],
  ])('offers its tab to a %s: %s', (kind, offered) => {
    const isFor = createExtensionTester(
      plugin.getExtension('entity-content:servicenow-ticketing/data-quality'),
    ).get(EntityContentBlueprint.dataRefs.filterFunction);
    expect(
      isFor?.({
        apiVersion: 'backstage.io/v1alpha1',
        kind,
        metadata: { name: 'orders' },
      }),
    ).toBe(offered);
  });
});
