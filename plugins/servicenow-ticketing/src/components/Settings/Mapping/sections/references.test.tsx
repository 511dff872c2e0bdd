import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import type { ReferenceSuggestion } from 'backstage-plugin-servicenow-ticketing-common';
import { replace, setupMapping } from '../__testUtils__/setupMapping';

const suggestion = (
  letter: string,
  name: string,
  more: Partial<ReferenceSuggestion> = {},
): ReferenceSuggestion => ({
  sys_id: letter.repeat(32),
  name,
  detail: null,
  is_member: null,
  ...more,
});
const DATABASE = suggestion('a', 'Database');
const ARCHIVE = suggestion('d', 'Database archive');
const BETH = suggestion('b', 'Beth Anglin', {
  detail: 'beth.anglin · beth@example.com',
  is_member: true,
});

describe('group and person of the mapping', () => {
  const { backend, open, saved } = setupMapping();

  /** A ServiceNow that finds records by a part of their name, and by sys_id. */
  const knows = (table: string, ...records: ReferenceSuggestion[]) => {
    const known = new Map([[table, records]]);
    return {
      and: (other: string, ...others: ReferenceSuggestion[]) =>
        known.set(other, others),
      answer: () =>
        backend.on('get', '/integrations/3/references', request => {
          const asked = new URL(request.url).searchParams;
          const query = (asked.get('query') ?? '').toLowerCase();
          const items = (known.get(asked.get('table') ?? '') ?? []).filter(
            ({ sys_id: sysId, name, detail }) =>
              sysId === query ||
              `${name} ${detail}`.toLowerCase().includes(query),
          );
          return HttpResponse.json({ items, warning: null });
        }),
    };
  };

  it('suggests groups, then people with the members of the group first, and saves their sys_ids', async () => {
    const serviceNow = knows('sys_user_group', DATABASE, ARCHIVE);
    serviceNow.and('sys_user', BETH);
    const { field, save } = await open({}, serviceNow.answer);
    await userEvent.type(field('Assignment group'), 'data');
    await screen.findByRole('option', { name: 'Database archive' });
    await userEvent.click(screen.getByRole('option', { name: 'Database' }));
    expect(field('Assignment group')).toHaveValue('Database');

    await userEvent.type(field('Assigned to'), 'beth');
    await userEvent.click(
      await screen.findByRole('option', { name: /Beth Anglin/ }),
    );
    expect(
      backend
        .asked('GET')
        .some(({ path }) => path.includes(`group=${DATABASE.sys_id}`)),
    ).toBe(true);
    await save();
    expect(saved().definition.mapping).toMatchObject({
      assignment_group: DATABASE.sys_id,
      assigned_to: BETH.sys_id,
    });
  });

  it('shows the name of a stored sys_id', async () => {
    const { field } = await open(
      { mapping: { assignment_group: DATABASE.sys_id } },
      knows('sys_user_group', DATABASE).answer,
    );
    await waitFor(() =>
      expect(field('Assignment group')).toHaveValue('Database'),
    );
  });

  it('keeps what ServiceNow does not know, and marks it', async () => {
    const { field, save } = await open(
      {},
      knows('sys_user_group', DATABASE, ARCHIVE).answer,
    );
    const group = field('Assignment group');
    await replace(group, 'Data');
    await waitFor(() =>
      expect(group).toHaveAccessibleDescription(
        /knows nothing that is called “Data”.*stays as typed/,
      ),
    );
    expect(group).toBeValid();
    await replace(group, 'f'.repeat(32));
    await waitFor(() =>
      expect(group).toHaveAccessibleDescription(
        /nothing in use with this sys_id/,
      ),
    );
    await replace(group, 'database');
    await waitFor(() =>
      expect(group).toHaveAccessibleDescription(/^Name or sys_id of a group/),
    );
    await save();
    expect(saved().definition.mapping).toMatchObject({
      assignment_group: 'database',
    });
  });

  it('says when several people are called so', async () => {
    const other = suggestion('c', 'Beth Anglin', { detail: 'beth.anglin2' });
    const { field } = await open(
      { mapping: { assigned_to: 'Beth Anglin' } },
      knows('sys_user', BETH, other).answer,
    );
    const person = field('Assigned to');
    await waitFor(() =>
      expect(person).toHaveAccessibleDescription(
        /more than one “Beth Anglin”. Choose one/,
      ),
    );
    await replace(person, 'beth.anglin');
    await waitFor(() =>
      expect(person).toHaveAccessibleDescription(/^User name, e-mail/),
    );
  });

  it('says why nothing can be suggested, and takes what is typed', async () => {
    const { field, save } = await open({}, () =>
      backend.on('get', '/integrations/3/references', () =>
        HttpResponse.json({
          items: [],
          warning: 'Production: the account may not read sys_user_group.',
        }),
      ),
    );
    await replace(field('Assignment group'), 'Anything');
    await waitFor(() =>
      expect(field('Assignment group')).toHaveAccessibleDescription(
        /may not read sys_user_group. Type the exact name/,
      ),
    );
    await save();
    expect(saved().definition.mapping).toMatchObject({
      assignment_group: 'Anything',
    });
  });
});
