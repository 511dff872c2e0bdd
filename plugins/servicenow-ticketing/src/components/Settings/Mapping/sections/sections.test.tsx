import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import { refusal } from '../../../../__testUtils__/backend';
import { someChoices } from '../../../../__testUtils__/settingsSamples';
import { replace, setupMapping } from '../__testUtils__/setupMapping';

describe('the sections of the mapping', () => {
  const { backend, open, saved } = setupMapping();

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
});
