import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import { refusal, setupBackend } from '../../__testUtils__/backend';
import { renderBoard } from '../../__testUtils__/renderBoard';
import {
  aPage,
  aTicketLink,
  anActivity,
  anAnomaly,
} from '../../__testUtils__/samples';

const OPEN = '/servicenow-ticketing?anomaly=824';

describe('AnomalyDrawer', () => {
  const backend = setupBackend();
  const drawer = () => screen.findByRole('dialog', { name: 'Anomaly' });

  beforeEach(() => sessionStorage.clear());

  it('opens from a row, has its own address and closes with Escape', async () => {
    backend.knows([anAnomaly()]);
    renderBoard();
    await userEvent.click(
      await screen.findByText('17 duplicate rows in order_id'),
    );
    expect(screen.getByTestId('address')).toHaveTextContent('?anomaly=824');
    expect(await drawer()).toHaveTextContent(/failed in 17 runs/);
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(screen.getByTestId('address')).toHaveTextContent(
      /^\/servicenow-ticketing$/,
    );
  });

  it('tells what failed, where it came from and what happened', async () => {
    backend.knows(
      [anAnomaly({ ticket_links: [aTicketLink()] })],
      [
        anActivity({
          id: 2,
          deliveries: [
            {
              delivery_id: 1,
              ticket_number: 'INC0010006',
              status: 'delivered',
            },
          ],
        }),
        anActivity({
          id: 1,
          kind: 'detected',
          actor: null,
          actor_name: null,
          body: null,
        }),
      ],
    );
    renderBoard({ path: OPEN });
    const dialog = within(await drawer());
    expect(await dialog.findByText('shop.public.orders')).toBeVisible();
    expect(
      dialog.getByRole('link', { name: /View in Warehouse tests/ }),
    ).toHaveAttribute('href', 'https://dbt.example.com/runs/1');

    const view = dialog.getByRole('link', { name: /View INC0010006/ });
    expect(view).toHaveAttribute('target', '_blank');
    expect(view).toHaveAttribute('rel', expect.stringContaining('noopener'));
    expect(dialog.getByText(/Assigned to Beth Anglin/)).toBeVisible();

    expect(await dialog.findByText('Looking at the loader')).toBeVisible();
    expect(dialog.getByText('sent to INC0010006')).toBeVisible();
    expect(dialog.getByText(/Warehouse tests reported it/)).toBeVisible();
  });

  it('acknowledges the anomaly as it was last read', async () => {
    backend.knows([anAnomaly()]);
    backend.on('patch', '/anomalies/824', () => {
      const acknowledged = anAnomaly({ status: 'Acknowledged', version: 4 });
      backend.on('get', '/anomalies/824', () =>
        HttpResponse.json(acknowledged),
      );
      return HttpResponse.json(acknowledged);
    });
    const { alertApi } = renderBoard({ path: OPEN });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Acknowledge' }),
    );
    expect(
      await screen.findByRole('button', { name: 'Set active again' }),
    ).toBeVisible();
    expect(backend.asked('PATCH')).toEqual([
      {
        method: 'PATCH',
        path: '/anomalies/824',
        body: { status: 'Acknowledged', version: 3 },
      },
    ]);
    expect(alertApi.getAlerts()).toEqual([
      expect.objectContaining({ message: 'Acknowledged' }),
    ]);
  });

  it('archives with a resolution and a comment, saying what ServiceNow will see', async () => {
    backend.knows([anAnomaly({ ticket_links: [aTicketLink()] })]);
    backend.on('patch', '/anomalies/824', () =>
      HttpResponse.json(
        anAnomaly({ status: 'Archived', resolution: 'Invalid', version: 4 }),
      ),
    );
    renderBoard({ path: OPEN });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Archive' }),
    );
    const dialog = within(
      await screen.findByRole('dialog', { name: 'Archive anomaly' }),
    );
    expect(
      dialog.getByText(/Will be resolved in ServiceNow.*INC0010006/),
    ).toBeVisible();
    await userEvent.click(dialog.getByRole('radio', { name: /^Invalid/ }));
    expect(dialog.getByText(/Gets a work note.*INC0010006/)).toBeVisible();
    await userEvent.type(
      dialog.getByLabelText('Comment (optional)'),
      'Check is wrong',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Archive' }));
    await waitFor(() =>
      expect(backend.asked('PATCH')[0]?.body).toEqual({
        status: 'Archived',
        resolution: 'Invalid',
        comment: 'Check is wrong',
        version: 3,
      }),
    );
    await waitFor(() =>
      expect(
        screen.queryByRole('dialog', { name: 'Archive anomaly' }),
      ).not.toBeInTheDocument(),
    );
  });

  it('says that somebody else was faster, and shows what is true now', async () => {
    backend.knows([anAnomaly()]);
    backend.on('patch', '/anomalies/824', () => {
      backend.on('get', '/anomalies/824', () =>
        HttpResponse.json(anAnomaly({ title: 'changed meanwhile' })),
      );
      return refusal(409, 'stale version');
    });
    renderBoard({ path: OPEN });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Acknowledge' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Somebody else changed this anomaly',
    );
    expect(
      await screen.findByRole('heading', { name: 'changed meanwhile' }),
    ).toBeVisible();
  });

  it('sends a comment, says where it goes, and keeps it when it is refused', async () => {
    backend.knows([anAnomaly({ ticket_links: [aTicketLink()] })]);
    backend.on('post', '/anomalies/824/comments', () =>
      refusal(503, 'The database is busy'),
    );
    renderBoard({ path: OPEN });
    const box = await screen.findByLabelText('Write a comment');
    expect(
      screen.getByText('Goes to INC0010006 as a work note.'),
    ).toBeVisible();
    await userEvent.type(box, 'On it');
    await userEvent.click(screen.getByRole('button', { name: 'Comment' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database is busy',
    );
    expect(box).toHaveValue('On it');

    backend.on('post', '/anomalies/824/comments', () =>
      HttpResponse.json(anActivity(), { status: 201 }),
    );
    await userEvent.type(box, '{Control>}{Enter}{/Control}');
    await waitFor(() => expect(box).toHaveValue(''));
    expect(backend.asked('POST').at(-1)?.body).toEqual({ body: 'On it' });
  });

  it('unlinks a ticket only when asked twice, and syncs at once', async () => {
    backend.knows([anAnomaly({ ticket_links: [aTicketLink()] })]);
    backend.on('post', '/anomalies/824/ticket-links/5/sync', () =>
      HttpResponse.json(aTicketLink()),
    );
    backend.on(
      'delete',
      '/anomalies/824/ticket-links/5',
      () => new Response(undefined, { status: 204 }),
    );
    renderBoard({ path: OPEN });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Sync INC0010006 now' }),
    );
    await waitFor(() => expect(backend.asked('POST')).toHaveLength(1));

    await userEvent.click(
      screen.getByRole('button', { name: 'Unlink INC0010006' }),
    );
    expect(backend.asked('DELETE')).toHaveLength(0);
    await userEvent.click(
      within(
        await screen.findByRole('dialog', { name: 'Unlink INC0010006?' }),
      ).getByRole('button', { name: 'Unlink' }),
    );
    await waitFor(() => expect(backend.asked('DELETE')).toHaveLength(1));
  });

  it('says in words what waits for ServiceNow', async () => {
    backend.knows([
      anAnomaly({
        ticket_links: [
          aTicketLink({
            ticket_id: null,
            ticket_number: null,
            status: null,
            state: null,
            url: null,
            sync: {
              waiting: 1,
              failed: 0,
              next_attempt_at: null,
              message: '1 update waiting: ServiceNow does not answer',
            },
          }),
        ],
      }),
    ]);
    renderBoard({ path: OPEN });
    expect(await screen.findByText(/ServiceNow does not answer/)).toBeVisible();
    expect(
      within(await drawer()).getByText('Waiting for ServiceNow'),
    ).toBeVisible();
  });

  it('says that an anomaly does not exist', async () => {
    backend.knows([]);
    backend.on('get', '/anomalies/999', () =>
      refusal(404, 'There is no anomaly 999'),
    );
    renderBoard({ path: '/servicenow-ticketing?anomaly=999' });
    expect(
      await screen.findByText('This anomaly does not exist'),
    ).toBeVisible();
  });

  it('shows comments with markup as text', async () => {
    const body = '<script>window.hacked=true</script> [x](javascript:alert(1))';
    backend.knows([anAnomaly()]);
    backend.on('get', '/anomalies/:id/activity', () =>
      HttpResponse.json(aPage([anActivity({ body })])),
    );
    renderBoard({ path: OPEN });
    expect(await screen.findByText(body)).toBeVisible();
    expect(document.querySelector('[href^="javascript"]')).toBeNull();
  });
});
