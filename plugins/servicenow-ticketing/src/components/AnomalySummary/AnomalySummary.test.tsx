import { screen, waitFor } from '@testing-library/react';
import { HttpResponse } from 'msw';
import { setupBackend } from '../../__testUtils__/backend';
import { renderBoard } from '../../__testUtils__/renderBoard';
import { aList, aRecovery, anAnomaly } from '../../__testUtils__/samples';

describe('AnomalySummary', () => {
  const backend = setupBackend();
  const says = async (label: string, number: string) => {
    const { parentElement } = await screen.findByText(label);
    await waitFor(() => expect(parentElement).toHaveTextContent(number));
  };

  it('says where counting stopped', async () => {
    backend.knows([anAnomaly()]);
    backend.on('get', '/anomalies', () =>
      HttpResponse.json(
        aList([anAnomaly()], {
          active: 1000,
          acknowledged: 300,
          with_tickets: 12,
          inexact: ['active', 'acknowledged'],
        }),
      ),
    );
    renderBoard();
    await says('open', 'open1,300+');
    await says('acknowledged', 'acknowledged300+');
    await says('with tickets', 'with tickets12');
  });

  it('draws how long restoring took, week by week, and says so in words', async () => {
    backend.knows([anAnomaly()]);
    backend.on('get', '/anomalies/recovery', () =>
      HttpResponse.json(
        aRecovery({
          count: 3,
          median_seconds: 6 * 3600,
          weeks: [
            { week: '2026-01-05', count: 1, median_seconds: 12 * 3600 },
            { week: '2026-01-12', count: 0, median_seconds: null },
            { week: '2026-01-19', count: 2, median_seconds: 1800 },
          ],
        }),
      ),
    );
    renderBoard();
    await says('restored in (median, 30 days)', '6h');
    expect(
      await screen.findByRole('img', {
        name: 'Time to restore by week: Jan 5: 12h, Jan 19: 30m',
      }),
    ).toBeVisible();
  });
});
