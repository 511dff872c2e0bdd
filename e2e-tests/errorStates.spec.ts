import { expect, test, type Page } from '@playwright/test';
import { waitForServiceNow } from './support/portal';
import { addFault, clearFaults } from './support/simulator';

/* What people see when they lack a permission, and when the backend or ServiceNow does not answer. */

const PAGE = '/servicenow-ticketing';
const ORDERS = '/catalog/default/resource/orders';
const OURS = '**/api/servicenow-ticketing/**';

/** Answers as a backend does whose policy refuses everything: the demo's own allows all. */
async function refuseEverything(page: Page) {
  await page.route('**/api/permission/authorize', async route => {
    const { items } = route.request().postDataJSON() as {
      items: { id: string }[];
    };
    await route.fulfill({
      json: { items: items.map(({ id }) => ({ id, result: 'DENY' })) },
    });
  });
  await page.route(OURS, route => {
    const isOverview = new URL(route.request().url()).pathname.endsWith(
      '/permissions',
    );
    return isOverview
      ? route.fulfill({ json: { permissions: {} } })
      : route.fulfill({
          status: 403,
          json: {
            error: { name: 'NotAllowedError', message: 'Not allowed' },
            request: { method: 'GET', url: '/' },
            response: { statusCode: 403 },
          },
        });
  });
}

test.afterEach(clearFaults);
test.afterAll(waitForServiceNow);

test('without permission: what is lacking, and no tabs that lead nowhere', async ({
  page,
}) => {
  await refuseEverything(page);
  await page.goto(PAGE);
  await expect(
    page.getByRole('heading', { name: 'You may not see data quality results' }),
  ).toBeVisible();
  await expect(
    page.getByText(/lacks the permission servicenow-ticketing\.anomaly\.read/),
  ).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Tickets' })).toBeVisible();
  for (const name of ['Unmatched', 'Deliveries', 'Settings']) {
    await expect(page.getByRole('tab', { name })).toBeHidden();
  }

  // Links that somebody shared lead to words, too.
  for (const [view, permission] of [
    ['settings', 'integration.admin'],
    ['unmatched', 'integration.admin'],
    ['deliveries', 'delivery.retry'],
  ]) {
    await page.goto(`${PAGE}/${view}`);
    await expect(
      page.getByText(`lacks the permission servicenow-ticketing.${permission}`),
    ).toBeVisible();
  }
  await page.goto(`${ORDERS}/data-quality`);
  await expect(
    page.getByRole('heading', { name: 'You may not see data quality results' }),
  ).toBeVisible();
});

test('the backend does not answer: says so, and goes on by itself', async ({
  page,
}) => {
  await page.route(OURS, route => route.abort('connectionrefused'));
  await page.goto(`${ORDERS}/data-quality`);
  await expect(
    page.getByRole('heading', { name: 'The anomalies could not be loaded' }),
  ).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/backend did not answer/)).toBeVisible();
  await page.unroute(OURS);
  await page.getByRole('button', { name: 'Retry' }).click();
  const links = page.getByRole('row').getByRole('link');
  await expect(links.first()).toBeVisible();

  // What is on screen stays when a refresh fails.
  await page.route(OURS, route => route.abort('connectionrefused'));
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByText(/may be out of date/)).toBeVisible({
    timeout: 30_000,
  });
  await expect(links.first()).toBeVisible();
});

test('ServiceNow does not answer: dialogs and cards say so, anomalies are still there', async ({
  page,
}) => {
  await addFault({ kind: 'unavailable', path: '/api/now' });
  await page.goto(`${ORDERS}/data-quality`);
  await page.getByRole('row').getByRole('link').first().click();
  const anomaly = page.getByRole('dialog', { name: 'Anomaly', exact: true });
  await anomaly.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('menuitem', { name: 'Link existing' }).click();
  const search = page.getByRole('dialog', { name: 'Link existing ticket' });
  await search.getByLabel('Number or short description').fill('orders');
  await expect(
    search.getByText(/ServiceNow fails with status 503/).first(),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(search).toBeHidden();

  await page.goto(ORDERS);
  await expect(
    page
      .locator('.MuiCard-root')
      .filter({ hasText: 'ServiceNow tickets' })
      .getByText(/ServiceNow fails with status 503/)
      .first(),
  ).toBeVisible();
});
