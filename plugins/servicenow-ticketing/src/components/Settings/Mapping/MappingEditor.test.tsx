import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import { refusal } from '../../../__testUtils__/backend';
import { replace, setupMapping } from './__testUtils__/setupMapping';

describe('MappingEditor', () => {
  const { backend, open, saved } = setupMapping();

  it('saves the whole definition with what was changed, and no secrets', async () => {
    const { form, field, save, alertApi } = await open();
    const resolved = field('Resolved');
    expect(form.getByRole('button', { name: 'Save mapping' })).toBeDisabled();
    await replace(resolved, '7');
    await replace(field('Table'), 'problem');
    await userEvent.click(form.getByRole('button', { name: /^Caller/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'The service account' }),
    );
    expect(form.getByText('Unsaved changes')).toBeVisible();
    await save();

    expect(field('Resolved')).toHaveValue('7');
    await waitFor(() =>
      expect(alertApi.getAlerts()).toEqual([
        expect.objectContaining({
          message: 'The mapping of Production was saved',
        }),
      ]),
    );
    expect(form.queryByText('Unsaved changes')).not.toBeInTheDocument();
    expect(saved().definition).toMatchObject({
      name: 'production',
      instance_url: 'https://acme.service-now.com',
      auth: { type: 'basic', username: 'portal_integration' },
      table: 'problem',
      mapping: { states: { resolved: '7' }, caller: 'service-account' },
    });
    expect(JSON.stringify(saved())).not.toContain('password');
  });

  it('says at each field what is wrong, leads there and saves nothing', async () => {
    const { form, field } = await open();
    const resolved = field('Resolved');
    const codeField = field('Close code field');
    await userEvent.clear(resolved);
    await replace(codeField, 'Close Code');
    expect(resolved).toHaveAccessibleDescription('Resolved is needed');
    expect(codeField).toHaveAccessibleDescription(
      /^Close code field must be a field name such as urgency/,
    );
    await replace(field('Description'), 'x'.repeat(4_001));
    expect(field('Description')).toHaveAccessibleDescription(
      'Description may have at most 4000 characters',
    );
    await userEvent.click(form.getByRole('button', { name: 'Save mapping' }));
    expect(resolved).toHaveFocus();
    expect(form.getByText('Correct the marked fields first.')).toBeVisible();
    expect(backend.asked('PUT')).toHaveLength(0);

    await userEvent.click(form.getByRole('button', { name: 'Reset' }));
    expect(resolved).toHaveValue('6');
    expect(codeField).toHaveValue('close_code');
    expect(form.queryByText('Unsaved changes')).not.toBeInTheDocument();
  });

  it('says at the field what the backend refuses, and keeps everything typed', async () => {
    const { form, field, save } = await open();
    backend.on('put', '/integrations/3', () =>
      refusal(
        400,
        'Invalid request: definition.mapping.assignment_group: there is no group "Nobody"',
      ),
    );
    const group = field('Assignment group');
    await replace(group, 'Nobody');
    await save();
    expect(await form.findByText('The mapping was not saved')).toBeVisible();
    expect(group).toHaveAccessibleDescription(
      'Assignment group there is no group "Nobody"',
    );
    expect(group).toHaveValue('Nobody');
    await userEvent.type(group, '!');
    expect(group).toBeValid();

    backend.on('put', '/integrations/3', () => HttpResponse.error());
    await save(2);
    expect(
      await form.findByText(/Everything typed is still here/),
    ).toBeVisible();
  });

  it('shows the checks that fail, and saves anyway when told to', async () => {
    const { form, field, save } = await open();
    backend.on('put', '/integrations/3', async request => {
      const body = (await request.json()) as { save_anyway?: boolean };
      return body.save_anyway
        ? HttpResponse.json(null, { status: 500 })
        : HttpResponse.json(
            {
              error: {
                name: 'InputError',
                message: 'The preflight failed',
                report: {
                  integration_id: 3,
                  ok: false,
                  message: 'ServiceNow refuses the password',
                  checked_at: '2026-01-22T13:22:40Z',
                  checks: [],
                },
              },
              response: { statusCode: 400 },
            },
            { status: 400 },
          );
    });
    await replace(field('Assigned to'), 'Beth');
    await save();
    expect(
      await form.findByText('ServiceNow refuses the password'),
    ).toBeVisible();
    await userEvent.click(form.getByRole('button', { name: 'Save anyway' }));
    await waitFor(() => expect(saved().save_anyway).toBe(true));
    expect(saved().definition.mapping).toMatchObject({ assigned_to: 'Beth' });
  });

  it('asks before a link leads away from unsaved changes, but not for other tabs', async () => {
    const { field } = await open();
    await replace(field('Assigned to'), 'Beth');
    await userEvent.click(screen.getByRole('tab', { name: 'API calls' }));
    await userEvent.click(
      screen.getByRole('tab', { name: 'Fields and mapping' }),
    );
    expect(field('Assigned to')).toHaveValue('Beth');
    await userEvent.click(screen.getByRole('link', { name: /All integr/ }));
    expect(
      await screen.findByRole('dialog', { name: 'Leave without saving?' }),
    ).toBeVisible();
    expect(screen.getByTestId('address')).toHaveTextContent(/3\/mapping$/);
    await userEvent.click(screen.getByRole('button', { name: 'Leave' }));
    await waitFor(() =>
      expect(screen.getByTestId('address')).toHaveTextContent(/settings$/),
    );
  });

  it('only shows what the config defines', async () => {
    const { form, preview } = await open({
      origin: 'config',
      mapping: { templates: { fields: { u_a: 'x' } } },
    });
    expect(
      screen.getByText(/defined in app-config.yaml. Change it there/),
    ).toBeVisible();
    for (const input of form.getAllByRole('textbox')) {
      expect(input).toHaveAttribute('readonly');
    }
    expect(form.getByRole('checkbox')).toBeDisabled();
    expect(form.queryByRole('button', { name: /Save|Add|Insert|Remove/ })).toBe(
      null,
    );
    expect(
      await preview.findByText('orders: order_id is not unique'),
    ).toBeVisible();
  });

  it('says when this page is older than what is stored', async () => {
    await open({ definition: { mapping: { from_the_future: {} } } }, () => {}, {
      waitForForm: false,
    });
    expect(await screen.findByText(/Reload the page to edit it/)).toBeVisible();
  });

  it('shows whatever is stored as text', async () => {
    const hostile = `<img src=x onerror=alert(1)>\u202eمرحبا ${'x'.repeat(
      3_900,
    )}`;
    const { field } = await open({
      mapping: {
        templates: { description: hostile },
        assignment_group: '<b>Group</b>',
      },
    });
    expect(field('Description')).toHaveValue(hostile);
    expect(field('Assignment group')).toHaveValue('<b>Group</b>');
    expect(document.querySelector('main img, main b')).toBeNull();
  });
});
