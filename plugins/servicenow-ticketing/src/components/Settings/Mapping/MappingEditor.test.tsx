import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import { refusal } from '../../../__testUtils__/backend';
import { someChoices } from '../../../__testUtils__/settingsSamples';
import { setupMapping } from './__testUtils__/setupMapping';

const replace = async (input: HTMLElement, text: string) => {
  await userEvent.clear(input);
  await userEvent.click(input);
  await userEvent.paste(text);
};

describe('MappingEditor', () => {
  const { backend, open } = setupMapping();
  const saved = () =>
    backend.asked('PUT').at(-1)?.body as {
      save_anyway?: boolean;
      definition: Record<string, unknown> & {
        mapping: Record<string, unknown>;
      };
    };

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

  it('offers the choices of ServiceNow by keyboard, takes any other value and marks it', async () => {
    const { field } = await open();
    const openState = field('Open');
    openState.focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(
      (await screen.findAllByRole('option')).map(option => option.textContent),
    ).toEqual(['New1', 'In Progress2', 'Resolved6']);
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(openState).toHaveValue('1');
    expect(openState).toHaveAccessibleDescription('= New');

    await replace(openState, 'resol');
    expect(
      (await screen.findAllByRole('option')).map(option => option.textContent),
    ).toEqual(['Resolved6']);
    await replace(openState, '42');
    await userEvent.tab();
    expect(openState).toHaveValue('42');
    expect(openState).toHaveAccessibleDescription(
      'Not among the choices of this field in ServiceNow',
    );
    expect(openState).toBeValid();
  });

  it('asks for the choices of what is typed: another field, another table, the subcategories of a category', async () => {
    const { field } = await open();
    await replace(field('Field'), 'priority');
    await replace(field('Category'), 'network');
    await replace(field('Table'), 'problem');
    const asked = () => backend.asked('GET').map(({ path }) => path);
    const choices = '/integrations/3/choices?table=problem&field';
    await waitFor(() =>
      expect(asked()).toEqual(
        expect.arrayContaining([
          `${choices}=priority`,
          `${choices}=state`,
          `${choices}=subcategory&dependent_value=network`,
        ]),
      ),
    );
    expect(asked().join()).not.toContain('=impact');
  });

  it('says once why the choices are not the instance’s own, and marks nothing then', async () => {
    const { form } = await open({ mapping: { states: { open: '42' } } }, () => {
      backend.on('get', '/integrations/3/choices', request =>
        new URL(request.url).searchParams.get('field') === 'category'
          ? refusal(503, 'ServiceNow does not answer')
          : HttpResponse.json({
              ...someChoices(['1', 'New']),
              choices_source: 'defaults',
              warnings: ['Grant the account read access to sys_choice (403).'],
            }),
      );
    });
    expect(
      await form.findAllByText(
        'Grant the account read access to sys_choice (403).',
      ),
    ).toHaveLength(1);
    expect(
      form.getByText(
        'The choices of category could not be read: ServiceNow does not answer',
      ),
    ).toBeVisible();
    expect(form.queryByText(/Not among the choices/)).not.toBeInTheDocument();
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

  it('turns a second severity field on and off', async () => {
    const { form, save } = await open();
    const toggle = form.getByRole('checkbox', {
      name: 'Also write a second field, such as impact',
    });
    expect(form.queryByLabelText(/Second field/)).not.toBeInTheDocument();
    await userEvent.click(toggle);
    const values = within(
      form.getByRole('group', { name: 'Values of impact' }),
    );
    await replace(values.getByRole('textbox', { name: 'Medium' }), '3');
    await save();
    expect(saved().definition.mapping.severity).toMatchObject({
      secondary: {
        field: 'impact',
        values: { critical: '1', high: '2', medium: '3', low: '3' },
      },
    });
    await userEvent.click(toggle);
    await save(2);
    expect(saved().definition.mapping.severity).not.toHaveProperty('secondary');
  });

  it('adds and removes fields with templates, with the focus where it is needed', async () => {
    const { form, field, save } = await open({
      mapping: { templates: { fields: { u_old: 'old' } } },
    });
    const add = form.getByRole('button', { name: 'Add field' });
    await userEvent.click(add);
    const row = within(form.getByRole('group', { name: 'the new field' }));
    const name = row.getByRole('textbox', { name: 'Field' });
    expect(name).toHaveFocus();
    await userEvent.keyboard('u_old');
    expect(name).toHaveAccessibleDescription(
      'Field is there already; one template per field',
    );
    await replace(name, 'u_dataset');
    await userEvent.click(field('Template of u_dataset'));
    await userEvent.paste('{{anomaly.dataset}}');
    await userEvent.click(form.getByRole('button', { name: 'Remove u_old' }));
    expect(add).toHaveFocus();
    await save();
    expect(saved().definition.mapping.templates).toEqual({
      fields: { u_dataset: '{{anomaly.dataset}}' },
    });
  });

  it('inserts a value where the cursor stands, by keyboard', async () => {
    const { form, field } = await open({
      mapping: { templates: { short_description: 'Check:  failed' } },
    });
    const text = field('Short description');
    text.focus();
    text.setSelectionRange(7, 7);
    form
      .getByRole('button', { name: 'Insert a value into Short description' })
      .focus();
    await userEvent.keyboard('{Enter}');
    const menu = within(await screen.findByRole('menu'));
    expect(
      menu.getByRole('menuitem', { name: 'entity.owner its owner' }),
    ).toBeVisible();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await waitFor(() => expect(text).toHaveFocus());
    expect(text).toHaveValue('Check: {{anomaly.title}} failed');
    expect(text.selectionStart).toBe(24);
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
