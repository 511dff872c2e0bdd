import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import type { KeptIngest } from 'backstage-plugin-servicenow-ticketing-common';
import { refusal, setupBackend } from '../../__testUtils__/backend';
import { renderBoard } from '../../__testUtils__/renderBoard';
import { aPage } from '../../__testUtils__/samples';

const PATH = '/servicenow-ticketing/reports';

const aReport = (changes: Partial<KeptIngest> = {}): KeptIngest => ({
  id: 21,
  source: 'warehouse',
  kind: 'document',
  status: 'processed',
  reason: null,
  reported_by: 'data-pipeline',
  received_at: '2026-01-22T13:22:40Z',
  processed_at: '2026-01-22T13:22:41Z',
  body_bytes: 61_200,
  document_kept: true,
  report: {
    delivery_id: 21,
    created: 2,
    updated: 1,
    reopened: 0,
    resolved: 0,
    ignored: 19,
    unmatched: 1,
    errors: [{ index: 3, reason: 'check_key: must not be empty' }],
  },
  ...changes,
});

const refused = aReport({
  id: 22,
  source: 'lake',
  status: 'refused',
  reason: 'This is no document of Soda: it has no checks.',
  report: null,
  document_kept: false,
});

describe('ReportsPage', () => {
  const backend = setupBackend();
  const row = async (name: string) =>
    within(await screen.findByRole('listitem', { name }));

  beforeEach(() => {
    backend.knows([]);
    backend.on('get', '/ingests', () =>
      HttpResponse.json(aPage([refused, aReport()])),
    );
  });

  it('says what came from where and what became of it', async () => {
    renderBoard({ path: PATH });
    const taken = await row('Report 21 of Warehouse tests');
    expect(
      taken.getByText(
        /2 new · 1 seen again · 1 without a catalog entity · 1 item could not be used/,
      ),
    ).toBeVisible();
    expect(taken.getByText('62 kB')).toBeVisible();
    const broken = await row('Report 22 of Lake checks');
    expect(broken.getByText(/Refused/)).toBeVisible();
    expect(broken.getByText(/it has no checks/)).toBeVisible();
    await userEvent.click(
      broken.getByRole('button', { name: 'Show report 22' }),
    );
    expect(broken.getByText(/not kept any more/)).toBeVisible();
    expect(broken.queryByRole('button', { name: 'Download' })).toBeNull();
  });

  it('names the items that could not be used, and has the document read again', async () => {
    backend.on('post', '/ingests/21/replay', () =>
      HttpResponse.json({ ...aReport().report, created: 0, errors: [] }),
    );
    const { alertApi } = renderBoard({ path: PATH });
    const report = await row('Report 21 of Warehouse tests');
    await userEvent.click(
      report.getByRole('button', { name: 'Show report 21' }),
    );
    expect(
      within(
        report.getByRole('list', { name: 'Items that could not be used' }),
      ).getByRole('listitem'),
    ).toHaveTextContent('Item 3: check_key: must not be empty');
    await userEvent.click(
      report.getByRole('button', { name: 'Process again' }),
    );
    await waitFor(() =>
      expect(alertApi.getAlerts()).toContainEqual(
        expect.objectContaining({
          message:
            'Report 21 was processed again: 1 seen again · 1 without a catalog entity',
        }),
      ),
    );
  });

  it('hands out the document as it came', async () => {
    const saved: Blob[] = [];
    Object.assign(URL, {
      createObjectURL: (blob: Blob) => {
        saved.push(blob);
        return 'blob:report';
      },
      revokeObjectURL: () => {},
    });
    backend.on(
      'get',
      '/ingests/21/document',
      () => new Response('{"results": []}'),
    );
    renderBoard({ path: PATH });
    const report = await row('Report 21 of Warehouse tests');
    await userEvent.click(
      report.getByRole('button', { name: 'Show report 21' }),
    );
    await userEvent.click(report.getByRole('button', { name: 'Download' }));
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0].type).toBe('application/json');
  });

  it('shows those of one source or status only', async () => {
    renderBoard({ path: PATH });
    await row('Report 21 of Warehouse tests');
    await userEvent.click(screen.getByRole('button', { name: /^Source/ }));
    await userEvent.click(screen.getByRole('option', { name: 'Lake checks' }));
    await userEvent.click(screen.getByRole('button', { name: /^Status/ }));
    await userEvent.click(screen.getByRole('option', { name: 'Refused' }));
    await waitFor(() =>
      expect(backend.asked('GET', '/ingests').at(-1)?.path).toBe(
        '/ingests?source=lake&status=refused&page=1&size=20',
      ),
    );
  });

  it('says why nothing can be shown', async () => {
    backend.on('get', '/ingests', () =>
      refusal(503, 'The database does not answer'),
    );
    renderBoard({ path: PATH });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database does not answer',
    );
  });
});
