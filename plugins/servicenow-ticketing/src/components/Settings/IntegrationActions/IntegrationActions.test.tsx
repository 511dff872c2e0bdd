import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import { refusal, setupBackend } from '../../../__testUtils__/backend';
import { renderBoard } from '../../../__testUtils__/renderBoard';
import {
  SETTINGS,
  aGoodReport,
  aReport,
  knowsIntegrations,
} from '../../../__testUtils__/settings';
import { anIntegration } from '../../../__testUtils__/settingsSamples';

describe('IntegrationActions', () => {
  const backend = setupBackend();
  afterEach(() => jest.restoreAllMocks());

  const openMenu = async () => {
    const button = await screen.findByRole('button', {
      name: 'More actions for Production',
    });
    await userEvent.click(button);
    return button;
  };
  const choose = async (name: string) =>
    userEvent.click(await screen.findByRole('menuitem', { name }));

  it('tests and shows every check with its remedy, writing only when asked', async () => {
    knowsIntegrations(backend, [anIntegration()]);
    backend.on('post', '/integrations/3/test', () =>
      HttpResponse.json(aReport()),
    );
    renderBoard({ path: SETTINGS });
    const button = await screen.findByRole('button', {
      name: 'Test Production',
    });
    await userEvent.click(button);
    const dialog = within(
      await screen.findByRole('dialog', { name: 'Test of Production' }),
    );
    expect(await dialog.findByText('Reachable: OK')).toBeVisible();
    expect(dialog.getByText('Table incident: failed')).toBeVisible();
    expect(dialog.getByText('403: refused')).toBeVisible();
    expect(
      dialog.getByText(/Add the role itil to portal_integration/),
    ).toHaveTextContent('What to do: Add the role itil to portal_integration.');
    expect(dialog.getByText('Clock: skipped')).toBeVisible();

    await userEvent.click(
      dialog.getByRole('checkbox', { name: /create a test record/ }),
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Test again' }));
    await waitFor(() =>
      expect(backend.asked('POST').map(({ body }) => body)).toEqual([
        {},
        { write_check: true },
      ]),
    );
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(button).toHaveFocus());
  });

  it('says why a test could not run', async () => {
    knowsIntegrations(backend, [anIntegration()]);
    backend.on('post', '/integrations/3/test', () => refusal(409, 'Busy'));
    renderBoard({ path: SETTINGS });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Test Production' }),
    );
    expect(
      await screen.findByText('The test could not run: Busy'),
    ).toBeVisible();
  });

  it('disconnects after naming the consequences', async () => {
    knowsIntegrations(backend, [anIntegration()]);
    backend.on(
      'delete',
      '/integrations/3',
      () => new HttpResponse(null, { status: 204 }),
    );
    const { alertApi } = renderBoard({ path: SETTINGS });
    const button = await openMenu();
    await choose('Disconnect');
    const question = await screen.findByRole('dialog', {
      name: 'Disconnect Production?',
    });
    expect(question).toHaveAccessibleDescription(
      /credentials are deleted.*Tickets stay in ServiceNow/,
    );
    await userEvent.click(
      within(question).getByRole('button', { name: 'Cancel' }),
    );
    await waitFor(() => expect(button).toHaveFocus());
    expect(backend.asked('DELETE')).toHaveLength(0);

    await openMenu();
    await choose('Disconnect');
    knowsIntegrations(backend, []);
    await userEvent.click(
      within(
        await screen.findByRole('dialog', { name: 'Disconnect Production?' }),
      ).getByRole('button', { name: 'Disconnect' }),
    );
    expect(
      await screen.findByText('No ServiceNow instance is connected'),
    ).toBeVisible();
    expect(backend.asked('DELETE')).toHaveLength(1);
    expect(alertApi.getAlerts()).toEqual([
      expect.objectContaining({ message: 'Production is disconnected' }),
    ]);
  });

  it('leaves the editor of what was disconnected, and says why it could not', async () => {
    knowsIntegrations(backend, [anIntegration()]);
    backend.on('delete', '/integrations/3', () => refusal(409, 'In use'));
    const { alertApi } = renderBoard({ path: `${SETTINGS}/3/connection` });
    const disconnect = async () => {
      await openMenu();
      await choose('Disconnect');
      await userEvent.click(
        within(await screen.findByRole('dialog')).getByRole('button', {
          name: 'Disconnect',
        }),
      );
    };
    await disconnect();
    await waitFor(() =>
      expect(alertApi.getAlerts()).toEqual([
        expect.objectContaining({
          message: 'Production could not be disconnected: In use',
          severity: 'error',
        }),
      ]),
    );
    expect(screen.getByTestId('address')).toHaveTextContent(
      `${SETTINGS}/3/connection`,
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    backend.on(
      'delete',
      '/integrations/3',
      () => new HttpResponse(null, { status: 204 }),
    );
    await disconnect();
    await waitFor(() =>
      expect(screen.getByTestId('address')).toHaveTextContent(/\/settings$/),
    );
  });

  it('hands over the YAML as a file', async () => {
    knowsIntegrations(backend, [anIntegration()]);
    backend.on('get', '/integrations/3/yaml', () =>
      HttpResponse.text('servicenowTicketing:\n'),
    );
    const saved: { name: string; blob: Blob }[] = [];
    let latest = new Blob();
    URL.createObjectURL = jest.fn(blob => {
      latest = blob as Blob;
      return 'blob:yaml';
    });
    URL.revokeObjectURL = jest.fn();
    jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function click(this: HTMLAnchorElement) {
        saved.push({ name: this.download, blob: latest });
      });
    renderBoard({ path: SETTINGS });
    await openMenu();
    await choose('Download YAML');
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0].name).toBe('servicenow-production.yaml');
    expect(saved[0].blob.size).toBe('servicenowTicketing:\n'.length);
    expect(URL.revokeObjectURL).toHaveBeenCalledWith('blob:yaml');
  });

  it('leads to the credentials, and puts the focus there', async () => {
    knowsIntegrations(backend, [anIntegration()]);
    renderBoard({ path: SETTINGS });
    await openMenu();
    await choose('Change credentials');
    await waitFor(() =>
      expect(screen.getByRole('textbox', { name: /User name/ })).toHaveFocus(),
    );
    expect(screen.getByTestId('address')).toHaveTextContent(
      `${SETTINGS}/3/connection`,
    );
  });

  it('offers to those from app-config only what does not change them', async () => {
    knowsIntegrations(backend, [
      anIntegration({
        origin: 'config',
        auth_type: 'oauth-authorization-code',
      }),
    ]);
    renderBoard({ path: SETTINGS });
    await openMenu();
    expect(
      (await screen.findAllByRole('menuitem')).map(item => item.textContent),
    ).toEqual(['Authorize again', 'Download YAML']);
  });

  it('authorizes a stored one again, and tests it then', async () => {
    knowsIntegrations(backend, [
      anIntegration({ auth_type: 'oauth-authorization-code' }),
    ]);
    backend.on('post', '/integrations/3/oauth/authorize', () =>
      HttpResponse.json({
        authorization_id: 'a1',
        authorize_url: 'https://acme.service-now.com/oauth_auth.do?state=1',
      }),
    );
    backend.on('get', '/integrations/oauth/authorizations/a1', () =>
      HttpResponse.json({ status: 'authorized', message: null }),
    );
    backend.on('post', '/integrations/3/test', () =>
      HttpResponse.json(aGoodReport()),
    );
    const popup = { closed: false, close: jest.fn(), location: { href: '' } };
    jest.spyOn(window, 'open').mockReturnValue(popup as unknown as Window);
    renderBoard({ path: SETTINGS });
    await openMenu();
    await choose('Authorize again');
    const dialog = within(
      await screen.findByRole('dialog', { name: 'Authorize Production again' }),
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Authorize' }));
    expect(await dialog.findByText('ServiceNow is connected')).toBeVisible();
    expect(popup.location.href).toBe(
      'https://acme.service-now.com/oauth_auth.do?state=1',
    );
  });
});
