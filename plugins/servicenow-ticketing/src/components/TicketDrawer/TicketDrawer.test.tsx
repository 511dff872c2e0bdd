/* eslint-disable no-script-url -- what begins like a script is what is tested */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import type {
  LinkedTicket,
  Ticket,
  TicketDetails,
} from 'backstage-plugin-servicenow-ticketing-common';
import { refusal, setupBackend } from '../../__testUtils__/backend';
import { renderBoard } from '../../__testUtils__/renderBoard';
import { aPage, aTicketLink, anAnomaly } from '../../__testUtils__/samples';

const LIST = '/servicenow-ticketing/tickets';
const OPEN = `${LIST}?ticket=5`;

const choices = (...labels: [value: string, label: string][]) =>
  labels.map(([value, label]) => ({ value, label, dependent_value: null }));
const LEVELS = choices(
  ['1', '1 - High'],
  ['2', '2 - Medium'],
  ['3', '3 - Low'],
);

const aTicket: Ticket = {
  ticket_id: '7a62213283aef210f9e89780deaad366',
  ticket_number: 'INC0010006',
  title: 'orders: order_id is not unique',
  description: 'See <b>here</b>',
  status: 'New',
  priority: '3',
  urgency: '2',
  impact: '2',
  category: 'software',
  subcategory: '',
  created_at: '2026-01-23T19:51:24',
  updated_at: '2026-01-23T19:51:24',
  resolved_at: null,
  closed_at: null,
  assigned_to: 'Beth Anglin',
  assigned_group: 'Database',
  requester: null,
  // A hostile address is no link.
  url: 'javascript:alert(1)',
  comments_count: null,
  metadata: {},
};

const someDetails = (changes: Partial<TicketDetails> = {}): TicketDetails => ({
  link: aTicketLink({ status: 'New', url: 'javascript:alert(1)' }),
  ticket: aTicket,
  unavailable: null,
  anomalies: [
    {
      id: 824,
      link_id: 5,
      title: 'unique_orders_order_id',
      severity: 'high',
      status: 'Active',
    },
  ],
  actions: [
    { action: 'acknowledge', is_possible: true, because: null },
    { action: 'change_priority', is_possible: true, because: null },
    { action: 'add_work_note', is_possible: true, because: null },
    { action: 'resolve', is_possible: false, because: 'It is over.' },
  ],
  acknowledged_state: 'In Progress',
  resolved_state: 'Resolved',
  close_code: 'Solution provided',
  choices: {
    impact: LEVELS,
    urgency: LEVELS,
    close_code: choices(['Solution provided', 'Solution provided']),
  },
  ...changes,
});

const aLinkedTicket = (changes: Partial<LinkedTicket> = {}): LinkedTicket => ({
  link_id: 5,
  integration_id: 1,
  integration_name: 'demo',
  table: 'incident',
  ticket_id: aTicket.ticket_id,
  ticket_number: 'INC0010006',
  title: 'orders: order_id is not unique',
  phase: 'open',
  status: 'New',
  state: '1',
  priority: '3 - Moderate',
  assigned_to: null,
  url: null,
  created_at: '2026-01-23T19:51:24Z',
  last_synced_at: null,
  sync: { waiting: 0, failed: 0, next_attempt_at: null, message: null },
  anomalies: [
    {
      id: 824,
      link_id: 5,
      title: 'unique_orders_order_id',
      severity: 'high',
      status: 'Active',
    },
  ],
  anomaly_count: 3,
  entity_refs: ['resource:default/orders'],
  ...changes,
});

