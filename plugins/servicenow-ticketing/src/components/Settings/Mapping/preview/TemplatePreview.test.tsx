import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import { refusal } from '../../../../__testUtils__/backend';
import { aList, anAnomaly } from '../../../../__testUtils__/samples';
import { setupMapping } from '../__testUtils__/setupMapping';

const PREVIEW = '/integrations/3/preview';

describe('TemplatePreview', () => {
  const { backend, open } = setupMapping();
  const tried = () =>
    backend.asked('POST').map(
      ({ body }) =>
        body as {
          anomaly_id: number;
          mapping: { templates: { short_description?: string } };
        },
    );

  it('shows what the newest open anomaly becomes, and again after each change', async () => {
    const { field, preview } = await open({}, () =>
      backend.on('post', PREVIEW, async request => {
        const { mapping } = (await request.json()) as ReturnType<
          typeof tried
        >[number];
        return HttpResponse.json({
          fields: [
            {
              field: 'short_description',
              value: mapping.templates.short_description ?? 'as usual',
            },
            { field: 'urgency', value: '2' },
          ],
          warnings: mapping.templates.short_description
            ? ['anomaly.titel is no value; it stays empty.']
            : [],
        });
      }),
    );
    expect(await preview.findByText('as usual')).toBeVisible();
    expect(preview.getByText('urgency')).toBeVisible();
    expect(tried()[0]).toMatchObject({ anomaly_id: 824, table: 'incident' });
    expect(preview.getByRole('textbox', { name: 'Anomaly' })).toHaveValue(
      'unique_orders_order_id',
    );

    await userEvent.click(field('Short description'));
    // Two of them make one.
    await userEvent.keyboard('Late: {{{{anomaly.titel}}');
    expect(await preview.findByText('Late: {{anomaly.titel}}')).toBeVisible();
    expect(
      preview.getByText('anomaly.titel is no value; it stays empty.'),
    ).toBeVisible();
    // Not once per keystroke.
    expect(tried().length).toBeLessThan(10);
    expect(backend.asked('PUT')).toHaveLength(0);
  });

  it('finds another open anomaly to try it on', async () => {
    const { preview } = await open();
    await preview.findByText('orders: order_id is not unique');
    backend.on('get', '/anomalies', request =>
      HttpResponse.json(
        aList(
          new URL(request.url).searchParams.get('query') === 'stock'
            ? [anAnomaly({ id: 9, title: 'stock is late' })]
            : [anAnomaly()],
        ),
      ),
    );
    const picker = preview.getByRole('textbox', { name: 'Anomaly' });
    await userEvent.clear(picker);
    await userEvent.type(picker, 'stock');
    const option = await screen.findByRole('option', { name: /stock is late/ });
    expect(option).toHaveTextContent('orders · 17 duplicate rows');
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await waitFor(() => expect(tried().at(-1)?.anomaly_id).toBe(9));
    expect(picker).toHaveValue('stock is late');
    expect(
      backend
        .asked('GET')
        .map(({ path }) => path)
        .filter(path => path.includes('query=stock')),
    ).toEqual([
      '/anomalies?query=stock&status=Active,Acknowledged&sort=-last_seen_at&size=20',
    ]);
  });

  it('marks the template that cannot be read, and keeps what it made before', async () => {
    const { field, preview } = await open();
    expect(
      await preview.findByText('orders: order_id is not unique'),
    ).toBeVisible();
    backend.on('post', PREVIEW, () =>
      refusal(
        400,
        'mapping.templates.description: A tag is not closed: "{{" needs its "}}" (line 1, column 1)',
      ),
    );
    const text = field('Description');
    await userEvent.click(text);
    await userEvent.paste('{{anomaly');
    await waitFor(() => expect(text).toBeInvalid());
    expect(text).toHaveAccessibleDescription(
      'A tag is not closed: "{{" needs its "}}" (line 1, column 1)',
    );
    expect(preview.getByText(/Correct the marked fields to see/)).toBeVisible();
    expect(
      preview.getByText('orders: order_id is not unique'),
    ).toBeInTheDocument();
  });

  it('says why there is no preview', async () => {
    const { preview } = await open({}, () =>
      backend.on('post', PREVIEW, () => refusal(503, 'Out of order')),
    );
    expect(await preview.findByText('No preview: Out of order')).toBeVisible();
  });

  it('waits until what is marked is corrected', async () => {
    const { field, preview } = await open();
    await preview.findByText('orders: order_id is not unique');
    const before = tried().length;
    await userEvent.clear(field('Close code'));
    expect(
      await preview.findByText(/Correct the marked fields to see/),
    ).toBeVisible();
    await userEvent.type(field('Close code'), 'x');
    await waitFor(() => expect(tried().length).toBe(before + 1));
  });

  it('says that there is nothing to try it on', async () => {
    const { preview } = await open({}, () => backend.knows([]));
    expect(
      await preview.findByText(/There is no open anomaly to try this on/),
    ).toBeVisible();
    expect(tried()).toHaveLength(0);
  });

  it('shows values as text', async () => {
    const value = `<script>alert(1)</script>\u202eمرحبا\n${'x'.repeat(3_900)}`;
    const { preview } = await open({}, () =>
      backend.on('post', PREVIEW, () =>
        HttpResponse.json({
          fields: [{ field: 'description', value }],
          warnings: ['<b>bold</b>'],
        }),
      ),
    );
    expect(await preview.findByText('<b>bold</b>')).toBeVisible();
    expect(preview.getByText(/alert\(1\)/).textContent).toBe(value);
    expect(document.querySelector('main script, main b')).toBeNull();
  });
});
