import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import { refusal, setupBackend } from '../../../__testUtils__/backend';
import { renderBoard } from '../../../__testUtils__/renderBoard';
import { aPage } from '../../../__testUtils__/samples';
import { SETTINGS, knowsIntegrations } from '../../../__testUtils__/settings';
import { anIntegration } from '../../../__testUtils__/settingsSamples';

describe('IntegrationsList', () => {
  const backend = setupBackend();

  const card = async (title: string) =>
    within(
      (await screen.findByRole('heading', { name: title })).closest('li')!,
    );

  it('says of every instance where it is, how it signs in and how it is', async () => {
    const checkedAt = new Date(Date.now() - 3 * 60_000).toISOString();
    knowsIntegrations(backend, [
      anIntegration({
        tags: ['prod'],
        description: 'The real one',
        health: {
          status: 'connected',
          message: 'ServiceNow is connected',
          checked_at: checkedAt,
        },
      }),
      anIntegration({
        id: 4,
        name: 'eu',
        title: 'On-prem EU',
        kind: 'on-prem',
        instance_url: 'https://snow.corp.example',
        auth_type: 'api-key',
        is_default: false,
        origin: 'config',
        health: {
          status: 'failed',
          message: '403: add the role itil to portal_integration',
          checked_at: null,
        },
      }),
      anIntegration({
        id: 5,
        title: 'Sandbox',
        health: { status: 'unknown', message: '', checked_at: null },
      }),
    ]);
    renderBoard({ path: SETTINGS });
    const production = await card('Production');
    expect(production.getByText('Default')).toBeVisible();
    expect(production.getByText('prod')).toBeVisible();
    expect(production.getByText('The real one')).toBeVisible();
    expect(
      production.getByRole('link', { name: /https:\/\/acme/ }),
    ).toHaveAttribute('href', 'https://acme.service-now.com/');
    expect(
      production.getByText('Cloud · User name and password'),
    ).toBeVisible();
    expect(production.getByText(/ServiceNow is connected/)).toHaveTextContent(
      'ServiceNow is connected · checked 3 minutes ago',
    );
    expect(production.queryByText('From app-config')).not.toBeInTheDocument();

    const eu = await card('On-prem EU');
    expect(eu.getByText('From app-config')).toBeVisible();
    expect(eu.getByText('On-premises · API key')).toBeVisible();
    expect(
      eu.getByText('403: add the role itil to portal_integration'),
    ).toBeVisible();
    expect(eu.queryByText('Default')).not.toBeInTheDocument();
    expect(eu.getByRole('button', { name: 'View On-prem EU' })).toBeVisible();
    expect((await card('Sandbox')).getByText('Not tested yet')).toBeVisible();
  });

  it('says how asking for changes goes', async () => {
    const ago = (minutes: number) =>
      new Date(Date.now() - minutes * 60_000).toISOString();
    const poll = {
      succeeded_at: ago(2),
      changed_tickets: 3,
      failed_at: null,
      error: null,
    };
    knowsIntegrations(backend, [
      anIntegration({ last_poll: poll }),
      anIntegration({
        id: 4,
        title: 'On-prem EU',
        last_poll: {
          ...poll,
          succeeded_at: ago(180),
          failed_at: ago(1),
          error:
            'The account may not read sc_task. Give it the role itil in ServiceNow.',
        },
      }),
      anIntegration({
        id: 5,
        title: 'Sandbox',
        last_poll: {
          succeeded_at: null,
          changed_tickets: null,
          failed_at: ago(1),
          error: 'ServiceNow refused the password.',
        },
      }),
      anIntegration({ id: 6, title: 'New' }),
    ]);
    renderBoard({ path: SETTINGS });
    expect(
      (await card('Production')).getByText(/3 linked tickets had changed/),
    ).toHaveTextContent(
      '3 linked tickets had changed in ServiceNow · last read 2 minutes ago',
    );
    const eu = await card('On-prem EU');
    expect(eu.getByText(/cannot be read/)).toHaveTextContent(
      'What changes in ServiceNow cannot be read: The account may not read sc_task. Give it the role itil in ServiceNow. · tried 1 minute ago · last read 3 hours ago',
    );
    expect(
      (await card('Sandbox')).getByText(/ServiceNow refused the password/),
    ).toHaveTextContent(/· tried 1 minute ago · never read so far$/);
    expect(
      (await card('New')).queryByText(/had changed|cannot be read/),
    ).not.toBeInTheDocument();
  });

  it('leads to the editor', async () => {
    knowsIntegrations(backend, [anIntegration()]);
    renderBoard({ path: SETTINGS });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Edit Production' }),
    );
    expect(
      await screen.findByRole('tab', { name: 'Connection' }),
    ).toBeVisible();
    expect(screen.getByTestId('address')).toHaveTextContent(
      `${SETTINGS}/3/connection`,
    );
  });

  it('explains itself when nothing is connected', async () => {
    knowsIntegrations(backend, []);
    renderBoard({ path: SETTINGS });
    expect(
      await screen.findByText('No ServiceNow instance is connected'),
    ).toBeVisible();
    expect(screen.getByText(/servicenowTicketing\.integrations/)).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Add integration' }),
    ).toBeEnabled();
  });

  it('says why nothing can be connected here, and how to turn it on', async () => {
    knowsIntegrations(backend, [anIntegration()], {
      can_connect: false,
      cannot_connect_because: 'No encryption key is configured.',
    });
    renderBoard({ path: `${SETTINGS}/new` });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /No encryption key is configured\..*openssl rand -base64 32/s,
    );
    expect(
      await screen.findByText(/\$\{SERVICENOW_TICKETING_KEY\}/),
    ).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Add integration' }),
    ).toBeDisabled();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('says why there is no list, and reads it again when asked', async () => {
    knowsIntegrations(backend, []);
    backend.on('get', '/integrations', () => refusal(503, 'Out of order'));
    renderBoard({ path: SETTINGS });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /The integrations could not be loaded.*Out of order/s,
    );
    backend.on('get', '/integrations', () =>
      HttpResponse.json(aPage([anIntegration()])),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(
      await screen.findByRole('heading', { name: 'Production' }),
    ).toBeVisible();
  });
});
