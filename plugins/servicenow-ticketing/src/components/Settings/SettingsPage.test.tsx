import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import { refusal, setupBackend } from '../../__testUtils__/backend';
import { renderBoard } from '../../__testUtils__/renderBoard';
import { aPage } from '../../__testUtils__/samples';
import { SETTINGS, knowsIntegrations } from '../../__testUtils__/settings';
import { anIntegration } from '../../__testUtils__/settingsSamples';

describe('SettingsPage', () => {
  const backend = setupBackend();

  it('has a tab for those who may administer integrations', async () => {
    knowsIntegrations(backend, [anIntegration()]);
    renderBoard();
    await userEvent.click(await screen.findByRole('tab', { name: 'Settings' }));
    expect(
      await screen.findByRole('heading', { name: 'ServiceNow integrations' }),
    ).toBeVisible();
    expect(screen.getByTestId('address')).toHaveTextContent(SETTINGS);
  });

  it('opens the part of the integration that the URL names, and keeps the URL when the part changes', async () => {
    knowsIntegrations(backend, [anIntegration()]);
    backend.on('get', '/integrations/3/calls', () =>
      HttpResponse.json(aPage([])),
    );
    renderBoard({ path: `${SETTINGS}/3` });
    expect(
      await screen.findByRole('heading', { name: 'Production' }),
    ).toBeVisible();
    expect(screen.getByTestId('address')).toHaveTextContent(
      `${SETTINGS}/3/connection`,
    );
    const url = screen.getByRole('textbox', { name: /Instance URL/ });
    await userEvent.clear(url);
    await userEvent.type(url, 'https://other.service-now.com');
    await userEvent.click(screen.getByRole('tab', { name: 'API calls' }));
    expect(screen.getByTestId('address')).toHaveTextContent(
      `${SETTINGS}/3/calls`,
    );
    expect(url).not.toBeVisible();
    await userEvent.click(screen.getByRole('tab', { name: 'Connection' }));
    expect(
      within(screen.getByRole('tabpanel', { name: 'Connection' })).getByRole(
        'textbox',
        { name: /Instance URL/ },
      ),
    ).toHaveValue('https://other.service-now.com');
  });

  it('takes an unknown part for the connection', async () => {
    knowsIntegrations(backend, [anIntegration()]);
    renderBoard({ path: `${SETTINGS}/3/nonsense` });
    expect(
      await screen.findByRole('tab', { name: 'Connection', selected: true }),
    ).toBeVisible();
  });

  it('says that an integration is gone, and leads back', async () => {
    knowsIntegrations(backend, []);
    backend.on('get', '/integrations/9', () =>
      refusal(404, 'No integration 9'),
    );
    renderBoard({ path: `${SETTINGS}/9/connection` });
    expect(
      await screen.findByText('There is no such integration'),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'All integrations' }),
    );
    expect(
      await screen.findByText('No ServiceNow instance is connected'),
    ).toBeVisible();
  });

  it('says why an integration could not be read', async () => {
    knowsIntegrations(backend, []);
    backend.on('get', '/integrations/3', () => refusal(500, 'Out of order'));
    renderBoard({ path: `${SETTINGS}/3/connection` });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /The integration could not be loaded.*Out of order/s,
    );
  });
});
