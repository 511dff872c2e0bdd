import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import type {
  Delivery,
  DeliveryDetails,
} from 'backstage-plugin-servicenow-ticketing-common';
import { refusal, setupBackend } from '../../__testUtils__/backend';
import { renderBoard } from '../../__testUtils__/renderBoard';
import { aPage } from '../../__testUtils__/samples';
import { anIntegration } from '../../__testUtils__/settingsSamples';

const PATH = '/servicenow-ticketing/deliveries';

const aDelivery = (changes: Partial<Delivery> = {}): Delivery => ({
  id: 7,
  kind: 'comment',
  status: 'dead',
  summary: 'Comment to INC0010006',
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

  /** A backend with these deliveries, which it filters by status. */
  const knows = (deliveries: Delivery[]) => {
    backend.knows([]);
    backend.on('get', '/deliveries', request => {
      const status = new URL(request.url).searchParams.get('status') ?? '';
      return HttpResponse.json(
        aPage(deliveries.filter(one => status.split(',').includes(one.status))),
      );
    });
    backend.on('post', '/deliveries/bulk', async request => {
      const { ids = [] } = (await request.clone().json()) as { ids?: number[] };
      return HttpResponse.json({
        results: ids.map(id => ({ id, outcome: 'changed', message: null })),
        remaining: 0,
      });
    });
  };
  const group = async (name: string) =>
    within(await screen.findByRole('region', { name }));

  it('says what failed, what is tried again and what waits, why and when', async () => {
    knows([
      aDelivery(),
      aDelivery({
        id: 8,
        status: 'retrying',
        summary: 'Status to INC0010007',
        last_error: 'ServiceNow does not answer',
        next_attempt_at: new Date(Date.now() + 7_260_000).toISOString(),
      }),
      aDelivery({
        id: 9,
        status: 'pending',
        summary: 'Resolve INC0010007',
        attempts: 0,
        last_error: null,
      }),
    ]);
    renderBoard({ path: PATH });
    const failed = await group('Failed');
    expect(failed.getByText('Comment to INC0010006')).toBeVisible();
    expect(
      failed.getByText('Add the role itil to portal_integration'),
    ).toBeVisible();
    const retrying = await group('Will be tried again');
    expect(retrying.getByText(/3 tries/)).toHaveTextContent(
      /next try in 2 hours/,
    );
    expect(
      retrying.queryByRole('button', { name: /^Retry/ }),
    ).not.toBeInTheDocument();
    const waiting = await group('Waiting');
    expect(
      waiting.getByText(/after the earlier changes of its ticket/),
    ).toBeVisible();
  });

  it('retries and discards one, and asks before what cannot be undone', async () => {
    knows([aDelivery()]);
    const { alertApi } = renderBoard({ path: PATH });
    const failed = await group('Failed');
    await userEvent.click(
      failed.getByRole('button', { name: 'Retry Comment to INC0010006' }),
    );
    await waitFor(() =>
      expect(backend.asked('POST')[0].body).toEqual({
        action: 'retry',
        ids: [7],
      }),
    );
    await waitFor(() => expect(alertApi.getAlerts()).toHaveLength(1));
    await userEvent.click(
      failed.getByRole('button', { name: 'Discard Comment to INC0010006' }),
    );
    await userEvent.click(
      within(
        await screen.findByRole('dialog', { name: 'Discard this change?' }),
      ).getByRole('button', { name: 'Discard' }),
    );
    await waitFor(() =>
      expect(backend.asked('POST')[1].body).toEqual({
        action: 'discard',
        ids: [7],
      }),
    );
  });

  it('acts on several at once, and on all that failed', async () => {
    knows([aDelivery(), aDelivery({ id: 8, summary: 'Resolve INC0010008' })]);
    renderBoard({ path: PATH });
    const failed = await group('Failed');
    await userEvent.click(
      failed.getByRole('button', { name: 'Retry all (2)' }),
    );
    await waitFor(() =>
      expect(backend.asked('POST')[0].body).toEqual({
        action: 'retry',
        filter: {},
      }),
    );
    await userEvent.click(
      failed.getByRole('checkbox', { name: 'Select all on this page: Failed' }),
    );
    await userEvent.click(
      await failed.findByRole('button', { name: 'Discard 2' }),
    );
    await userEvent.click(
      within(
        await screen.findByRole('dialog', { name: 'Discard 2 changes?' }),
      ).getByRole('button', { name: 'Discard' }),
    );
    await waitFor(() =>
      expect(backend.asked('POST')[1].body).toEqual({
        action: 'discard',
        ids: [7, 8],
      }),
    );
  });

  it('shows what a change writes and how its tries went, as text', async () => {
    knows([aDelivery()]);
    const details: DeliveryDetails = {
      ...aDelivery(),
      waits_for: 3,
      content: [{ field: 'work_notes', value: '<img src=x onerror=alert(1)>' }],
      attempt_log: [
        {
          attempt: 3,
          started_at: '2026-01-22T13:30:00Z',
          duration_ms: 81,
          outcome: 'refused',
          error: 'No',
        },
      ],
    };
    backend.on('get', '/deliveries/7', () => HttpResponse.json(details));
    renderBoard({ path: PATH });
    const failed = await group('Failed');
    await userEvent.click(
      failed.getByRole('button', { name: 'Details of Comment to INC0010006' }),
    );
    expect(
      await failed.findByText('<img src=x onerror=alert(1)>'),
    ).toBeVisible();
    expect(failed.getByText(/waits for change 3/)).toBeVisible();
    expect(failed.getByText(/took 81 ms/)).toHaveTextContent(/^Refused/);
  });

  it('takes nothing for good news, and says which ServiceNow takes nothing', async () => {
    knows([]);
    backend.on('get', '/integrations', () =>
      HttpResponse.json(
        aPage([
          anIntegration({
            health: {
              status: 'failed',
              message: 'It has not answered 5 times',
              checked_at: null,
            },
          }),
        ]),
      ),
    );
    renderBoard({ path: PATH });
    expect(
      await screen.findByText('Everything has reached ServiceNow'),
    ).toBeVisible();
    expect(
      await screen.findByText('Production takes no changes at present'),
    ).toBeVisible();
    expect(screen.getByText('It has not answered 5 times')).toBeVisible();
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
