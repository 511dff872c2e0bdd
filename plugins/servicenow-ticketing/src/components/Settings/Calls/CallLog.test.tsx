import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import type { ApiCall } from 'backstage-plugin-servicenow-ticketing-common';
import { refusal, setupBackend } from '../../../__testUtils__/backend';
import { renderBoard } from '../../../__testUtils__/renderBoard';
import { aPage } from '../../../__testUtils__/samples';
import {
  anApiCall,
  anIntegration,
} from '../../../__testUtils__/settingsSamples';

const PATH = '/servicenow-ticketing/settings/3/calls';
const CALLS = '/integrations/3/calls';

describe('CallLog', () => {
  const backend = setupBackend();

  const open = async (calls: ApiCall[], total = calls.length) => {
    backend.knows([]);
    backend.on('get', '/integrations/3', () =>
      HttpResponse.json(anIntegration()),
    );
    backend.on('get', CALLS, () =>
      HttpResponse.json({ ...aPage(calls), total }),
    );
    renderBoard({ path: PATH });
    await screen.findByRole('tab', { name: 'API calls', selected: true });
  };
  const asked = () =>
    backend
      .asked('GET')
      .map(({ path }) => path)
      .filter(path => path.startsWith(CALLS));

  it('says of each call what was asked, how it went and how long it took', async () => {
    await open([
      anApiCall({
        id: 42,
        method: 'PATCH',
        path: '/api/now/table/incident/7a62',
        status: 403,
        duration_ms: 1_234,
        error: 'Add the role itil to portal_integration',
      }),
      anApiCall(),
      anApiCall({ id: 40, status: null, error: 'No answer within 30 s' }),
    ]);
    const table = await screen.findByRole('table', {
      name: 'Calls to ServiceNow',
    });
    const [, refused, well, unanswered] = within(table).getAllByRole('row');
    expect(refused).toHaveTextContent('PATCH /api/now/table/incident/7a62');
    expect(refused).toHaveTextContent('403 Not allowed');
    expect(refused).toHaveTextContent(
      'Add the role itil to portal_integration',
    );
    expect(refused).toHaveTextContent('1.2 s');
    expect(well).toHaveTextContent('200 OK');
    expect(well).toHaveTextContent('87 ms');
    expect(well).toHaveTextContent('sysparm_query=active=true^number=INC1');
    expect(within(well).getByText(/ago$/)).toHaveAttribute(
      'title',
      expect.stringContaining('2026'),
    );
    expect(unanswered).toHaveTextContent('No answer');
  });

  it('opens a call by keyboard, and copies what was sent and what came back', async () => {
    const user = userEvent.setup();
    let copied: string | undefined;
    // Test browsers have no clipboard that works without https, as this one must.
    document.execCommand = command => {
      copied =
        command === 'copy' ? document.getSelection()?.toString() : undefined;
      return true;
    };
    await open([
      anApiCall({
        request_body: '{"short_description":"orders"}',
        request_id: 'request-77',
      }),
    ]);
    const button = await screen.findByRole('button', {
      name: 'Show request and answer of GET /api/now/table/incident',
    });
    button.focus();
    await user.keyboard('{Enter}');
    expect(button).toHaveAttribute('aria-expanded', 'true');
    const request = within(screen.getByRole('region', { name: 'Request' }));
    expect(request.getByText(/short_description/).textContent).toBe(
      '{\n  "short_description": "orders"\n}',
    );
    await user.click(request.getByRole('button', { name: 'Copy the request' }));
    expect(await screen.findByText('Copied')).toBeInTheDocument();
    expect(copied).toBe('{\n  "short_description": "orders"\n}');
    expect(screen.getByRole('region', { name: 'Answer' })).toHaveTextContent(
      '"number": "INC0010006"',
    );
    expect(screen.getByText('request-77')).toBeVisible();

    button.focus();
    await user.keyboard('{Enter}');
    expect(screen.queryByText('request-77')).not.toBeInTheDocument();
  });

  it('says why there is nothing to show of a request or an answer', async () => {
    await open([
      anApiCall({ status: null, error: 'Hung up', response_body: null }),
      anApiCall({ id: 40, method: 'DELETE', status: 204, response_body: '' }),
    ]);
    const [hungUp, empty] = await screen.findAllByRole('button', {
      name: /^Show request and answer/,
    });
    await userEvent.click(hungUp);
    expect(screen.getByText('Nothing was sent with it.')).toBeVisible();
    expect(screen.getByText('No answer came.')).toBeVisible();
    await userEvent.click(empty);
    expect(screen.getByText('The answer was empty.')).toBeVisible();
  });

  it('shows whatever ServiceNow sent as text', async () => {
    const markup = '<img src=x onerror="alert(1)">';
    const long = `مرحبا ${'x'.repeat(4_000)}\u202e`;
    await open([
      anApiCall({
        method: '<b>GET</b>',
        path: `/${encodeURIComponent(markup)}?q=${encodeURIComponent(long)}`,
        error: markup,
        response_body: `<script>alert(1)</script>${long}`,
      }),
    ]);
    const shown = await screen.findByRole('button', {
      name: `Show request and answer of <b>GET</b> /${markup}`,
    });
    await userEvent.click(shown);
    const table = screen.getByRole('table', { name: 'Calls to ServiceNow' });
    expect(table).toHaveTextContent(`<b>GET</b> /${markup}`);
    expect(table).toHaveTextContent(`${'x'.repeat(4_000)}\\u202e`);
    expect(screen.getByRole('region', { name: 'Answer' })).toHaveTextContent(
      '<script>alert(1)</script>مرحبا',
    );
    expect(table.querySelector('img, script, b')).toBeNull();
  });

  it('asks for failed calls, further pages and newer ones', async () => {
    await open([anApiCall()], 60);
    await screen.findByText('1–25 of 60');
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    await screen.findByText('26–50 of 60');
    expect(asked().at(-1)).toBe(`${CALLS}?page=2&size=25`);

    await userEvent.click(screen.getByRole('button', { name: /^Outcome/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Failed only' }),
    );
    await waitFor(() =>
      expect(asked().at(-1)).toBe(`${CALLS}?outcome=failed&page=1&size=25`),
    );
    const before = asked().length;
    await userEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    await waitFor(() => expect(asked().length).toBeGreaterThan(before));
  });

  it('says why it is empty', async () => {
    await open([]);
    expect(await screen.findByText('No calls yet')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: /^Outcome/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Failed only' }),
    );
    expect(await screen.findByText('No failed calls')).toBeVisible();
  });

  it('says why there is no log, and what it shows when it cannot be read again', async () => {
    await open([anApiCall()]);
    await screen.findByText('200 OK');
    backend.on('get', CALLS, () => refusal(500, 'Out of order'));
    await userEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(
      await screen.findByText(/what you see may be out of date/),
    ).toBeVisible();
    expect(screen.getByText('200 OK')).toBeVisible();

    await userEvent.click(screen.getByRole('button', { name: /^Outcome/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Failed only' }),
    );
    expect(
      await screen.findByText('The calls could not be loaded'),
    ).toBeVisible();
    expect(screen.getByText('Out of order')).toBeVisible();
  });
});
