import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import { refusal, setupBackend } from '../../__testUtils__/backend';
import { renderBoard } from '../../__testUtils__/renderBoard';
import { anAnomaly } from '../../__testUtils__/samples';

const OPEN = '/servicenow-ticketing?anomaly=824';

describe('WatchButton', () => {
  const backend = setupBackend();

  it('watches an anomaly, and stops', async () => {
    backend.knows([anAnomaly()]);
    backend.on('post', '/anomalies/824/watch', () =>
      HttpResponse.json({ watching: true }),
    );
    backend.on('delete', '/anomalies/824/watch', () =>
      HttpResponse.json({ watching: false }),
    );
    renderBoard({ path: OPEN });
    await userEvent.click(await screen.findByRole('button', { name: 'Watch' }));
    const watching = await screen.findByRole('button', { name: 'Watching' });
    expect(watching).toHaveAttribute('aria-pressed', 'true');
    await waitFor(() => expect(backend.asked('POST')).toHaveLength(1));

    await userEvent.click(watching);
    expect(await screen.findByRole('button', { name: 'Watch' })).toBeVisible();
    await waitFor(() => expect(backend.asked('DELETE')).toHaveLength(1));
  });

  it('says what went wrong, and does not pretend', async () => {
    backend.knows([anAnomaly()]);
    backend.on('post', '/anomalies/824/watch', () =>
      refusal(503, 'The database does not answer'),
    );
    const { alertApi } = renderBoard({ path: OPEN });
    await userEvent.click(await screen.findByRole('button', { name: 'Watch' }));
    await waitFor(() =>
      expect(alertApi.getAlerts()).toContainEqual(
        expect.objectContaining({
          message: 'That could not be changed: The database does not answer',
          severity: 'error',
        }),
      ),
    );
    expect(await screen.findByRole('button', { name: 'Watch' })).toBeVisible();
  });

  it('is not there for those who cannot watch', async () => {
    backend.knows([anAnomaly()]);
    backend.on('get', '/anomalies/:id/watch', () =>
      refusal(403, 'Only people can watch anomalies. Sign in.'),
    );
    renderBoard({ path: OPEN });
    expect(
      await screen.findByRole('heading', { name: 'unique_orders_order_id' }),
    ).toBeVisible();
    await waitFor(() =>
      expect(backend.asked('GET', '/anomalies/824/watch')).not.toHaveLength(0),
    );
    expect(
      screen.queryByRole('button', { name: /Watch/ }),
    ).not.toBeInTheDocument();
  });

  it('shows the exact time to those who come with the keyboard', async () => {
    backend.knows([anAnomaly({ last_seen_at: '2026-01-22T13:22:40Z' })]);
    renderBoard({ path: OPEN });
    const dialog = await screen.findByRole('dialog', { name: 'Anomaly' });
    await screen.findByText(/last seen/);
    dialog
      .querySelector<HTMLElement>('time[datetime="2026-01-22T13:22:40Z"]')!
      .focus();
    expect(await screen.findByText(/^January 22, 2026/)).toBeVisible();
  });
});
