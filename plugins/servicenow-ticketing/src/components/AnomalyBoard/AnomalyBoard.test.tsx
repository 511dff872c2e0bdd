import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import { refusal, setupBackend } from '../../__testUtils__/backend';
import { renderBoard } from '../../__testUtils__/renderBoard';
import { aList, aTicketLink, anAnomaly } from '../../__testUtils__/samples';

// eslint-disable-next-line no-script-url
const SCRIPT = 'javascript:window.hacked=true';

describe('AnomalyBoard', () => {
  const backend = setupBackend();

  it('lists what failed, why, how often and with which ticket', async () => {
    backend.knows([
      anAnomaly({ ticket_links: [aTicketLink()] }),
      anAnomaly({ id: 825, title: 'not_null_orders_amount', entity_refs: [] }),
    ]);
    renderBoard();

    const row = (
      await screen.findByRole('link', { name: 'unique_orders_order_id' })
    ).closest<HTMLElement>('[role=row]')!;
    expect(within(row).getByText('High')).toBeVisible();
    expect(
      within(row).getByText('17 duplicate rows in order_id'),
    ).toBeVisible();
    expect(within(row).getByText('×17')).toBeVisible();
    expect(within(row).getByText('orders · order_id · unique')).toBeVisible();
    expect(
      within(row).getByRole('button', { name: 'INC0010006 · In Progress' }),
    ).toHaveAttribute(
      'href',
      'https://acme.service-now.com/nav_to.do?uri=incident.do?sys_id=7a62',
    );
    expect(
      screen.getByRole('button', {
        name: 'Add ticket for not_null_orders_amount',
      }),
    ).toBeVisible();
    expect(screen.getByText('No matching entity')).toBeVisible();
    expect(screen.getByText('1–2 of 2')).toBeVisible();
  });

  it('asks for what is open, newest first, unless the address says otherwise', async () => {
    backend.knows([anAnomaly()]);
    renderBoard();
    await screen.findByText('unique_orders_order_id');
    expect(backend.asked('GET', '/anomalies?')[0].path).toBe(
      '/anomalies?status=Active,Acknowledged&snoozed=false&sort=-last_seen_at&page=1&size=20',
    );
  });

  it('shows the view that a shared address describes', async () => {
    backend.knows([anAnomaly()]);
    renderBoard({
      path: '/servicenow-ticketing?q=dup&status=any&severity=high,low&source=warehouse&tickets=no&unmatched=yes&assignee=user:default/bob&owner=group:default/data&entity=resource:default/orders&snoozed=shown&sort=title&page=2&size=50',
    });
    await screen.findByText('unique_orders_order_id');
    expect(backend.asked('GET', '/anomalies?')[0].path).toBe(
      '/anomalies?entity_ref=resource:default/orders&query=dup&severity=high,low&source=warehouse&has_ticket=false&matched=false&assignee=user:default/bob&owner=group:default/data&sort=title&page=2&size=50',
    );
    expect(screen.getByLabelText('Search')).toHaveValue('dup');
    expect(
      screen.getByRole('checkbox', { name: 'Unmatched only' }),
    ).toBeChecked();
  });

  it('puts search and filters into the address and asks the backend, starting at page 1', async () => {
    backend.knows([anAnomaly()]);
    renderBoard({ path: '/servicenow-ticketing?page=3' });
    await screen.findByText('unique_orders_order_id');

    await userEvent.type(screen.getByLabelText('Search'), 'dup{Enter}');
    expect(await screen.findByTestId('address')).toHaveTextContent(
      '/servicenow-ticketing?q=dup',
    );

    await userEvent.click(screen.getByRole('button', { name: /^Severity/ }));
    await userEvent.click(screen.getByRole('option', { name: 'Critical' }));
    await userEvent.keyboard('{Escape}');
    expect(screen.getByTestId('address')).toHaveTextContent(
      '/servicenow-ticketing?q=dup&severity=critical',
    );
    await screen.findByText('unique_orders_order_id');
    expect(backend.asked('GET', '/anomalies?').at(-1)?.path).toBe(
      '/anomalies?query=dup&status=Active,Acknowledged&severity=critical&snoozed=false&sort=-last_seen_at&page=1&size=20',
    );

    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(screen.getByTestId('address')).toHaveTextContent(
      /^\/servicenow-ticketing$/,
    );
    expect(screen.getByLabelText('Search')).toHaveValue('');
  });

  it('says how to send results when nothing was ever reported', async () => {
    backend.knows([]);
    backend.on('get', '/anomalies', () =>
      HttpResponse.json(aList([], { last_report_at: null })),
    );
    renderBoard();
    expect(
      await screen.findByRole('heading', {
        name: 'No results have been reported yet',
      }),
    ).toBeVisible();
    await waitFor(() =>
      expect(document.body).toHaveTextContent(
        '/api/servicenow-ticketing/ingest/$SOURCE_ID',
      ),
    );
  });

  it('says that all is clear, and offers what was archived', async () => {
    backend.knows([]);
    backend.on('get', '/anomalies', () =>
      HttpResponse.json(aList([], { archived: 2 })),
    );
    renderBoard();
    expect(
      await screen.findByRole('heading', { name: 'All clear' }),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show archived' }),
    );
    expect(screen.getByTestId('address')).toHaveTextContent('?status=Archived');
  });

  it('says that the filters hide everything, and clears them', async () => {
    backend.knows([]);
    backend.on('get', '/anomalies', request =>
      HttpResponse.json(
        new URL(request.url).searchParams.has('query')
          ? aList([], { active: 1 })
          : aList([anAnomaly()]),
      ),
    );
    renderBoard({ path: '/servicenow-ticketing?q=nonsense' });
    await screen.findByRole('heading', {
      name: 'No anomaly matches these filters',
    });
    await userEvent.click(
      screen.getAllByRole('button', { name: 'Clear filters' })[0],
    );
    expect(await screen.findByText('unique_orders_order_id')).toBeVisible();
  });

  it('says what went wrong and what to do, and tries again', async () => {
    backend.knows([anAnomaly()]);
    backend.on('get', '/anomalies', () =>
      refusal(503, 'The database does not answer'),
    );
    renderBoard();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database does not answer',
    );
    backend.on('get', '/anomalies', () =>
      HttpResponse.json(aList([anAnomaly()])),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('unique_orders_order_id')).toBeVisible();
  });

  it('keeps the rows when refreshing fails', async () => {
    backend.knows([anAnomaly()]);
    renderBoard();
    await screen.findByText('unique_orders_order_id');
    backend.on('get', '/anomalies', () => HttpResponse.error());
    await userEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Could not refresh',
    );
    expect(screen.getByText('unique_orders_order_id')).toBeVisible();
  });

  it('names the missing permission to those who may not see anomalies', async () => {
    backend.knows([]);
    backend.on('get', '/anomalies', () => refusal(403, 'Not allowed'));
    renderBoard();
    expect(
      await screen.findByText(/servicenow-ticketing\.anomaly\.read/),
    ).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Retry' }),
    ).not.toBeInTheDocument();
  });

  it('shows markup in titles and messages as text, and no link to a script', async () => {
    const markup = '<img src=x onerror="window.hacked=true"> & <b>bold</b>';
    backend.knows([
      anAnomaly({
        title: markup,
        message: markup,
        url: SCRIPT,
        ticket_links: [
          aTicketLink({
            url: SCRIPT,
            status: markup,
            title: markup,
          }),
        ],
      }),
    ]);
    renderBoard({ path: '/servicenow-ticketing?anomaly=824' });
    expect((await screen.findAllByText(markup)).length).toBeGreaterThan(1);
    expect(document.querySelector('img[src="x"]')).toBeNull();
    expect(document.querySelector('[href^="javascript"]')).toBeNull();
    expect(window).not.toHaveProperty('hacked');
  });

  it('opens the anomaly that a ticket links to', async () => {
    backend.knows([anAnomaly()]);
    renderBoard({ path: '/servicenow-ticketing/anomalies/824' });
    expect(
      await screen.findByRole('heading', { name: 'unique_orders_order_id' }),
    ).toBeVisible();
    expect(screen.getByTestId('address')).toHaveTextContent(
      '/servicenow-ticketing?anomaly=824',
    );
  });
});
