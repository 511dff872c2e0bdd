import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import type { Delivery } from 'backstage-plugin-servicenow-ticketing-common';
import { refusal, setupBackend } from '../../__testUtils__/backend';
import { renderBoard } from '../../__testUtils__/renderBoard';
import { aPage } from '../../__testUtils__/samples';

const PATH = '/servicenow-ticketing/deliveries';

const aDelivery = (changes: Partial<Delivery> = {}): Delivery => ({
  id: 7,
  kind: 'comment',
  status: 'dead',
  summary: 'comment → INC0010006',
  integration_id: 1,
  anomaly_id: 824,
  link_id: 5,
  ticket_number: 'INC0010006',
  attempts: 3,
  next_attempt_at: null,
  last_error: 'Add the role itil to portal_integration',
  created_by: 'user:default/ann',
  created_at: '2026-01-22T13:30:00Z',
  settled_at: null,
  ...changes,
});

describe('DeliveriesList', () => {
  const backend = setupBackend();

  it('says what is stuck and why, retries it, and discards it when asked twice', async () => {
    backend.knows([]);
    backend.on('get', '/deliveries', () =>
      HttpResponse.json(
        aPage([
          aDelivery(),
          aDelivery({
            id: 8,
            status: 'delivered',
            summary: 'create → INC0010006',
          }),
        ]),
      ),
    );
    backend.on('post', '/deliveries/7/:action', () =>
      HttpResponse.json(aDelivery({ status: 'pending' })),
    );
    renderBoard({ path: PATH });
    const row = within(
      (await screen.findByText('comment → INC0010006')).closest('tr')!,
    );
    expect(row.getByText('Failed')).toBeVisible();
    expect(
      row.getByText('Add the role itil to portal_integration'),
    ).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Retry create → INC0010006' }),
    ).not.toBeInTheDocument();

    await userEvent.click(
      row.getByRole('button', { name: 'Retry comment → INC0010006' }),
    );
    await waitFor(() => expect(backend.asked('POST')).toHaveLength(1));
    const discard = row.getByRole('button', {
      name: 'Discard comment → INC0010006',
    });
    await waitFor(() => expect(discard).toBeEnabled());
    await userEvent.click(discard);
    await userEvent.click(
      within(await screen.findByRole('dialog')).getByRole('button', {
        name: 'Discard',
      }),
    );
    await waitFor(() =>
      expect(backend.asked('POST').map(({ path }) => path)).toEqual([
        '/deliveries/7/retry',
        '/deliveries/7/discard',
      ]),
    );
  });

  it('asks for the chosen state only', async () => {
    backend.knows([]);
    backend.on('get', '/deliveries', () => HttpResponse.json(aPage([])));
    renderBoard({ path: PATH });
    expect(await screen.findByText('Nothing here')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: /^State/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Failed' }),
    );
    await waitFor(() =>
      expect(backend.asked('GET').at(-1)?.path).toBe(
        '/deliveries?status=dead&page=1&size=50',
      ),
    );
  });

  it('says why there is no list', async () => {
    backend.knows([]);
    backend.on('get', '/deliveries', () => refusal(500, 'Out of order'));
    renderBoard({ path: PATH });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The deliveries could not be loaded',
    );
  });
});
