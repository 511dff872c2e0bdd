import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  DatasetAssignment,
  UnmatchedDataset,
} from 'backstage-plugin-servicenow-ticketing-common';
import { HttpResponse } from 'msw';
import { refusal, setupBackend } from '../../__testUtils__/backend';
import { renderBoard } from '../../__testUtils__/renderBoard';
import { aPage, anAnomaly } from '../../__testUtils__/samples';

const PATH = '/servicenow-ticketing/unmatched';

const items: UnmatchedDataset = {
  key: 'postgres:shop.items',
  dataset: { platform: 'postgres', fqn: 'shop.items', name: 'items' },
  sources: ['warehouse'],
  anomaly_count: 12,
  last_seen_at: '2026-01-22T13:22:40Z',
  sample: { anomaly_id: 824, title: 'unique_items_id', message: '3 twice' },
};

const assignment: DatasetAssignment = {
  id: 7,
  key: items.key,
  dataset_name: 'shop.items',
  entity_refs: ['resource:default/items'],
  assigned_by: 'user:default/ann',
  assigned_at: '2026-01-23T10:00:00Z',
};

describe('UnmatchedDatasets', () => {
  const backend = setupBackend();

  const knows = (unmatched: UnmatchedDataset[], done: DatasetAssignment[]) => {
    backend.on('get', '/datasets/suggestions', () =>
      HttpResponse.json({ items: [] }),
    );
    backend.on('get', '/datasets/unmatched', () =>
      HttpResponse.json(aPage(unmatched)),
    );
    backend.on('get', '/datasets/assignments', () =>
      HttpResponse.json(aPage(done)),
    );
  };

  it('assigns a dataset to an entity once for all its anomalies, and takes that back', async () => {
    backend.knows([anAnomaly()]);
    knows([items], []);
    backend.on('post', '/datasets/assignments', () => {
      knows([], [assignment]);
      return HttpResponse.json(
        { ...assignment, anomaly_count: 12 },
        { status: 201 },
      );
    });
    backend.on('delete', '/datasets/assignments/7', () => {
      knows([items], []);
      return new Response(undefined, { status: 204 });
    });
    renderBoard({ path: PATH });
    expect(await screen.findByText('shop.items')).toBeVisible();
    expect(screen.getByText(/12 open anomalies/)).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'unique_items_id' }),
    ).toHaveAttribute('href', '/servicenow-ticketing?anomaly=824');

    await userEvent.type(screen.getByLabelText('Entity for items'), 'items');
    await userEvent.click(await screen.findByRole('option', { name: /items/ }));
    await userEvent.click(
      screen.getByRole('button', { name: 'Assign shop.items' }),
    );
    expect(
      await screen.findByText('shop.items is items now, with 12 anomalies'),
    ).toBeVisible();
    expect(backend.asked('POST')[0].body).toEqual({
      key: items.key,
      entity_refs: ['resource:default/items'],
    });
    expect(
      await screen.findByRole('heading', {
        name: 'Every dataset has its entity',
      }),
    ).toBeVisible();
    expect(screen.getByText(/by ann/)).toBeVisible();

    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByLabelText('Entity for items')).toBeVisible();
  });

  it('suggests entities that look alike, and assigns one with a click', async () => {
    backend.knows([]);
    knows([items], []);
    backend.on('get', '/datasets/suggestions', () =>
      HttpResponse.json({
        items: [
          {
            entity_ref: 'resource:default/order-items',
            title: 'Order items',
            score: 0.7,
            matched: { by: 'name', text: 'order-items' },
          },
        ],
      }),
    );
    backend.on('post', '/datasets/assignments', () =>
      HttpResponse.json({ ...assignment, anomaly_count: 12 }, { status: 201 }),
    );
    renderBoard({ path: PATH });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Order items' }),
    );
    expect(
      await screen.findByText(
        'shop.items is Order items now, with 12 anomalies',
      ),
    ).toBeVisible();
    expect(backend.asked('POST')[0].body).toEqual({
      key: items.key,
      entity_refs: ['resource:default/order-items'],
    });
    expect(backend.asked('GET', '/datasets/suggestions')[0].path).toBe(
      '/datasets/suggestions?key=postgres:shop.items',
    );
  });

  it('removes an assignment', async () => {
    backend.knows([]);
    knows([], [assignment]);
    backend.on(
      'delete',
      '/datasets/assignments/7',
      () => new Response(undefined, { status: 204 }),
    );
    renderBoard({ path: PATH });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Remove the assignment of shop.items',
      }),
    );
    await waitFor(() => expect(backend.asked('DELETE')).toHaveLength(1));
    expect(
      await screen.findByText('shop.items is not assigned any more'),
    ).toBeVisible();
  });

  it('says why a dataset was not assigned', async () => {
    backend.knows([]);
    knows([items], []);
    backend.on('post', '/datasets/assignments', () =>
      refusal(400, 'entity_refs: the catalog has no resource:default/items'),
    );
    renderBoard({ path: PATH });
    await userEvent.type(
      await screen.findByLabelText('Entity for items'),
      'items',
    );
    await userEvent.click(await screen.findByRole('option', { name: /items/ }));
    await userEvent.click(
      screen.getByRole('button', { name: 'Assign shop.items' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'the catalog has no resource:default/items',
    );
  });
});
