import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import type { AuthorizationState } from 'backstage-plugin-servicenow-ticketing-common';
import { refusal, setupBackend } from '../../../__testUtils__/backend';
import { renderBoard } from '../../../__testUtils__/renderBoard';
import {
  REDIRECT_URL,
  SETTINGS,
  knowsIntegrations,
} from '../../../__testUtils__/settings';
import { anIntegration } from '../../../__testUtils__/settingsSamples';

const SIGN_IN = 'https://acme.service-now.com/oauth_auth.do?state=s';

describe('authorizing a new integration', () => {
  const backend = setupBackend();
  const popup = { closed: false, close: jest.fn(), location: { href: '' } };

  beforeEach(() => {
    popup.closed = false;
    popup.location.href = '';
    jest.spyOn(window, 'open').mockReturnValue(popup as unknown as Window);
  });
  afterEach(() => jest.restoreAllMocks());

  const knowsAuthorization = () => {
    const current: AuthorizationState = { status: 'pending', message: null };
    backend.on('post', '/integrations/oauth/authorize', () =>
      HttpResponse.json({ authorization_id: 'a1', authorize_url: SIGN_IN }),
    );
    backend.on('get', '/integrations/oauth/authorizations/a1', () =>
      HttpResponse.json(current),
    );
    return current;
  };

  const open = async () => {
    renderBoard({ path: `${SETTINGS}/new` });
    const dialog = within(
      await screen.findByRole('dialog', { name: 'Add ServiceNow integration' }),
    );
    await userEvent.click(
      dialog.getByRole('textbox', { name: /Instance URL/ }),
    );
    await userEvent.paste('https://acme.service-now.com');
    await userEvent.click(
      dialog.getByRole('button', { name: /^Authentication/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', {
        name: 'OAuth 2.0, authorization code',
      }),
    );
    await userEvent.click(
      await dialog.findByRole('textbox', { name: /Client ID/ }),
    );
    await userEvent.paste('client-1');
    return dialog;
  };
  type Dialog = Awaited<ReturnType<typeof open>>;
  const authorize = (dialog: Dialog) =>
    userEvent.click(dialog.getByRole('button', { name: 'Authorize' }));

  it('signs in in a window of its own, and then saves what was authorized', async () => {
    knowsIntegrations(backend, []);
    const state = knowsAuthorization();
    backend.on('post', '/integrations', () =>
      HttpResponse.json(anIntegration(), { status: 201 }),
    );
    const dialog = await open();
    expect(dialog.getByRole('textbox', { name: 'Redirect URL' })).toHaveValue(
      REDIRECT_URL,
    );
    expect(
      dialog.getByRole('button', { name: 'Copy redirect URL' }),
    ).toBeVisible();
    expect(
      dialog.getByRole('button', { name: 'Test connection' }),
    ).toBeDisabled();
    expect(
      dialog.queryByRole('button', { name: 'Save' }),
    ).not.toBeInTheDocument();

    await authorize(dialog);
    expect(
      await dialog.findByText(/Sign in to ServiceNow in the window/),
    ).toBeVisible();
    expect(popup.location.href).toBe(SIGN_IN);
    state.status = 'authorized';
    expect(await dialog.findByText(/ServiceNow allowed access/)).toBeVisible();
    await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(
        backend.asked('POST').map(({ path, body }) => [path, body]),
      ).toEqual([
        [
          '/integrations/oauth/authorize',
          {
            definition: expect.objectContaining({
              auth: {
                type: 'oauth-authorization-code',
                client_id: 'client-1',
              },
            }),
          },
        ],
        ['/integrations', expect.objectContaining({ authorization_id: 'a1' })],
      ]),
    );
  });

  it('opens the window in the click itself, before the backend has answered', async () => {
    knowsIntegrations(backend, []);
    let answer: (response: Response) => void = () => undefined;
    backend.on(
      'post',
      '/integrations/oauth/authorize',
      () =>
        new Promise<Response>(resolve => {
          answer = resolve;
        }),
    );
    const dialog = await open();
    await authorize(dialog);
    expect(window.open).toHaveBeenCalledTimes(1);
    expect(await dialog.findByText('Preparing the sign-in …')).toBeVisible();
    await waitFor(() => expect(backend.asked('POST')).toHaveLength(1));
    answer(
      refusal(400, 'Invalid request: definition.auth.client_id: is unknown'),
    );
    expect(
      await dialog.findByText(/ServiceNow did not allow access/),
    ).toBeVisible();
    expect(popup.close).toHaveBeenCalled();
    expect(
      dialog.getByRole('textbox', { name: /Client ID/ }),
    ).toHaveAccessibleDescription('Client ID is unknown');
  });

  it('wants a new authorization once the client is another', async () => {
    knowsIntegrations(backend, []);
    knowsAuthorization().status = 'authorized';
    const dialog = await open();
    await authorize(dialog);
    expect(await dialog.findByRole('button', { name: 'Save' })).toBeEnabled();
    await userEvent.type(
      dialog.getByRole('textbox', { name: /Client ID/ }),
      '2',
    );
    expect(dialog.getByText(/Authorize again before/)).toBeVisible();
    expect(dialog.getByRole('button', { name: 'Authorize' })).toBeEnabled();
  });

  it('says when the window was closed, and still takes an authorization that comes late', async () => {
    knowsIntegrations(backend, []);
    const state = knowsAuthorization();
    const dialog = await open();
    await authorize(dialog);
    popup.closed = true;
    expect(await dialog.findByText(/The window is closed/)).toBeVisible();
    state.status = 'authorized';
    expect(await dialog.findByRole('button', { name: 'Save' })).toBeEnabled();
  });

  it('says what ServiceNow refused', async () => {
    knowsIntegrations(backend, []);
    Object.assign(knowsAuthorization(), {
      status: 'failed',
      message: 'The redirect URL is not registered',
    });
    const dialog = await open();
    await authorize(dialog);
    expect(
      await dialog.findByText(
        'ServiceNow did not allow access: The redirect URL is not registered',
      ),
    ).toBeVisible();
    expect(dialog.getByRole('button', { name: 'Authorize' })).toBeEnabled();
  });

  it('says that it took too long', async () => {
    knowsIntegrations(backend, []);
    knowsAuthorization();
    backend.on('get', '/integrations/oauth/authorizations/a1', () =>
      refusal(404, 'No authorization a1'),
    );
    const dialog = await open();
    await authorize(dialog);
    expect(await dialog.findByText(/took too long/)).toBeVisible();
  });

  it('offers a link when the browser lets no window open', async () => {
    jest.spyOn(window, 'open').mockReturnValue(null);
    knowsIntegrations(backend, []);
    const state = knowsAuthorization();
    const dialog = await open();
    await authorize(dialog);
    expect(
      await dialog.findByRole('link', { name: /Open the sign-in/ }),
    ).toHaveAttribute('href', SIGN_IN);
    state.status = 'authorized';
    expect(await dialog.findByRole('button', { name: 'Save' })).toBeEnabled();
  });

  it('never opens what is no web address', async () => {
    knowsIntegrations(backend, []);
    backend.on('post', '/integrations/oauth/authorize', () =>
      HttpResponse.json({
        authorization_id: 'a1',
        authorize_url: 'file:///etc/passwd',
      }),
    );
    const dialog = await open();
    await authorize(dialog);
    expect(await dialog.findByText(/is no web address/)).toBeVisible();
    expect(popup.location.href).toBe('');
  });
});
