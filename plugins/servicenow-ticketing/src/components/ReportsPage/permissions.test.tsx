import { screen } from '@testing-library/react';
import { integrationAdminPermission } from 'backstage-plugin-servicenow-ticketing-common';
import { setupBackend } from '../../__testUtils__/backend';
import { renderBoard } from '../../__testUtils__/renderBoard';

// Permissions are cached for the life of the page: a file of its own keeps them from other tests.
describe('ReportsPage for somebody who does not look after the integration', () => {
  const backend = setupBackend();

  it('says what is lacking, and has no tab', async () => {
    backend.knows([]);
    renderBoard({
      path: '/servicenow-ticketing/reports',
      denied: [integrationAdminPermission.name],
    });
    expect(
      await screen.findByRole('heading', {
        name: 'You may not see what was reported',
      }),
    ).toBeVisible();
    expect(screen.queryByRole('tab', { name: 'Reports' })).toBeNull();
  });
});
