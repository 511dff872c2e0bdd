import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import { refusal, setupBackend } from '../../__testUtils__/backend';
import { renderBoard } from '../../__testUtils__/renderBoard';
import {
  aFormSpecification,
  aFoundTicket,
  aTicketLink,
  anAnomaly,
} from '../../__testUtils__/samples';

const CREATE = '/integrations/ticketing/anomalies/824/tickets';

describe('NewTicketDialog', () => {
  const backend = setupBackend();

  const open = async () => {
    const rendered = renderBoard();
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Add ticket for unique_orders_order_id',
      }),
    );
    const dialog = within(
      await screen.findByRole('dialog', { name: 'New ServiceNow ticket' }),
    );
    const title = await dialog.findByRole('textbox', {
      name: /Short description/,
    });
    return { ...rendered, dialog, title };
  };
  type Dialog = Awaited<ReturnType<typeof open>>['dialog'];

  const choose = async (dialog: Dialog, field: string, option: string) => {
    await userEvent.click(
      dialog.getByRole('button', { name: new RegExp(`^${field}`) }),
    );
    await userEvent.click(await screen.findByRole('option', { name: option }));
  };
  const submit = (dialog: Dialog) =>
    userEvent.click(dialog.getByRole('button', { name: 'Create ticket' }));
  const dialogIsGone = () =>
    waitFor(() =>
      expect(
        screen.queryByRole('dialog', { name: 'New ServiceNow ticket' }),
      ).not.toBeInTheDocument(),
    );

  it('creates the ticket that the form describes', async () => {
    backend.knows([anAnomaly()]);
    backend.on('post', CREATE, () =>
      HttpResponse.json(
        {
          ticket: { ticket_number: 'INC0010007' },
          anomaly_id: 824,
          integration_id: 1,
          message: '',
        },
        { status: 201 },
      ),
    );
    const { dialog, title, alertApi } = await open();
    expect(title).toHaveValue('orders: order_id is not unique');
    expect(dialog.getByText('30/160', { exact: false })).toBeVisible();
    expect(
      dialog.getByText('Priority 3 - Moderate (ServiceNow derives it)'),
    ).toBeVisible();

    await choose(dialog, 'Impact', '1 - High');
    await choose(dialog, 'Urgency', '1 - High');
    expect(
      dialog.getByText('Priority 1 - Critical (ServiceNow derives it)'),
    ).toBeVisible();
    await choose(dialog, 'Category', 'Network');
    await choose(dialog, 'Subcategory', 'DNS');
    await userEvent.type(dialog.getByLabelText('Assignment group'), 'Database');
    await submit(dialog);
    await dialogIsGone();

    expect(backend.asked('POST')).toEqual([
      {
        method: 'POST',
        path: CREATE,
        body: {
          title: 'orders: order_id is not unique',
          impact: '1',
          urgency: '1',
          category: 'network',
          subcategory: 'dns',
          assignment_group: 'Database',
          integration_id: 1,
          table: 'incident',
        },
      },
    ]);
    expect(alertApi.getAlerts()).toEqual([
      expect.objectContaining({ message: 'INC0010007 was created and linked' }),
    ]);
  });

  it('sends further fields apart, and tells which proposals were taken out', async () => {
    backend.knows([anAnomaly()]);
    const specification = aFormSpecification();
    const further = {
      ...specification.fields.find(({ name }) => name === 'title')!,
      required: false,
      default: null,
    };
    backend.on('get', '/integrations/ticketing/form-specification', () =>
      HttpResponse.json({
        ...specification,
        fields: [
          ...specification.fields.map(field =>
            field.name === 'assignment_group'
              ? { ...field, default: 'Database' }
              : field,
          ),
          {
            ...further,
            name: 'fields.u_dataset',
            label: 'u_dataset',
            default: 'shop.orders',
          },
          {
            ...further,
            name: 'fields.u_team',
            label: 'u_team',
            default: 'data',
          },
          {
            ...further,
            name: 'fields.u_reason',
            label: 'u_reason',
            required: true,
          },
        ],
      }),
    );
    backend.on('post', CREATE, () => refusal(503, 'later'));
    const { dialog } = await open();
    await userEvent.type(dialog.getByLabelText(/u_reason/), 'because');
    await userEvent.click(dialog.getByRole('button', { name: 'More fields' }));
    await userEvent.clear(dialog.getByLabelText('Assignment group'));
    await userEvent.clear(dialog.getByLabelText('u_team'));
    await submit(dialog);
    expect(await dialog.findByText('later')).toBeVisible();
    expect(backend.asked('POST')[0].body).toMatchObject({
      assignment_group: '',
      fields: { u_dataset: 'shop.orders', u_team: '', u_reason: 'because' },
    });
  });

  it('offers only the subcategories of the category', async () => {
    backend.knows([anAnomaly()]);
    const { dialog } = await open();
    expect(dialog.getByText('Choose Category first')).toBeVisible();
    await choose(dialog, 'Category', 'Software');
    await choose(dialog, 'Subcategory', 'Email');
    await choose(dialog, 'Category', 'Network');
    await userEvent.click(dialog.getByRole('button', { name: /^Subcategory/ }));
    expect(await screen.findByRole('option', { name: 'DNS' })).toBeVisible();
    expect(
      screen.queryByRole('option', { name: 'Email' }),
    ).not.toBeInTheDocument();
  });

  it('says at the field what is missing or too long, and sends nothing', async () => {
    backend.knows([anAnomaly()]);
    const { dialog, title } = await open();
    await userEvent.clear(title);
    await submit(dialog);
    expect(title).toBeInvalid();
    expect(title).toHaveAccessibleDescription(/Short description is needed/);

    await userEvent.click(title);
    await userEvent.paste('x'.repeat(161));
    await submit(dialog);
    expect(title).toHaveAccessibleDescription(
      /at most 160 characters.*161\/160/,
    );
    expect(backend.asked('POST')).toHaveLength(0);
  });

  it('keeps everything typed when ServiceNow refuses, and names the field', async () => {
    backend.knows([anAnomaly()]);
    backend.on('post', CREATE, () =>
      refusal(
        400,
        'Invalid request: assignment_group: there is no group "Nobody"',
      ),
    );
    const { dialog, title } = await open();
    await userEvent.clear(title);
    await userEvent.type(title, 'Orders are broken');
    await userEvent.type(dialog.getByLabelText('Assignment group'), 'Nobody');
    await submit(dialog);

    expect(await dialog.findByText('The ticket was not created')).toBeVisible();
    expect(
      dialog.getByLabelText('Assignment group'),
    ).toHaveAccessibleDescription(/there is no group "Nobody"/);
    expect(title).toHaveValue('Orders are broken');
    expect(dialog.getByLabelText('Assignment group')).toHaveFocus();
  });

  it('finds the fields that a data policy wants by their labels', async () => {
    backend.knows([anAnomaly()]);
    backend.on('post', CREATE, () =>
      refusal(
        400,
        'A data policy of ServiceNow wants values for: Assignment group. Ask the ServiceNow administrator.',
      ),
    );
    const { dialog } = await open();
    await submit(dialog);
    expect(await dialog.findByText('The ticket was not created')).toBeVisible();
    expect(
      dialog.getByLabelText('Assignment group'),
    ).toHaveAccessibleDescription(/is needed by a data policy/);
  });

  it('suggests groups, then the members of the one that was chosen', async () => {
    backend.knows([anAnomaly()]);
    const specification = aFormSpecification();
    const group = specification.fields.find(
      ({ name }) => name === 'assignment_group',
    )!;
    backend.on('get', '/integrations/ticketing/form-specification', () =>
      HttpResponse.json({
        ...specification,
        fields: [
          ...specification.fields,
          {
            ...group,
            name: 'assigned_to',
            label: 'Assigned to',
            reference: 'sys_user',
          },
        ],
      }),
    );
    backend.on('get', '/integrations/1/references', request =>
      HttpResponse.json({
        items: request.url.includes('sys_user_group')
          ? [
              {
                sys_id: 'a'.repeat(32),
                name: 'Database',
                detail: null,
                is_member: null,
              },
            ]
          : [
              {
                sys_id: 'b'.repeat(32),
                name: 'Beth Anglin',
                detail: 'beth.anglin',
                is_member: true,
              },
              {
                sys_id: 'c'.repeat(32),
                name: 'Bob Ross',
                detail: 'bob.ross',
                is_member: false,
              },
            ],
        warning: null,
      }),
    );
    backend.on('post', CREATE, () => refusal(503, 'later'));
    const { dialog } = await open();
    await userEvent.type(dialog.getByLabelText('Assignment group'), 'data');
    await screen.findByRole('option', { name: 'Database' });
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(dialog.getByLabelText('Assignment group')).toHaveValue('Database');

    await userEvent.type(dialog.getByLabelText('Assigned to'), 'b');
    expect(
      await screen.findByText('Members of the assignment group'),
    ).toBeVisible();
    // The search waits for a pause in typing.
    await waitFor(() =>
      expect(backend.asked('GET').map(({ path }) => path)).toContain(
        `/integrations/1/references?table=sys_user&query=b&group=${'a'.repeat(
          32,
        )}&size=25`,
      ),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: /Beth Anglin/ }),
    );
    await submit(dialog);
    expect(await dialog.findByText('later')).toBeVisible();
    expect(backend.asked('POST')[0].body).toMatchObject({
      assignment_group: 'a'.repeat(32),
      assigned_to: 'b'.repeat(32),
    });
  });

  it('lets names be typed where ServiceNow suggests none, and says why', async () => {
    backend.knows([anAnomaly()]);
    backend.on('get', '/integrations/1/references', () =>
      HttpResponse.json({
        items: [],
        warning: 'Demo: the account may not read sys_user_group.',
      }),
    );
    const { dialog } = await open();
    const group = dialog.getByLabelText('Assignment group');
    await userEvent.type(group, 'Database');
    await waitFor(() =>
      expect(group).toHaveAccessibleDescription(
        /may not read sys_user_group. Type the exact name/,
      ),
    );
    expect(group).toHaveValue('Database');
  });

  it('shows the description as it will appear, and lets it be changed', async () => {
    backend.knows([anAnomaly()]);
    const specification = aFormSpecification();
    backend.on('get', '/integrations/ticketing/form-specification', () =>
      HttpResponse.json({
        ...specification,
        fields: specification.fields.map(field =>
          field.name === 'description'
            ? { ...field, default: '## Linked\n<b>bold</b>' }
            : field,
        ),
      }),
    );
    const { dialog } = await open();
    expect(
      dialog.getByRole('region', { name: /as ServiceNow will show it/ }),
    ).toHaveTextContent('## Linked <b>bold</b>');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Edit the description' }),
    );
    await userEvent.type(dialog.getByLabelText('Description'), '!');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Preview the description' }),
    );
    expect(dialog.getByRole('region')).toHaveTextContent('<b>bold</b>!');
  });

  it('keeps what was typed when another type of ticket is chosen', async () => {
    backend.knows([anAnomaly()]);
    const { dialog, title } = await open();
    await userEvent.type(title, '!');
    await choose(dialog, 'Ticket type', 'Problem');
    await waitFor(() =>
      expect(backend.asked('GET').map(({ path }) => path)).toContain(
        '/integrations/ticketing/form-specification?anomaly_id=824&table=problem',
      ),
    );
    expect(title).toHaveValue('orders: order_id is not unique!');
  });

  it('repeats an unanswered request with the same key, a refused one with another', async () => {
    backend.knows([anAnomaly()]);
    backend.on('post', CREATE, () => HttpResponse.error());
    const { dialog } = await open();
    await submit(dialog);
    expect(
      await dialog.findByText(/the same ticket is never made twice/),
    ).toBeVisible();
    backend.on('post', CREATE, () => refusal(400, 'Mandatory field missing'));
    await submit(dialog);
    expect(await dialog.findByText('Mandatory field missing')).toBeVisible();
    await submit(dialog);
    await waitFor(() => expect(backend.asked('POST')).toHaveLength(3));

    const [first, second, third] = backend.headers
      .map(headers => headers.get('Idempotency-Key'))
      .filter(Boolean);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it('cannot be submitted twice while the answer is on its way', async () => {
    backend.knows([anAnomaly()]);
    let answer: (response: Response) => void = () => undefined;
    backend.on(
      'post',
      CREATE,
      () =>
        new Promise<Response>(resolve => {
          answer = resolve;
        }),
    );
    const { dialog, title } = await open();
    await submit(dialog);
    const button = await dialog.findByRole('button', { name: 'Creating …' });
    expect(button).toBeDisabled();
    await userEvent.type(title, '{Enter}');
    await waitFor(() => expect(backend.asked('POST')).toHaveLength(1));
    answer(refusal(503, 'later'));
    expect(await dialog.findByText('later')).toBeVisible();
    expect(backend.asked('POST')).toHaveLength(1);
  });

  it('says that the ticket waits when ServiceNow does not answer in time', async () => {
    backend.knows([anAnomaly()]);
    backend.on('post', CREATE, () =>
      HttpResponse.json(
        { ticket: { ticket_number: null }, ticket_number: null },
        { status: 202 },
      ),
    );
    const { dialog, alertApi } = await open();
    await submit(dialog);
    await dialogIsGone();
    expect(alertApi.getAlerts()).toEqual([
      expect.objectContaining({
        severity: 'info',
        message: expect.stringContaining('will be created as soon as it does'),
      }),
    ]);
  });

  it('asks once before what was typed is lost', async () => {
    backend.knows([anAnomaly()]);
    const { title } = await open();
    await userEvent.type(title, '!');
    await userEvent.keyboard('{Escape}');
    const question = within(
      await screen.findByRole('dialog', { name: 'Discard what you typed?' }),
    );
    await userEvent.click(
      question.getByRole('button', { name: 'Keep editing' }),
    );
    await waitFor(() =>
      expect(
        screen.queryByRole('dialog', { name: 'Discard what you typed?' }),
      ).not.toBeInTheDocument(),
    );
    expect(title).toHaveValue('orders: order_id is not unique!');

    await userEvent.keyboard('{Escape}');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Discard' }),
    );
    await dialogIsGone();
  });

  it('closes without asking when nothing was typed', async () => {
    backend.knows([anAnomaly()]);
    const { title } = await open();
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(title).not.toBeInTheDocument());
  });

  it('offers to link an open ticket about the same dataset instead', async () => {
    backend.knows([anAnomaly()]);
    backend.on('get', '/anomalies/824/similar-tickets', () =>
      HttpResponse.json({
        items: [
          {
            reason: 'dataset',
            integration_id: 1,
            table: 'incident',
            ...aFoundTicket(),
          },
        ],
        warning: null,
      }),
    );
    backend.on('post', '/anomalies/824/ticket-links', () =>
      HttpResponse.json(aTicketLink(), { status: 201 }),
    );
    const { dialog } = await open();
    expect(
      await dialog.findByText(/INC0009009 is open for this dataset/),
    ).toBeVisible();
    await userEvent.click(
      dialog.getByRole('button', { name: 'Link that one instead' }),
    );
    await dialogIsGone();
    expect(backend.asked('POST')[0].body).toEqual({
      integration_id: 1,
      table: 'incident',
      ticket_id: '57af7aec73d423002728660c4cf6a71c',
    });
  });

  it('says why there is no form, and tries again', async () => {
    backend.knows([anAnomaly()]);
    backend.on('get', '/integrations/ticketing/form-specification', () =>
      refusal(503, 'Demo: ServiceNow does not answer'),
    );
    renderBoard();
    await userEvent.click(
      await screen.findByRole('button', { name: /^Add ticket for/ }),
    );
    expect(
      await screen.findByText(/Demo: ServiceNow does not answer/),
    ).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Create ticket' }),
    ).toBeDisabled();
    expect(screen.getByRole('button', { name: 'Retry' })).toBeVisible();
  });
});
