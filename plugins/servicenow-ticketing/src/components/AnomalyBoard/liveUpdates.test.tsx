import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import { setupBackend } from '../../__testUtils__/backend';
import { renderBoard } from '../../__testUtils__/renderBoard';
import { aList, anAnomaly } from '../../__testUtils__/samples';
import { createSignals } from '../../__testUtils__/signals';

describe('AnomalyBoard when something changes elsewhere', () => {
  const backend = setupBackend();

  it('reads again what a signal names, and moves nothing until asked', async () => {
    const signals = createSignals();
    backend.knows([anAnomaly()]);
    renderBoard({ signals: signals.api });
    await screen.findByText('unique_orders_order_id');
    backend.on('get', '/anomalies', () =>
      HttpResponse.json(
        aList([
          anAnomaly({ id: 900, title: 'brand new' }),
          anAnomaly({ status: 'Acknowledged' }),
        ]),
      ),
    );
    const before = backend.asked('GET', '/anomalies?').length;
    act(() => {
      // Many signals at once are answered by one reading; what is no signal of ours by none.
      signals.send('servicenow-ticketing', { type: 'nonsense' });
    });
    for (const id of [824, 900]) {
      act(() =>
        signals.send('servicenow-ticketing', {
          type: 'anomalies_changed',
          anomaly_ids: [id],
        }),
      );
    }
    const show = await screen.findByRole('button', { name: '1 new — Show' });
    expect(backend.asked('GET', '/anomalies?')).toHaveLength(before + 1);
    expect(screen.queryByText('brand new')).not.toBeInTheDocument();
    // What is there is brought up to date where it is.
    expect(await screen.findByText('Acknowledged')).toBeVisible();

    await userEvent.click(show);
    expect(await screen.findByText('brand new')).toBeVisible();
    await waitFor(() =>
      expect(
        screen.queryByRole('button', { name: /Show$/ }),
      ).not.toBeInTheDocument(),
    );
  });
});
