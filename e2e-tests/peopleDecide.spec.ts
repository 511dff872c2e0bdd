import { expect, test, type Page } from '@playwright/test';

const PAGE = '/servicenow-ticketing';
const DATASET = 'web_sessions';

const row = (page: Page, name: string | RegExp) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name }) });
const notice = (page: Page) =>
  page.getByRole('status').filter({ hasText: 'Undo' });

/** Opens the list with all that is open, and answers with the names of the first two rows. */
async function openList(page: Page): Promise<string[]> {
  await page.goto(`${PAGE}?sort=title`);
  const links = page.getByRole('table').locator('a[href*="anomaly="]');
  await expect(links.nth(1)).toBeVisible();
  return [
    (await links.nth(0).textContent())!,
    (await links.nth(1).textContent())!,
  ];
}

test('snoozes several at once and takes that back', async ({ page }) => {
  const names = await openList(page);
  for (const name of names) {
    await page.getByRole('checkbox', { name: `Select ${name}` }).check();
  }
  const bar = page.getByRole('toolbar');
  await expect(bar.getByText('2 selected')).toBeVisible();
  await bar.getByRole('button', { name: 'Snooze' }).click();
  await page.getByRole('menuitem', { name: 'For 1 hour' }).click();
  // What sleeps is out of sight.
  await expect(row(page, names[0])).toBeHidden();
  await expect(row(page, names[1])).toBeHidden();
  await notice(page).getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, names[0])).toBeVisible();
  await expect(row(page, names[1])).toBeVisible();
});

test('assigns one to me by keyboard, finds it by that, and gives the focus back', async ({
  page,
}) => {
  const [name] = await openList(page);
  await page.getByRole('link', { name, exact: true }).first().focus();
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog', { name: 'Anomaly', exact: true });
  await drawer.getByRole('button', { name: 'Assign' }).click();
  await page.getByRole('menuitem', { name: 'To me' }).click();
  await expect(
    drawer.getByText(/assigned to ann\.keller/).first(),
  ).toBeVisible();

  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(
    page.getByRole('link', { name, exact: true }).first(),
  ).toBeFocused();

  await page.getByRole('button', { name: /^Assigned to/ }).click();
  await page.getByRole('option', { name: 'Me' }).click();
  await expect(page).toHaveURL(/assignee=user/);
  await expect(row(page, name)).toBeVisible();
  await expect(page.getByText('1–1 of 1')).toBeVisible();

  await page.getByRole('checkbox', { name: `Select ${name}` }).check();
  await page
    .getByRole('toolbar')
    .getByRole('button', { name: 'Assign' })
    .click();
  await page.getByRole('menuitem', { name: 'To nobody' }).click();
  await expect(
    page.getByRole('heading', { name: 'No anomaly matches these filters' }),
  ).toBeVisible();
});

test('assigns a dataset without an entity, and takes that back', async ({
  page,
}) => {
  await page.goto(`${PAGE}/unmatched`);
  const dataset = page.getByRole('listitem').filter({ hasText: DATASET });
  await expect(dataset.getByText(/open anomal/)).toBeVisible();
  await dataset.getByRole('textbox').fill('customers');
  await page
    .getByRole('option', { name: /customers/ })
    .first()
    .click();
  await dataset.getByRole('button', { name: /^Assign/ }).click();
  await expect(
    page.getByRole('heading', { name: 'Every dataset has its entity' }),
  ).toBeVisible();
  await expect(
    page.getByRole('button', { name: /^Remove the assignment/ }),
  ).toBeVisible();

  await notice(page).getByRole('button', { name: 'Undo' }).click();
  await expect(dataset.getByText(/open anomal/)).toBeVisible();
});
