import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import type {
  IntegrationDetails,
  IntegrationSyncInput,
} from 'backstage-plugin-servicenow-ticketing-common';
import { refusal, setupBackend } from '../../../__testUtils__/backend';
import { renderBoard } from '../../../__testUtils__/renderBoard';
import { anIntegration } from '../../../__testUtils__/settingsSamples';

describe('SyncEditor', () => {
  const backend = setupBackend();

  const open = async (
    sync: IntegrationSyncInput | object = {},
    changes: Partial<IntegrationDetails> = {},
  ) => {
    const plain = anIntegration();
    let stored: IntegrationDetails = {
      ...plain,
      definition: { ...plain.definition, sync },
      ...changes,
    };
    backend.knows([]);
    backend.on('get', '/integrations/3', () => HttpResponse.json(stored));
    backend.on('get', '/integrations/options', () =>
      HttpResponse.json({
        can_connect: true,
        cannot_connect_because: null,
        oauth_redirect_url: 'https://portal.example.com/callback',
      }),
    );
    backend.on('put', '/integrations/3', async request => {
      const { definition } = (await request.json()) as {
        definition: IntegrationDetails['definition'];
      };
      stored = { ...stored, definition };
      return HttpResponse.json(stored);
    });
    const { alertApi } = renderBoard({
      path: '/servicenow-ticketing/settings/3/sync',
    });
    await screen.findByRole('tab', { name: 'Sync', selected: true });
    return { alertApi };
  };
  const form = async () =>
    within(await screen.findByRole('form', { name: 'Sync' }));
  const save = () => userEvent.click(screen.getByText('Save sync settings'));
  const saved = () =>
    backend.asked('PUT').at(-1)?.body as {
      save_anyway?: boolean;
      definition: Record<string, unknown> & { sync: IntegrationSyncInput };
    };
  const choose = async (event: RegExp, option: string) => {
    await userEvent.click(screen.getByLabelText(event));
    await userEvent.click(await screen.findByRole('option', { name: option }));
  };

  /** All at once: letter by letter takes long in a form as large as this. */
  const fill = async (input: HTMLElement, text: string) => {
    await userEvent.clear(input);
    await userEvent.click(input);
    await userEvent.paste(text);
  };

  it('says in sentences what happens, and saves what was changed with all the rest', async () => {
    const { alertApi } = await open({ group_by: 'check' });
    const { getByRole, getByLabelText } = await form();
    expect(getByLabelText('Somebody acknowledges it')).toHaveTextContent(
      'The ticket gets a work note',
    );
    expect(screen.getByRole('button', { name: /Save sync/ })).toBeDisabled();
    await choose(
      /archived as Duplicate/,
      'The ticket gets a work note, and is resolved with its last open anomaly',
    );
    await choose(/comments on it/, 'Nothing is sent');
    await userEvent.click(
      getByRole('checkbox', { name: /resolved or closed archives/ }),
    );
    await save();
    await waitFor(() =>
      expect(alertApi.getAlerts()).toEqual([
        expect.objectContaining({
          message: 'The sync settings of Production were saved',
        }),
      ]),
    );
    expect(saved().definition).toMatchObject({
      instance_url: 'https://acme.service-now.com',
      mapping: expect.any(Object),
      sync: {
        forwarding: 'always-after-forwarding',
        group_by: 'check',
        outbound: { archive: 'note-and-state', comment: false, unlink: true },
        inbound: { archive: true, acknowledge: true },
      },
    });
    expect(screen.queryByText('Unsaved changes')).not.toBeInTheDocument();
  });

  it('offers rules where every new anomaly gets a ticket, in the order that people give them', async () => {
    await open();
    const { getByRole, getByLabelText, queryByText } = await form();
    expect(queryByText('Rules')).not.toBeInTheDocument();
    await userEvent.click(getByRole('radio', { name: /^Every new one/ }));
    const add = screen.getByText('Add rule');
    await userEvent.click(add);
    await userEvent.click(add);
    const rule = (number: number) => within(getByLabelText(`Rule ${number}`));
    await fill(rule(1).getByLabelText(/^Name of the rule/), 'The rest');
    await fill(rule(2).getByLabelText(/^Name of the rule/), 'Bad sales');
    await fill(rule(2).getByLabelText('Dataset'), 'sales.*, crm.*');
    await fill(rule(2).getByLabelText('Failed at least … times'), '3');
    await userEvent.click(rule(2).getByLabelText('Then'));
    await userEvent.click(
      await screen.findByRole('option', { name: 'create a ticket' }),
    );
    await fill(rule(2).getByLabelText('Assignment group'), 'Database');
    await userEvent.click(getByLabelText('Move rule 2 up'));
    await save();
    await waitFor(() => expect(backend.asked('PUT')).toHaveLength(1));
    expect(saved().definition.sync).toMatchObject({
      forwarding: 'always',
      rules: [
        {
          name: 'Bad sales',
          action: 'forward',
          when: {
            datasets: ['sales.*', 'crm.*'],
            min_occurrences: 3,
          },
          assignment_group: 'Database',
        },
        { name: 'The rest', action: 'ignore', when: {} },
      ],
    });
  });

  it('says at each field what is wrong, leads there and saves nothing', async () => {
    await open({ forwarding: 'always' });
    const { getByRole, getByLabelText } = await form();
    await userEvent.click(screen.getByText('Add rule'));
    await fill(getByLabelText('Ask ServiceNow every'), '1s');
    await fill(getByLabelText('Push secret'), 'short');
    await save();
    expect(getByLabelText(/^Name of the rule/)).toHaveFocus();
    expect(getByLabelText('Ask ServiceNow every')).toBeInvalid();
    expect(getByLabelText('Push secret')).toBeInvalid();
    expect(backend.asked('PUT')).toHaveLength(0);
    await userEvent.click(getByRole('button', { name: 'Reset' }));
    expect(getByLabelText('Ask ServiceNow every')).toHaveValue('1m');
    expect(screen.queryByText('Unsaved changes')).not.toBeInTheDocument();
  });

  it('never shows the push secret, and keeps it unless another one is typed', async () => {
    await open(
      {},
      { secrets_set: ['auth.password', 'sync.inbound.push_secret'] },
    );
    const { getByLabelText, getByRole } = await form();
    const secret = getByLabelText('Push secret');
    expect(secret).toHaveValue('');
    expect(secret).toHaveAccessibleDescription(/One is set/);
    await userEvent.click(
      getByRole('checkbox', { name: /Work notes of the ticket/ }),
    );
    await save();
    await waitFor(() => expect(backend.asked('PUT')).toHaveLength(1));
    expect(JSON.stringify(saved())).not.toContain('push_secret');
  });

  it('takes the push secret away, unless it is kept after all', async () => {
    await open(
      {},
      { secrets_set: ['auth.password', 'sync.inbound.push_secret'] },
    );
    const { getByLabelText, getByRole } = await form();
    const secret = getByLabelText('Push secret');
    await userEvent.click(getByRole('button', { name: 'Remove' }));
    expect(secret).toHaveAccessibleDescription(/removed when you save/);
    await userEvent.click(getByRole('button', { name: 'Keep' }));
    expect(secret).toHaveAccessibleDescription(/One is set/);
    await userEvent.click(getByRole('button', { name: 'Remove' }));
    await save();
    await waitFor(() => expect(backend.asked('PUT')).toHaveLength(1));
    expect(saved().definition.sync).toMatchObject({
      inbound: { push_secret: null },
    });
  });

  it('says what a snapshot means for what is sent', async () => {
    await open();
    const { getByRole, queryByLabelText, findByText } = await form();
    await userEvent.click(getByRole('radio', { name: /as a snapshot/ }));
    expect(await findByText(/Nothing of this is sent/)).toBeVisible();
    expect(queryByLabelText(/comments on it/)).not.toBeInTheDocument();
  });

  it('keeps what was typed when it cannot be saved', async () => {
    await open();
    const { getByRole, findByText } = await form();
    backend.on('put', '/integrations/3', () =>
      refusal(400, 'definition.sync.rules: is not what this version knows'),
    );
    await userEvent.click(getByRole('radio', { name: /^Every new one/ }));
    await save();
    expect(await findByText('The sync settings were not saved')).toBeVisible();
    expect(await findByText(/is not what this version knows/)).toBeVisible();
    expect(getByRole('radio', { name: /^Every new one/ })).toBeChecked();
  });

  it('only shows what the config defines, and says where to change it', async () => {
    await open(
      {
        forwarding: 'always',
        rules: [{ name: '<b>Rule</b>', action: 'ignore' }],
      },
      { origin: 'config' },
    );
    const { getByLabelText, getAllByRole, queryByRole } = await form();
    expect(
      screen.getByText(
        /defined in app-config.yaml. Change it there, under servicenowTicketing.integrations.production.sync/,
      ),
    ).toBeVisible();
    expect(getByLabelText(/^Name of the rule/)).toHaveValue('<b>Rule</b>');
    for (const box of [...getAllByRole('radio'), ...getAllByRole('checkbox')]) {
      expect(box).toBeDisabled();
    }
    expect(queryByRole('button', { name: /Save|Add rule|Move|Remove/ })).toBe(
      null,
    );
  });

  it('says when this page is older than what is stored', async () => {
    await open({ from_the_future: true });
    expect(
      await screen.findByText(/Reload the page to edit them/),
    ).toBeVisible();
  });
});
