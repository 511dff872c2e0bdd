import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import { refusal, setupBackend } from '../../__testUtils__/backend';
import { renderBoard } from '../../__testUtils__/renderBoard';
import {
  aFoundTicket,
  aPage,
  aTicketLink,
  anAnomaly,
} from '../../__testUtils__/samples';

const SEARCH = '/integrations/ticketing/tickets/search';
const LINKED_ID = '7a62213283aef210f9e89780deaad366';

describe('LinkTicketDialog', () => {
  const backend = setupBackend();

  const open = async () => {
    const rendered = renderBoard({ path: '/servicenow-ticketing?anomaly=824' });
    await userEvent.click(await screen.findByRole('button', { name: 'Add' }));
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Link existing' }),
    );
    const search = await screen.findByRole('combobox', {
      name: 'Number or short description',
    });
    return { ...rendered, search };
  };

  it('finds tickets while typing, open ones first, linked ones marked, and links with Enter', async () => {
    backend.knows([anAnomaly({ ticket_links: [aTicketLink()] })]);
    backend.on('get', SEARCH, () =>
      HttpResponse.json(
        aPage([
          aFoundTicket({
            ticket_id: 'c'.repeat(32),
            ticket_number: 'INC0000003',
            status: 'Closed',
          }),
          aFoundTicket({ ticket_id: LINKED_ID, ticket_number: 'INC0010006' }),
          aFoundTicket({
            ticket_id: 'a'.repeat(32),
            ticket_number: 'INC0000001',
          }),
          aFoundTicket({
            ticket_id: 'b'.repeat(32),
            ticket_number: 'INC0000002',
          }),
        ]),
      ),
    );
    backend.on('post', '/anomalies/824/ticket-links', () =>
      HttpResponse.json(aTicketLink({ id: 6 }), { status: 201 }),
    );
    const { search, alertApi } = await open();
    expect(search).toHaveFocus();
    await userEvent.type(search, 'orders');

    const options = await screen.findAllByRole('option');
    expect(
      options.map(option => /INC\d+/.exec(option.textContent ?? '')?.[0]),
    ).toEqual(['INC0010006', 'INC0000001', 'INC0000002', 'INC0000003']);
    expect(options[0]).toHaveAttribute('aria-disabled', 'true');
    expect(within(options[0]).getByText('linked')).toBeVisible();
    expect(options[1]).toHaveAttribute('aria-selected', 'true');
    // One search for what was typed, not one for every letter.
    expect(
      backend.asked('GET').filter(({ path }) => path.startsWith(SEARCH)),
    ).toHaveLength(1);

    await userEvent.keyboard('{ArrowDown}{Enter}');
    await waitFor(() =>
      expect(backend.asked('POST')[0]?.body).toEqual({
        ticket_id: 'b'.repeat(32),
      }),
    );
    await waitFor(() => expect(search).not.toBeInTheDocument());
    expect(alertApi.getAlerts()).toEqual([
      expect.objectContaining({ message: 'INC0000002 is linked' }),
    ]);
    expect(screen.getByRole('button', { name: 'Add' })).toHaveFocus();
  });

  it('says that a number does not exist', async () => {
    backend.knows([anAnomaly()]);
    const { search } = await open();
    await userEvent.type(search, 'INC9999999');
    expect(
      await screen.findByText(/ServiceNow has no ticket for “INC9999999”/),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Link' })).toBeDisabled();
  });

  it('shows in place why a search or a link failed', async () => {
    backend.knows([anAnomaly()]);
    backend.on('get', SEARCH, () =>
      refusal(503, 'Demo: ServiceNow does not answer'),
    );
    const { search } = await open();
    await userEvent.type(search, 'orders');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The search failed: Demo: ServiceNow does not answer',
    );

    backend.on('get', SEARCH, () => HttpResponse.json(aPage([aFoundTicket()])));
    backend.on('post', '/anomalies/824/ticket-links', () =>
      refusal(404, 'INC0009009 is not there any more'),
    );
    await userEvent.type(search, ' late');
    await screen.findByRole('option');
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Could not link INC0009009: INC0009009 is not there any more',
    );
    expect(search).toHaveValue('orders late');
  });
});
