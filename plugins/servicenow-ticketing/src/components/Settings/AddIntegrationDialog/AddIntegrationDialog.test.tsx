import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import { refusal, setupBackend } from '../../../__testUtils__/backend';
import { renderBoard } from '../../../__testUtils__/renderBoard';
import { aPage } from '../../../__testUtils__/samples';
import {
  SETTINGS,
  aGoodReport,
  aReport,
  knowsIntegrations,
} from '../../../__testUtils__/settings';
import { anIntegration } from '../../../__testUtils__/settingsSamples';

const TITLE = 'Add ServiceNow integration';
const INSTANCE_URL = 'https://acme.service-now.com';

describe('AddIntegrationDialog', () => {
  const backend = setupBackend();

  const open = async () => {
    knowsIntegrations(backend, []);
    const rendered = renderBoard({ path: SETTINGS });
    const add = await screen.findByRole('button', { name: 'Add integration' });
    await waitFor(() => expect(add).toBeEnabled());
    await userEvent.click(add);
    const dialog = within(await screen.findByRole('dialog', { name: TITLE }));
    return { ...rendered, add, dialog };
  };
  type Dialog = Awaited<ReturnType<typeof open>>['dialog'];

  // At once: every key by itself renders the whole form.
  const write = async (field: HTMLElement, text: string) => {
    await userEvent.click(field);
    await userEvent.paste(text);
  };
  const fill = async (dialog: Dialog) => {
    await write(
      dialog.getByRole('textbox', { name: /Instance URL/ }),
      INSTANCE_URL,
    );
    await write(dialog.getByRole('textbox', { name: /User name/ }), 'portal');
    await write(dialog.getByLabelText(/^Password/), 'secret');
  };
  const press = (dialog: Dialog, name: string) =>
    userEvent.click(dialog.getByRole('button', { name }));
  const dialogIsGone = () =>
    waitFor(() =>
      expect(
        screen.queryByRole('dialog', { name: TITLE }),
      ).not.toBeInTheDocument(),
    );
  const refuseByPreflight = () =>
    HttpResponse.json(
      {
        error: {
          name: 'InputError',
          message: 'The preflight failed',
          report: aReport(),
        },
        response: { statusCode: 400 },
      },
      { status: 400 },
    );

  it('connects an instance on Enter, says so and shows it', async () => {
    const { dialog, add, alertApi } = await open();
    expect(screen.getByTestId('address')).toHaveTextContent(`${SETTINGS}/new`);
    backend.on('post', '/integrations', () => {
      backend.on('get', '/integrations', () =>
        HttpResponse.json(aPage([anIntegration()])),
      );
      return HttpResponse.json(anIntegration(), { status: 201 });
    });
    await fill(dialog);
    expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveAttribute(
      'placeholder',
      'acme',
    );
    await userEvent.keyboard('{Enter}');
    await dialogIsGone();

    expect(backend.asked('POST')).toEqual([
      {
        method: 'POST',
        path: '/integrations',
        body: {
          definition: {
            name: 'acme',
            tags: [],
            kind: 'cloud',
            instance_url: INSTANCE_URL,
            default: false,
            table: 'incident',
            auth: { type: 'basic', username: 'portal', password: 'secret' },
            limits: { concurrency: 16 },
            excluded_fields: [],
          },
          save_anyway: false,
        },
      },
    ]);
    expect(alertApi.getAlerts()).toEqual([
      expect.objectContaining({
        message: 'ServiceNow is connected',
        severity: 'success',
      }),
    ]);
    expect(
      await screen.findByRole('heading', { name: 'Production' }),
    ).toBeVisible();
    expect(screen.getByTestId('address')).toHaveTextContent(/settings$/);
    expect(add).toHaveFocus();
  });

  it('says at the fields what is wrong, goes there, and sends nothing', async () => {
    const { dialog } = await open();
    const url = dialog.getByRole('textbox', { name: /Instance URL/ });
    await write(url, 'http://acme.service-now.com');
    expect(url).toBeValid();
    await userEvent.tab();
    expect(url).toBeInvalid();
    expect(url).toHaveAccessibleDescription(
      /Instance URL "http:\/\/acme.service-now.com" must begin with https/,
    );
    await userEvent.clear(url);
    await write(url, INSTANCE_URL);
    expect(url).toBeValid();

    await press(dialog, 'Save');
    const username = dialog.getByRole('textbox', { name: /User name/ });
    expect(username).toHaveAccessibleDescription('User name is needed');
    expect(username).toHaveFocus();
    await press(dialog, 'Test connection');
    expect(backend.asked('POST')).toHaveLength(0);
  });

  it('never shows, fills or repeats a secret', async () => {
    const { dialog } = await open();
    const password = dialog.getByLabelText(/^Password/);
    expect(password).toHaveAttribute('type', 'password');
    expect(password).toHaveAttribute('autocomplete', 'new-password');
    await press(dialog, 'Enter as username:password');
    const both = dialog.getByLabelText(/^Credentials/);
    expect(both).toHaveAttribute('type', 'password');
    await userEvent.type(both, 'no-colon');
    await userEvent.tab();
    expect(both).toHaveAccessibleDescription(/must be username:password/);
    expect(both).not.toHaveAccessibleDescription(/no-colon/);
  });

  it('takes user name and password as one field', async () => {
    const { dialog } = await open();
    backend.on('post', '/integrations', () =>
      HttpResponse.json(anIntegration(), { status: 201 }),
    );
    await write(
      dialog.getByRole('textbox', { name: /Instance URL/ }),
      INSTANCE_URL,
    );
    await press(dialog, 'Enter as username:password');
    await write(dialog.getByLabelText(/^Credentials/), 'portal:se:cret');
    await userEvent.keyboard('{Enter}');
    await dialogIsGone();
    expect(backend.asked('POST')[0].body).toMatchObject({
      definition: { auth: { type: 'basic', credentials: 'portal:se:cret' } },
    });
  });

  it('shows what the preflight found, keeps what was typed, and saves anyway when told to', async () => {
    const { dialog, alertApi } = await open();
    backend.on('post', '/integrations', refuseByPreflight);
    await fill(dialog);
    expect(
      dialog.queryByRole('button', { name: 'Save anyway' }),
    ).not.toBeInTheDocument();
    await press(dialog, 'Save');
    expect(await dialog.findByText('Table incident: failed')).toBeVisible();
    expect(
      dialog.getByText(/Add the role itil to portal_integration/),
    ).toBeVisible();
    expect(dialog.getByLabelText(/^Password/)).toHaveValue('secret');

    backend.on('post', '/integrations', () =>
      HttpResponse.json(
        anIntegration({
          health: {
            status: 'failed',
            message: '403: add the role itil',
            checked_at: null,
          },
        }),
        { status: 201 },
      ),
    );
    await press(dialog, 'Save anyway');
    await dialogIsGone();
    expect(backend.asked('POST').map(({ body }) => body)).toEqual([
      expect.objectContaining({ save_anyway: false }),
      expect.objectContaining({ save_anyway: true }),
    ]);
    expect(alertApi.getAlerts()).toEqual([
      expect.objectContaining({
        severity: 'warning',
        message:
          'Saved, but ServiceNow is not connected: 403: add the role itil',
      }),
    ]);
  });

  it('does not save anyway what was changed since it was checked', async () => {
    const { dialog } = await open();
    backend.on('post', '/integrations', refuseByPreflight);
    await fill(dialog);
    await press(dialog, 'Save');
    expect(
      await dialog.findByRole('button', { name: 'Save anyway' }),
    ).toBeVisible();
    await userEvent.type(dialog.getByLabelText(/^Password/), '2');
    expect(
      dialog.getByText('You changed something since this test.'),
    ).toBeVisible();
    expect(
      dialog.queryByRole('button', { name: 'Save anyway' }),
    ).not.toBeInTheDocument();
  });

  it('shows a refusal at the field it names, also where that is hidden', async () => {
    const { dialog } = await open();
    backend.on('post', '/integrations', () =>
      refusal(
        400,
        'Invalid request: definition.instance_url: points to a metadata service; definition.table: is not a table of ServiceNow',
      ),
    );
    await fill(dialog);
    await press(dialog, 'Save');
    expect(await dialog.findByText(/^Not saved: /)).toBeVisible();
    const url = dialog.getByRole('textbox', { name: /Instance URL/ });
    expect(url).toHaveAccessibleDescription(
      'Instance URL points to a metadata service',
    );
    expect(
      dialog.getByRole('textbox', { name: 'Table' }),
    ).toHaveAccessibleDescription('Table is not a table of ServiceNow');
    await userEvent.type(url, '2');
    expect(url).toBeValid();
  });

  it('keeps what was typed when the backend does not answer', async () => {
    const { dialog } = await open();
    backend.on('post', '/integrations', () => HttpResponse.error());
    await fill(dialog);
    await press(dialog, 'Save');
    expect(
      await dialog.findByText(/The portal’s backend did not answer/),
    ).toBeVisible();
    expect(dialog.getByRole('textbox', { name: /Instance URL/ })).toHaveValue(
      INSTANCE_URL,
    );
    expect(dialog.getByRole('button', { name: 'Save' })).toBeEnabled();
  });

  it('cannot be saved twice while ServiceNow is asked', async () => {
    const { dialog } = await open();
    let answer: (response: Response) => void = () => undefined;
    backend.on(
      'post',
      '/integrations',
      () =>
        new Promise<Response>(resolve => {
          answer = resolve;
        }),
    );
    await fill(dialog);
    await press(dialog, 'Save');
    expect(
      await dialog.findByRole('button', { name: 'Checking and saving …' }),
    ).toBeDisabled();
    await userEvent.type(dialog.getByLabelText(/^Password/), '{Enter}');
    await waitFor(() => expect(backend.asked('POST')).toHaveLength(1));
    answer(refusal(503, 'later'));
    expect(await dialog.findByText('Not saved: later')).toBeVisible();
    expect(backend.asked('POST')).toHaveLength(1);
  });

  it('tests what is typed without saving it, and writes only when asked', async () => {
    const { dialog } = await open();
    backend.on('post', '/integrations/test', () =>
      HttpResponse.json(aGoodReport()),
    );
    await fill(dialog);
    await userEvent.click(
      dialog.getByRole('checkbox', { name: /create a test record/ }),
    );
    await press(dialog, 'Test connection');
    expect(await dialog.findByText('Reachable: OK')).toBeVisible();
    expect(backend.asked('POST')).toEqual([
      {
        method: 'POST',
        path: '/integrations/test',
        body: {
          definition: expect.objectContaining({ name: 'acme' }),
          write_check: true,
        },
      },
    ]);
  });

  it('asks once before what was typed is lost', async () => {
    const { dialog, add } = await open();
    const url = dialog.getByRole('textbox', { name: /Instance URL/ });
    await write(url, INSTANCE_URL);
    await userEvent.keyboard('{Escape}');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Keep editing' }),
    );
    await waitFor(() =>
      expect(
        screen.queryByRole('dialog', { name: 'Discard what you typed?' }),
      ).not.toBeInTheDocument(),
    );
    expect(url).toHaveValue(INSTANCE_URL);
    await press(dialog, 'Cancel');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Discard' }),
    );
    await dialogIsGone();
    await waitFor(() => expect(add).toHaveFocus());
  });

  it('closes at once when nothing was typed', async () => {
    await open();
    await userEvent.keyboard('{Escape}');
    await dialogIsGone();
    expect(screen.getByTestId('address')).toHaveTextContent(/settings$/);
  });
});