describe('tickets', () => {
  const backend = setupBackend();

  const knows = (details = someDetails(), tickets = [aLinkedTicket()]) => {
    backend.knows([anAnomaly()]);
    backend.on('get', '/tickets', () => HttpResponse.json(aPage(tickets)));
    backend.on('get', '/tickets/5', () => HttpResponse.json(details));
    backend.on('get', '/tickets/5/discussion', () =>
      HttpResponse.json({
        ...aPage([
          {
            id: 'j2',
            kind: 'comment',
            author: 'beth.anglin',
            text: '<img src=x onerror=alert(1)>',
            is_ours: false,
            created_at: '2026-01-23T19:55:00Z',
          },
          {
            id: 'j1',
            kind: 'work_note',
            author: 'Ann Keller',
            text: 'Looking at it',
            is_ours: true,
            created_at: null,
          },
        ]),
        warning: null,
      }),
    );
    backend.on('get', '/tickets/5/related', () =>
      HttpResponse.json({
        items: [
          {
            relation: 'problem',
            table: 'problem',
            ticket_id: 'b'.repeat(32),
            ticket_number: 'PRB0040001',
            title: 'Loader is unstable',
            status: 'Assess',
            priority: '2 - High',
            url: 'https://acme.service-now.com/p',
          },
        ],
        warning: null,
      }),
    );
  };
  const drawer = async () =>
    within(await screen.findByRole('dialog', { name: 'Ticket' }));

  it('shows what ServiceNow says now, the discussion and what is related, all of it as text', async () => {
    knows();
    renderBoard({ path: OPEN });
    const ticket = await drawer();
    expect(
      await ticket.findByRole('heading', {
        name: 'orders: order_id is not unique',
      }),
    ).toBeVisible();
    expect(ticket.getByText('Beth Anglin')).toBeVisible();
    expect(ticket.getByText('2 - Medium and 2 - Medium')).toBeVisible();
    expect(ticket.getByText('See <b>here</b>')).toBeVisible();
    expect(
      await ticket.findByText('<img src=x onerror=alert(1)>'),
    ).toBeVisible();
    expect(ticket.getByText('from this portal')).toBeVisible();
    expect(
      await ticket.findByRole('link', { name: /PRB0040001/ }),
    ).toHaveAttribute('href', 'https://acme.service-now.com/p');
    for (const link of ticket.getAllByRole('link')) {
      expect(link.getAttribute('href')).not.toMatch(/^javascript:/);
    }
    expect(
      ticket.queryByRole('link', { name: 'View in ServiceNow' }),
    ).not.toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.getByTestId('address')).toHaveTextContent(LIST),
    );
    expect(screen.getByTestId('address')).not.toHaveTextContent('ticket=5');
  });

  it('says what an action will do before it does it, once', async () => {
    knows();
    backend.on('post', '/tickets/5/actions', () =>
      HttpResponse.json({ message: '' }),
    );
    const { alertApi } = renderBoard({ path: OPEN });
    const ticket = await drawer();
    await userEvent.click(
      await ticket.findByRole('button', { name: 'Change priority' }),
    );
    const form = within(ticket.getByRole('form', { name: 'Change priority' }));
    expect(
      form.getByText('These are the impact and urgency it has.'),
    ).toBeVisible();
    await userEvent.click(form.getByRole('button', { name: /^Impact/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: '1 - High' }),
    );
    expect(form.getByRole('status')).toHaveTextContent(
      'Changes impact and urgency of INC0010006 in ServiceNow, with a work note in your name. The priority becomes 2 - High: ServiceNow derives it.',
    );
    await userEvent.click(
      form.getByRole('button', { name: 'Change priority' }),
    );
    await waitFor(() =>
      expect(backend.asked('POST')).toEqual([
        {
          method: 'POST',
          path: '/tickets/5/actions',
          body: { action: 'change_priority', impact: '1', urgency: '2' },
        },
      ]),
    );
    await waitFor(() =>
      expect(alertApi.getAlerts()).toEqual([
        expect.objectContaining({ message: 'INC0010006 is updated' }),
      ]),
    );
    expect(
      ticket.getByRole('button', { name: 'Change priority' }),
    ).toHaveFocus();
    expect(ticket.getByRole('button', { name: 'Resolve' })).toBeDisabled();
  });

  it('keeps what was written when ServiceNow refuses, and says so when it has not answered', async () => {
    knows();
    backend.on('post', '/tickets/5/actions', () =>
      refusal(400, 'The business rule "Freeze" refuses this'),
    );
    const { alertApi } = renderBoard({ path: OPEN });
    const ticket = await drawer();
    await userEvent.click(
      await ticket.findByRole('button', { name: 'Add work note' }),
    );
    const form = within(ticket.getByRole('form', { name: 'Add work note' }));
    const send = form.getByRole('button', { name: 'Add work note' });
    expect(send).toBeDisabled();
    await userEvent.type(form.getByRole('textbox'), 'Reloaded');
    await userEvent.click(send);
    expect(
      await form.findByText('The business rule "Freeze" refuses this'),
    ).toBeVisible();
    expect(form.getByRole('textbox')).toHaveValue('Reloaded');
    backend.on('post', '/tickets/5/actions', () =>
      HttpResponse.json({ message: '' }, { status: 202 }),
    );
    await userEvent.click(send);
    await waitFor(() =>
      expect(alertApi.getAlerts()).toEqual([
        expect.objectContaining({
          severity: 'info',
          message: expect.stringContaining(
            'will be updated as soon as it does',
          ),
        }),
      ]),
    );
  });

  it('shows the last sync when ServiceNow is away, and no actions to those who may not', async () => {
    // Permissions are cached for the life of the page: an anomaly of its own keeps them from other tests.
    knows(
      someDetails({
        link: aTicketLink({ anomaly_id: 826 }),
        ticket: null,
        unavailable: 'Demo does not answer.',
      }),
    );
    const isDenied = jest.fn(
      ({ resourceRef }: { resourceRef?: string }) => resourceRef === '826',
    );
    renderBoard({ path: OPEN, isDenied });
    const ticket = await drawer();
    expect(
      await ticket.findByText(/from the last sync.*Demo does not answer/),
    ).toBeVisible();
    expect(ticket.getByText('Beth Anglin')).toBeVisible();
    await waitFor(() => expect(isDenied).toHaveReturnedWith(true));
    expect(
      ticket.queryByRole('button', { name: 'Acknowledge' }),
    ).not.toBeInTheDocument();
  });

  it('lists tickets by filters that are in the address, and opens one', async () => {
    knows();
    renderBoard({ path: LIST });
    await userEvent.click(
      await screen.findByRole('checkbox', { name: 'Mine only' }),
    );
    await waitFor(() =>
      expect(screen.getByTestId('address')).toHaveTextContent(
        `${LIST}?mine=true`,
      ),
    );
    expect(backend.asked('GET').map(({ path }) => path)).toContain(
      '/tickets?phase=open&mine=true&page=1&size=25',
    );
    expect(screen.getByText('and 2 more')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: /^Open INC0010006/ }),
    );
    expect(
      await (
        await drawer()
      ).findByRole('heading', {
        name: 'orders: order_id is not unique',
      }),
    ).toBeVisible();
    expect(screen.getByTestId('address')).toHaveTextContent('ticket=5');
  });

  it('says that there are none, and how to see all', async () => {
    knows(someDetails(), []);
    renderBoard({ path: LIST });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Clear filters' }),
    );
    await waitFor(() =>
      expect(screen.getByTestId('address')).toHaveTextContent(
        `${LIST}?phase=all`,
      ),
    );
    expect(
      await screen.findByText(/No anomaly has a ticket yet/),
    ).toBeVisible();
  });
});
