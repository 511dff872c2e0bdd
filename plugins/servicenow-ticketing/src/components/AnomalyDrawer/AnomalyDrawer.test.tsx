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

    // Plain at first, and markdown as soon as that can be shown.
    await waitFor(() =>
      expect(dialog.getByText('Looking at the loader').tagName).toBe('P'),
    );
    expect(dialog.getByText('sent to INC0010006')).toBeVisible();
    expect(dialog.getByText(/Warehouse tests reported it/)).toBeVisible();
  });

  it('acknowledges the anomaly as it was last read, and takes that back', async () => {
    backend.knows([anAnomaly()]);
    backend.on('patch', '/anomalies/824', () => {
      const acknowledged = anAnomaly({ status: 'Acknowledged', version: 4 });
      backend.on('get', '/anomalies/824', () =>
        HttpResponse.json(acknowledged),
      );
      return HttpResponse.json(acknowledged);
    });
    renderBoard({ path: OPEN });
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
    const undo = await screen.findByRole('button', { name: 'Undo' });
    backend.on('patch', '/anomalies/824', () => {
      const active = anAnomaly({ version: 5 });
      backend.on('get', '/anomalies/824', () => HttpResponse.json(active));
      return HttpResponse.json(active);
    });
    await userEvent.click(undo);
    expect(
      await screen.findByRole('button', { name: 'Acknowledge' }),
    ).toBeVisible();
    expect(backend.asked('PATCH').at(-1)?.body).toEqual({
      status: 'Active',
      version: 4,
    });
    expect(screen.getByText('Undone')).toBeVisible();
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
      backend.on('get', '/anomalies/824/activity', () =>
        HttpResponse.json(
          aPage([
            anActivity({
              kind: 'status',
              actor: 'user:default/beth',
              actor_name: 'Beth Anglin',
              body: null,
              to_status: 'Acknowledged',
            }),
          ]),
        ),
      );
      return refusal(409, 'stale version');
    });
    renderBoard({ path: OPEN });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Acknowledge' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /Beth Anglin acknowledged it .* ago\. The anomaly has been refreshed/,
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
    const box = await screen.findByLabelText('Write a comment', {
      selector: 'textarea',
    });
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

  it('shows comments as markdown, and markup in them as text', async () => {
    const body =
      '**bold** <script>window.hacked=true</script> <b>x</b> [x](javascript:alert(1)) ![y](https://evil.example/y.png)';
    backend.knows(
      [anAnomaly()],
      [anActivity({ body, actor: 'user:default/bob', actor_name: 'Bob' })],
    );
    renderBoard({ path: OPEN });
    const bold = await screen.findByText('bold');
    expect(bold.tagName).toBe('STRONG');
    expect(
      screen.getByText(/<script>window.hacked=true<\/script> <b>x<\/b>/),
    ).toBeVisible();
    expect(document.querySelector('[href^="javascript"]')).toBeNull();
    expect(document.querySelector('img[src*="evil"]')).toBeNull();
    expect(window).not.toHaveProperty('hacked');
    // Somebody else's comment is theirs to change.
    expect(
      screen.queryByRole('button', { name: 'Edit' }),
    ).not.toBeInTheDocument();
  });

  it('shows exactly what came from ServiceNow', async () => {
    const body = '**not bold** <i>here</i>';
    backend.knows(
      [anAnomaly()],
      [
        anActivity({
          kind: 'ticket_comment',
          body,
          actor: null,
          actor_name: 'Beth Anglin',
          ticket_number: 'INC0010006',
        }),
        anActivity({
          id: 2,
          kind: 'ticket_changed',
          body: 'set INC0010006 to In Progress',
          actor: null,
          actor_name: 'Beth Anglin',
        }),
      ],
    );
    renderBoard({ path: OPEN });
    expect(await screen.findByText(body)).toBeVisible();
    expect(
      screen.getByText('Beth Anglin (ServiceNow), on INC0010006:', {
        exact: false,
      }),
    ).toBeVisible();
    expect(
      screen.getByText(
        /Beth Anglin \(ServiceNow\) set INC0010006 to In Progress/,
      ),
    ).toBeVisible();
  });

  it('previews what is written', async () => {
    backend.knows([anAnomaly()]);
    renderBoard({ path: OPEN });
    await userEvent.type(
      await screen.findByLabelText('Write a comment', { selector: 'textarea' }),
      'see **this**',
    );
    await userEvent.click(screen.getByRole('tab', { name: 'Preview' }));
    expect((await screen.findByText('this')).tagName).toBe('STRONG');
    await userEvent.click(screen.getByRole('tab', { name: 'Write' }));
    expect(
      screen.getByLabelText('Write a comment', { selector: 'textarea' }),
    ).toHaveValue('see **this**');
  });

  it("changes and deletes the reader's own comments", async () => {
    backend.knows([anAnomaly()], [anActivity({ body: 'Lokking' })]);
    backend.on('patch', '/anomalies/824/comments/1', () => {
      const edited = anActivity({
        body: 'Looking',
        edited_at: '2026-01-22T13:40:00Z',
      });
      backend.on('get', '/anomalies/824/activity', () =>
        HttpResponse.json(aPage([edited])),
      );
      return HttpResponse.json(edited);
    });
    backend.on('delete', '/anomalies/824/comments/1', () => {
      backend.on('get', '/anomalies/824/activity', () =>
        HttpResponse.json(aPage([anActivity({ body: null, deleted: true })])),
      );
      return new Response(undefined, { status: 204 });
    });
    renderBoard({ path: OPEN });
    await userEvent.click(await screen.findByRole('button', { name: 'Edit' }));
    const box = screen.getByLabelText('Edit the comment', {
      selector: 'textarea',
    });
    await userEvent.clear(box);
    await userEvent.type(box, 'Looking{Control>}{Enter}{/Control}');
    await screen.findByText('Looking');
    expect(screen.getByText(/edited/)).toBeVisible();
    expect(backend.asked('PATCH')[0].body).toEqual({ body: 'Looking' });

    await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
    expect(backend.asked('DELETE')).toHaveLength(0);
    await userEvent.click(
      within(
        await screen.findByRole('dialog', { name: 'Delete this comment?' }),
      ).getByRole('button', { name: 'Delete' }),
    );
    expect(
      await screen.findByText(/Ann Keller took a comment back/),
    ).toBeVisible();
  });

  it('shows one kind of entries, and older ones on demand', async () => {
    backend.knows([anAnomaly()]);
    backend.on('get', '/anomalies/824/activity', request => {
      const search = new URL(request.url).searchParams;
      const cursor = search.get('cursor');
      const body = `${search.get('kind') ?? 'anything'} ${cursor ?? 'first'}`;
      return HttpResponse.json({
        ...aPage([anActivity({ id: cursor ? 7 : 8, body })]),
        next_cursor: cursor ? null : 8,
      });
    });
    renderBoard({ path: OPEN });
    await screen.findByText('anything first');
    await userEvent.click(screen.getByRole('button', { name: 'Show older' }));
    await screen.findByText('anything 8');
    expect(
      screen.queryByRole('button', { name: 'Show older' }),
    ).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Comments' }));
    await screen.findByText('comment,ticket_comment first');
  });

  it('tells run by run when it failed, also by keyboard', async () => {
    backend.knows([anAnomaly({ occurrence_count: 2 })]);
    backend.on('get', '/anomalies/824/occurrences', () =>
      HttpResponse.json({
        occurrences: [
          {
            run_id: 'r2',
            observed_at: '2026-01-22T13:22:40Z',
            outcome: 'fail',
            affected_count: 17,
            message: '',
          },
          {
            run_id: 'r1',
            observed_at: '2026-01-21T13:22:40Z',
            outcome: 'pass',
            affected_count: null,
            message: '',
          },
        ],
        days: [
          {
            day: '2026-01-22',
            failed: 2,
            passed: 1,
            unknown: 0,
            max_affected_count: 17,
          },
        ],
      }),
    );
    renderBoard({ path: OPEN });
    const newest = await screen.findByRole('button', {
      name: /failed, 17 rows/,
    });
    expect(screen.getByText(/failed 2 of 3 runs/)).toBeVisible();
    newest.focus();
    await userEvent.keyboard('{ArrowLeft}');
    expect(screen.getByRole('button', { name: /: passed$/ })).toHaveFocus();
    await userEvent.tab();
    expect(newest).not.toHaveFocus();
  });

  it('assigns to me, to somebody else, and snoozes', async () => {
    backend.knows([anAnomaly()]);
    backend.on('patch', '/anomalies/824', () =>
      HttpResponse.json(anAnomaly({ version: 4 })),
    );
    renderBoard({ path: OPEN });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Assign' }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'To me' }),
    );
    await waitFor(() => expect(backend.asked('PATCH')).toHaveLength(1));
    expect(await screen.findByText('Assigned to ann')).toBeVisible();

    await userEvent.click(
      await screen.findByRole('button', { name: 'Assign' }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: /somebody else/ }),
    );
    const dialog = within(
      await screen.findByRole('dialog', { name: 'Assign to' }),
    );
    await userEvent.type(dialog.getByLabelText('Person'), 'bob');
    await userEvent.click(await screen.findByRole('option', { name: /Bob/ }));
    const assign = dialog.getByRole('button', { name: 'Assign' });
    await waitFor(() => expect(assign).toBeEnabled());
    await userEvent.click(assign);
    await waitFor(() => expect(backend.asked('PATCH')).toHaveLength(2));

    await userEvent.click(
      await screen.findByRole('button', { name: 'Snooze' }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'For 1 day' }),
    );
    await waitFor(() => expect(backend.asked('PATCH')).toHaveLength(3));
    const [me, bob, snoozed] = backend.asked('PATCH').map(({ body }) => body);
    expect(me).toEqual({ assignee: 'user:default/ann', version: 3 });
    expect(bob).toMatchObject({ assignee: 'user:default/bob' });
    const { snoozed_until: until } = snoozed as { snoozed_until: string };
    const hours = (new Date(until).getTime() - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    expect(hours).toBeLessThan(24.1);
  });

  it('archives as a duplicate of another, or for a while', async () => {
    backend.knows([
      anAnomaly(),
      anAnomaly({ id: 825, title: 'not_null_orders_amount' }),
    ]);
    backend.on('patch', '/anomalies/824', () =>
      HttpResponse.json(anAnomaly({ version: 4 })),
    );
    renderBoard({ path: OPEN });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Archive' }),
    );
    const dialog = within(
      await screen.findByRole('dialog', { name: 'Archive anomaly' }),
    );
    await userEvent.click(dialog.getByRole('radio', { name: /^Duplicate/ }));
    await userEvent.type(dialog.getByLabelText(/does it repeat/), 'not_null');
    await userEvent.click(
      await screen.findByRole('option', { name: /not_null_orders_amount/ }),
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Archive' }));
    await waitFor(() =>
      expect(backend.asked('PATCH')[0]?.body).toEqual({
        status: 'Archived',
        resolution: 'Duplicate',
        duplicate_of: 825,
        version: 3,
      }),
    );
  });

  it('closes by Back, and Back after closing does not open it again', async () => {
    backend.knows([anAnomaly()]);
    renderBoard();
    const link = await screen.findByRole('link', {
      name: 'unique_orders_order_id',
    });
    await userEvent.click(link);
    await drawer();
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    await waitFor(() =>
      expect(
        screen.getByRole('link', { name: 'unique_orders_order_id' }),
      ).toHaveFocus(),
    );
  });
});
