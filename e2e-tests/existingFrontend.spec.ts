import { expect, test } from '@playwright/test';

// The same plugin in an app of the existing frontend system, with a ServiceNow of its own.
const baseURL = process.env.LEGACY_PORTAL_URL;

test.use({ baseURL });
test.skip(
  !baseURL,
  'LEGACY_PORTAL_URL names the portal: npm test -- browser starts it',
);

test('shows the tab, its drawer, and makes a ticket', async ({ page }) => {
  await page.goto('/catalog/default/resource/orders');
  await page.getByRole('tab', { name: 'Data quality' }).click();
  await page.getByRole('link', { name: 'unique_orders_order_id' }).click();
  const anomaly = page.getByRole('dialog', { name: 'Anomaly', exact: true });
  await expect(anomaly.getByText('shop.public.orders')).toBeVisible();
  await anomaly.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('menuitem', { name: 'New ticket' }).click();
  const form = page.getByRole('dialog', { name: 'New ServiceNow ticket' });
  await form.getByLabel('Short description').fill('Orders are there twice');
  await form.getByRole('button', { name: 'Create ticket' }).click();
  await expect(form).toBeHidden();
  await expect(anomaly.getByText(/INC\d+/).first()).toBeVisible();
});

test('shows the cards of a dataset', async ({ page }) => {
  await page.goto('/catalog/default/resource/orders');
  await expect(page.getByText('ServiceNow tickets')).toBeVisible();
  await expect(page.getByText('Incident recovery')).toBeVisible();
});

test('shows the page with its views, and the widget at home', async ({
  page,
}) => {
  await page.goto('/servicenow-ticketing');
  await expect(
    page.getByRole('heading', { name: 'Data quality' }).first(),
  ).toBeVisible();
  for (const name of ['Tickets', 'Unmatched', 'Deliveries', 'Settings']) {
    await page.getByRole('tab', { name }).click();
    await expect(page.getByRole('tab', { name })).toHaveAttribute(
      'aria-selected',
      'true',
    );
  }
  await page.goto('/home');
  await expect(page.getByText('My data-quality tickets')).toBeVisible();
});
