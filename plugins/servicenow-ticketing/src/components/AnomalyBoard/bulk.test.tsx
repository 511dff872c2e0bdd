import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import { setupBackend } from '../../__testUtils__/backend';
import { renderBoard } from '../../__testUtils__/renderBoard';
import { aList, anAnomaly } from '../../__testUtils__/samples';

const three = [1, 2, 3].map(id => anAnomaly({ id, title: `check ${id}` }));

describe('AnomalyBoard with several anomalies selected', () => {
  const backend = setupBackend();
  const box = (name: string) => screen.findByRole('checkbox', { name });

  const answerBulk = (outcome: (id: number) => object) =>
    backend.on('post', '/anomalies/bulk', async request => {
      const { ids } = await request.json();
      return HttpResponse.json({
        results: ids.map((id: number) => ({
          id,
          outcome: 'changed',
          message: null,
          ...outcome(id),
        })),
      });
    });

  it('acknowledges them at once, and takes that back', async () => {
    backend.knows(three);
    answerBulk(() => ({}));
    renderBoard();
    await userEvent.click(await box('Select check 1'));
    await userEvent.click(await box('Select check 3'));
    const bar = within(
      screen.getByRole('toolbar', { name: 'Change the selected anomalies' }),
    );
    expect(bar.getByText('2 selected')).toBeVisible();
    await userEvent.click(bar.getByRole('button', { name: 'Acknowledge' }));
    // At once: the offer does not stay for ever.
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('Undone for 2 anomalies')).toBeVisible();
    expect(backend.asked('POST')[0].body).toEqual({
      ids: [1, 3],
      status: 'Acknowledged',
    });
    expect(backend.asked('POST')[1].body).toEqual({
      ids: [1, 3],
      status: 'Active',
    });
  });

  it('says in words which were not changed, and keeps them selected', async () => {
    backend.knows(three);
    answerBulk(id =>
      id === 2 ? { outcome: 'denied', message: 'You may not change it' } : {},
    );
    renderBoard();
    await screen.findByText('check 1');
    await userEvent.click(await box('Select all on this page'));
    expect(screen.getByText('3 selected')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Acknowledge' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      '1 anomaly was not changed:check 2: You may not change it',
    );
  });

  it('selects a range with Shift, and nothing any more with Escape', async () => {
    backend.knows(three);
    renderBoard();
    const user = userEvent.setup();
    await user.click(await box('Select check 1'));
    await user.keyboard('{Shift>}');
    await user.click(await box('Select check 3'));
    await user.keyboard('{/Shift}');
    expect(screen.getByText('3 selected')).toBeVisible();
    screen.getByRole('button', { name: 'Acknowledge' }).focus();
    await user.keyboard('{Escape}');
    expect(screen.queryByText('3 selected')).not.toBeInTheDocument();
    expect(await box('Select check 1')).not.toBeChecked();
  });

  it('archives them with one resolution', async () => {
    backend.knows(three);
    answerBulk(() => ({}));
    renderBoard();
    await userEvent.click(await box('Select check 2'));
    await userEvent.click(await box('Select check 3'));
    await userEvent.click(screen.getByRole('button', { name: 'Archive' }));
    const dialog = within(
      await screen.findByRole('dialog', { name: 'Archive 2 anomalies' }),
    );
    await userEvent.click(dialog.getByRole('radio', { name: /^Discarded/ }));
    await userEvent.click(dialog.getByRole('button', { name: 'Archive' }));
    await waitFor(() =>
      expect(backend.asked('POST')[0]?.body).toEqual({
        ids: [2, 3],
        status: 'Archived',
        resolution: 'Discarded',
      }),
    );
    expect(
      await screen.findByText('2 anomalies archived as Discarded'),
    ).toBeVisible();
  });

  it('says that there are more than were counted, and goes on', async () => {
    backend.knows(three);
    backend.on('get', '/anomalies', () =>
      HttpResponse.json({
        ...aList(three),
        total: 10_000,
        total_is_exact: false,
        next_cursor: 'x',
      }),
    );
    renderBoard();
    expect(await screen.findByText('1–20 of 10,000+')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    expect(screen.getByTestId('address')).toHaveTextContent('?page=2');
  });
});
