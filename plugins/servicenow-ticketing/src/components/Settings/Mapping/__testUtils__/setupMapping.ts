import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import type {
  Anomaly,
  IntegrationDetails,
  ListChoicesResponse,
} from 'backstage-plugin-servicenow-ticketing-common';
import { setupBackend } from '../../../../__testUtils__/backend';
import { renderBoard } from '../../../../__testUtils__/renderBoard';
import { anAnomaly } from '../../../../__testUtils__/samples';
import {
  anIntegration,
  someChoices,
} from '../../../../__testUtils__/settingsSamples';

const LEVELS = someChoices(
  ['1', '1 - High'],
  ['2', '2 - Medium'],
  ['3', '3 - Low'],
);
const CHOICES: Record<string, ListChoicesResponse> = {
  state: someChoices(['1', 'New'], ['2', 'In Progress'], ['6', 'Resolved']),
  close_code: someChoices(['Solution provided', 'Solution provided']),
  urgency: LEVELS,
  impact: LEVELS,
  category: someChoices(['software', 'Software'], ['network', 'Network']),
  subcategory: someChoices(['email', 'Email']),
};

/** Types a text in place of what an input holds, all at once. */
export async function replace(input: HTMLElement, text: string) {
  await userEvent.clear(input);
  await userEvent.click(input);
  await userEvent.paste(text);
}

/** What a save sends. */
interface Saved {
  save_anyway?: boolean;
  definition: Record<string, unknown> & { mapping: Record<string, unknown> };
}

/** Opens the mapping of integration 3 in the portal, before a backend that keeps what is saved. */
export function setupMapping(anomalies: Anomaly[] = [anAnomaly()]) {
  const backend = setupBackend();

  const answer = (changes: Parameters<typeof anIntegration>[0]) => {
    let stored: IntegrationDetails = anIntegration(changes);
    backend.knows(anomalies);
    backend.on('get', '/integrations/3', () => HttpResponse.json(stored));
    backend.on('get', '/integrations/options', () =>
      HttpResponse.json({
        can_connect: true,
        cannot_connect_because: null,
        oauth_redirect_url: 'https://portal.example.com/callback',
      }),
    );
    backend.on('get', '/integrations/3/calls', () =>
      HttpResponse.json({ items: [], total: 0, page: 1, size: 25, pages: 0 }),
    );
    backend.on('get', '/integrations/3/choices', request => {
      const field = new URL(request.url).searchParams.get('field') ?? '';
      return HttpResponse.json(CHOICES[field] ?? someChoices());
    });
    backend.on('post', '/integrations/3/preview', () =>
      HttpResponse.json({
        fields: [
          {
            field: 'short_description',
            value: 'orders: order_id is not unique',
          },
        ],
        warnings: [],
      }),
    );
    backend.on('put', '/integrations/3', async request => {
      const { definition } = (await request.json()) as {
        definition: IntegrationDetails['definition'];
      };
      stored = { ...stored, table: String(definition.table), definition };
      return HttpResponse.json(stored);
    });
  };

  const open = async (
    changes: Parameters<typeof anIntegration>[0] = {},
    prepare: () => void = () => {},
    options: { waitForForm: boolean } = { waitForForm: true },
  ) => {
    answer(changes);
    prepare();
    const { alertApi } = renderBoard({
      path: '/servicenow-ticketing/settings/3/mapping',
    });
    const form = within(
      options.waitForForm
        ? await screen.findByRole('form', { name: 'Fields and mapping' })
        : document.body,
    );
    const preview = within(
      options.waitForForm
        ? screen.getByRole('region', { name: 'Preview' })
        : document.body,
    );
    return {
      alertApi,
      form,
      preview,
      /** An input by its label; by role would take seconds in a form as large as this. */
      field: (label: string) =>
        form.getByLabelText<HTMLTextAreaElement>(
          new RegExp(`^${label}(\\s\\*)?$`),
          { selector: 'input, textarea' },
        ),
      /** Saves, and waits until that many saves have reached the backend. */
      save: async (count = 1) => {
        await userEvent.click(form.getByText('Save mapping'));
        await waitFor(() => expect(backend.asked('PUT')).toHaveLength(count));
      },
    };
  };
  /** What the last save sent. */
  const saved = () => backend.asked('PUT').at(-1)?.body as Saved;

  return { backend, open, saved };
}
