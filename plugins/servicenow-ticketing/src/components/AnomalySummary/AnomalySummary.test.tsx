import { screen, waitFor } from '@testing-library/react';
import { HttpResponse } from 'msw';
import { setupBackend } from '../../__testUtils__/backend';
import { renderBoard } from '../../__testUtils__/renderBoard';
import { aList, aRecovery, anAnomaly } from '../../__testUtils__/samples';

describe('AnomalySummary', () => {
  const backend = setupBackend();
  /** The label and its number. */
  const count = async (label: string) =>
    (await screen.findByText(label)).parentElement;

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
    const open = await count('open');
    await waitFor(() => expect(open).toHaveTextContent('open1,300+'));
    expect(await count('acknowledged')).toHaveTextContent('acknowledged300+');
    expect(await count('with tickets')).toHaveTextContent('with tickets12');
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
    expect(await count('restored in (median, 30 days)')).toHaveTextContent(
      '6h',
    );
    expect(
      await screen.findByRole('img', {
        name: 'Time to restore by week: Jan 5: 12h, Jan 19: 30m',
      }),
    ).toBeVisible();
  });
});
