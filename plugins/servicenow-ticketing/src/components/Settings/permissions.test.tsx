import { screen } from '@testing-library/react';
import { setupBackend } from '../../__testUtils__/backend';
import { renderBoard } from '../../__testUtils__/renderBoard';
import { SETTINGS, knowsIntegrations } from '../../__testUtils__/settings';
import { anIntegration } from '../../__testUtils__/settingsSamples';

const ADMIN = 'servicenow-ticketing.integration.admin';

// Permissions are cached for the life of the page: a file of its own keeps them from other tests.
describe('SettingsPage for somebody who may not administer integrations', () => {
  const backend = setupBackend();

  it('has no tab, names the permission, and asks for nothing', async () => {
    knowsIntegrations(backend, [anIntegration()]);
    renderBoard({ path: SETTINGS, denied: [ADMIN] });
    expect(
      await screen.findByText(
        'You may not change the connections to ServiceNow',
      ),
    ).toBeVisible();
    expect(screen.getByText(new RegExp(ADMIN))).toBeVisible();
    expect(screen.getByRole('tab', { name: 'Deliveries' })).toBeVisible();
    expect(
      screen.queryByRole('tab', { name: 'Settings' }),
    ).not.toBeInTheDocument();
    expect(backend.asked('GET')).toEqual([]);
  });
});
