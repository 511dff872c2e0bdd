import { expect, test } from '@playwright/test';

test('opens on the catalog without asking anybody to sign in', async ({
  page,
}) => {
  await page.goto('/');
  await expect(
    page.getByRole('heading', { name: 'Example Shop Catalog' }),
  ).toBeVisible();
  await expect(page.getByRole('link', { name: 'Home' }).first()).toBeVisible();
});

test('shows a dataset of the example and who owns it', async ({ page }) => {
  await page.goto('/catalog/default/resource/orders');
  await expect(
    page.getByText('One row per order placed in the web shop'),
  ).toBeVisible();
  await expect(
    page.getByRole('link', { name: 'Data platform' }).first(),
  ).toBeVisible();
});
