import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import type { IntegrationDetails } from 'backstage-plugin-servicenow-ticketing-common';
import { setupBackend } from '../../../__testUtils__/backend';
import { renderBoard } from '../../../__testUtils__/renderBoard';
import {
  SETTINGS,
  aGoodReport,
  knowsIntegrations,
} from '../../../__testUtils__/settings';
import { anIntegration } from '../../../__testUtils__/settingsSamples';

const withAuth = (
  auth: { type: IntegrationDetails['auth_type'] } & Record<string, string>,
  secrets: string[],
) =>
  anIntegration({
    auth_type: auth.type,
    secrets_set: secrets,
    definition: { ...anIntegration().definition, auth },
  });

describe('ConnectionTab', () => {
  const backend = setupBackend();

  const open = async (
    integration: IntegrationDetails,
    options: Parameters<typeof knowsIntegrations>[2] = {},
  ) => {
    knowsIntegrations(backend, [integration], options);
    backend.on('put', '/integrations/3', () => HttpResponse.json(integration));
    const rendered = renderBoard({ path: `${SETTINGS}/3/connection` });
    const panel = within(
      await screen.findByRole('tabpanel', { name: 'Connection' }),
    );
    return { ...rendered, panel };
  };

  it('keeps the secrets that are left empty, and the mapping', async () => {
    const { panel, alertApi } = await open(
      anIntegration({ mapping: { close: { code: 'Fixed' } } }),
    );
    const password = panel.getByLabelText('Password');
    expect(password).toHaveValue('');
    expect(password).toHaveAccessibleDescription(
      'Set. Leave empty to keep it.',
    );
    expect(panel.getByRole('textbox', { name: 'Name' })).toBeDisabled();
    const title = panel.getByRole('textbox', { name: 'Title' });
    await userEvent.clear(title);
    await userEvent.type(title, 'Live{Enter}');
    await waitFor(() => expect(backend.asked('PUT')).toHaveLength(1));
    const { definition } = backend.asked('PUT')[0].body as {
      definition: Record<string, unknown>;
    };
    expect(definition).toMatchObject({
      title: 'Live',
      auth: { type: 'basic', username: 'portal_integration' },
      mapping: { close: { code: 'Fixed' } },
    });
    expect(definition).not.toHaveProperty('name');
    expect(definition.auth).not.toHaveProperty('password');
    await waitFor(() =>
      expect(alertApi.getAlerts()).toEqual([
        expect.objectContaining({ message: 'ServiceNow is connected' }),
      ]),
    );
  });

  it('asks before a link leads away from what was typed', async () => {
    const { panel } = await open(anIntegration());
    await userEvent.type(panel.getByRole('textbox', { name: 'Title' }), '!');
    await userEvent.click(
      screen.getByRole('link', { name: 'All integrations' }),
    );
    const question = within(
      await screen.findByRole('dialog', { name: 'Discard what you typed?' }),
    );
    await userEvent.click(question.getByRole('button', { name: 'Discard' }));
    await waitFor(() =>
      expect(screen.getByTestId('address')).toHaveTextContent(/settings$/),
    );
  });

  it('changes credentials, and forgets what was typed once it is stored', async () => {
    const { panel } = await open(anIntegration());
    const password = panel.getByLabelText('Password');
    await userEvent.type(password, 'new secret{Enter}');
    await waitFor(() => expect(password).toHaveValue(''));
    expect(backend.asked('PUT')[0].body).toMatchObject({
      definition: {
        auth: {
          type: 'basic',
          username: 'portal_integration',
          password: 'new secret',
        },
      },
    });
  });

  it('changes the way to sign in, and wants its secrets then', async () => {
    const { panel } = await open(anIntegration());
    await userEvent.click(
      panel.getByRole('button', { name: /^Authentication/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'API key' }),
    );
    await userEvent.click(panel.getByRole('button', { name: 'Save' }));
    const key = panel.getByLabelText(/^API key/, { selector: 'input' });
    expect(key).toHaveAccessibleDescription('API key is needed');
    expect(backend.asked('PUT')).toHaveLength(0);
    await userEvent.type(key, 'k{Enter}');
    await waitFor(() => expect(backend.asked('PUT')).toHaveLength(1));
    expect(backend.asked('PUT')[0].body).toMatchObject({
      definition: { auth: { type: 'api-key', api_key: 'k' } },
    });
  });

  it('tests the change with the stored secrets', async () => {
    const { panel } = await open(anIntegration());
    backend.on('post', '/integrations/test', () =>
      HttpResponse.json(aGoodReport()),
    );
    await userEvent.click(
      panel.getByRole('button', { name: 'Test connection' }),
    );
    expect(await panel.findByText('Reachable: OK')).toBeVisible();
    expect(backend.asked('POST')[0].body).toMatchObject({
      integration_id: 3,
      write_check: false,
    });
  });

  it('asks for an authorization only when the sign-in has changed', async () => {
    const { panel } = await open(
      withAuth({ type: 'oauth-authorization-code', client_id: 'c1' }, [
        'auth.client_secret',
      ]),
    );
    expect(panel.getByRole('button', { name: 'Save' })).toBeEnabled();
    await userEvent.type(
      panel.getByRole('textbox', { name: /Client ID/ }),
      '2',
    );
    expect(panel.getByRole('button', { name: 'Authorize' })).toBeEnabled();
  });

  it('shows certificates and limits on demand', async () => {
    const { panel } = await open(anIntegration());
    expect(
      panel.queryByRole('textbox', { name: /Certificate authority/ }),
    ).not.toBeInTheDocument();
    const more = panel.getByRole('button', { name: 'Advanced settings' });
    expect(more).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(more);
    const ca = panel.getByRole('textbox', { name: /Certificate authority/ });
    await userEvent.click(ca);
    await userEvent.paste('-----BEGIN CERTIFICATE-----\nx');
    // Another authority could make another host look like this one: no stored secret goes there.
    await userEvent.type(panel.getByLabelText(/^Password/), 'secret');
    const perMinute = panel.getByRole('textbox', { name: 'Calls per minute' });
    await userEvent.type(perMinute, '60{Enter}');
    await waitFor(() => expect(backend.asked('PUT')).toHaveLength(1));
    expect(backend.asked('PUT')[0].body).toMatchObject({
      definition: {
        tls: { ca: '-----BEGIN CERTIFICATE-----\nx' },
        limits: { concurrency: 16, requests_per_minute: 60 },
      },
    });
  });

  it('says why nothing can be saved while connecting is off', async () => {
    const { panel } = await open(anIntegration(), {
      can_connect: false,
      cannot_connect_because: 'No encryption key is configured.',
    });
    expect(
      await panel.findByText(/No encryption key is configured/),
    ).toBeVisible();
    expect(panel.getByRole('button', { name: 'Save' })).toBeDisabled();
  });

  it('only shows what app-config.yaml says', async () => {
    const { panel } = await open(anIntegration({ origin: 'config' }));
    expect(panel.getByRole('alert')).toHaveTextContent(
      /servicenowTicketing\.integrations\.production/,
    );
    expect(panel.getByText('portal_integration')).toBeVisible();
    expect(panel.getByText('set')).toBeVisible();
    expect(panel.queryByRole('textbox')).not.toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Test Production' }),
    ).toBeVisible();
  });

  it('says so when it does not understand what was stored', async () => {
    const { panel } = await open(anIntegration({ definition: { old: true } }));
    expect(panel.getByRole('alert')).toHaveTextContent(
      /stored in a way this version does not understand.*Disconnect it/,
    );
  });
});
