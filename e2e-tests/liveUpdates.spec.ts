import { expect, test, type Page } from '@playwright/test';
import { changeRecord, findRecords } from './support/simulator';

const CUSTOMERS = '/catalog/default/resource/customers/data-quality';
const NO_EMAIL = 'not_null_customers_email';
const GATEWAY = '/catalog/default/resource/gateway-transactions/data-quality';
const LATE = /^dbt_utils_source_recency_gateway_transactions/;
/** Far below the time after which lists are read again without being told. */
const SOON = { timeout: 12_000 };

const row = (page: Page) =>
  page
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name: NO_EMAIL }) });
const drawer = (page: Page) =>
  page.getByRole('dialog', { name: 'Anomaly', exact: true });

async function openAnomaly(page: Page, tab: string, check: string | RegExp) {
  await page.goto(tab);
  await page.getByRole('link', { name: check }).click();
  return drawer(page);
}

test('what is done in one window shows in another, without a reload', async ({
  page: acting,
  context,
}) => {
  const looking = await context.newPage();
  await looking.goto(CUSTOMERS);
  await expect(row(looking).getByText('Active')).toBeVisible();
  const anomaly = await openAnomaly(acting, CUSTOMERS, NO_EMAIL);
  await anomaly.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(row(looking).getByText('Acknowledged')).toBeVisible(SOON);
});

test('a ticket that is resolved in ServiceNow shows, and who watches hears of it', async ({
  page,
}) => {
  const anomaly = await openAnomaly(page, GATEWAY, LATE);
  await anomaly.getByRole('button', { name: 'Watch', exact: true }).click();
  await expect(anomaly.getByRole('button', { name: 'Watching' })).toBeVisible();
  await anomaly.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('menuitem', { name: 'New ticket' }).click();
  const form = page.getByRole('dialog', { name: 'New ServiceNow ticket' });
  const title = 'The gateway delivers too late';
  await form.getByLabel('Short description').fill(title);
  await form.getByRole('button', { name: 'Create ticket' }).click();
  await expect(anomaly.getByText(/^INC\d{7} · New$/)).toBeVisible();

  const [{ number, sys_id: sysId }] = await findRecords(
    'incident',
    `short_description=${title}`,
  );
  await changeRecord('incident', sysId, {
    state: '6',
    close_code: 'Solution provided',
    close_notes: 'The gateway delivers again',
  });
  await anomaly.getByRole('button', { name: `Sync ${number} now` }).click();
  await expect(anomaly.getByText(`${number} · Resolved`)).toBeVisible();

  await page.goto('/notifications');
  await page.getByText(`${number} is resolved`).click();
  await expect(drawer(page).getByRole('heading', { name: LATE })).toBeVisible();
});
