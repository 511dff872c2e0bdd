import { expect, test, type Page } from '@playwright/test';
import { documentScreen } from './support/screenshot';
import { findRecords } from './support/simulator';

const ORDERS = '/catalog/default/resource/orders/data-quality';
const TITLE = 'Orders: 17 order ids are there twice';

/** What the tests of this file share: the ticket that the first one makes. */
let number: string;

const drawer = (page: Page, name: string) =>
  page
    .getByRole('dialog', { name: 'Anomaly', exact: true })
    .filter({ has: page.getByRole('heading', { name }) });

async function incident() {
  const [record] = await findRecords('incident', `number=${number}`);
  return record;
}

async function workNotes() {
  const { sys_id: id } = await incident();
  const notes = await findRecords(
    'sys_journal_field',
    `element_id=${id}^element=work_notes^ORDERBYsys_created_on`,
  );
  return notes.map(({ value }) => value);
}

test.describe.configure({ mode: 'serial' });

test('creates an incident from a failed dbt test', async ({ page }) => {
  await page.goto(ORDERS);
  await expect(
    page.getByRole('link', { name: 'unique_orders_order_id' }),
  ).toBeVisible();
  await expect(
    page.getByText('17 values of order_id are not unique'),
  ).toBeVisible();

  await page.getByRole('link', { name: 'unique_orders_order_id' }).click();
  const anomaly = drawer(page, 'unique_orders_order_id');
  await expect(anomaly.getByText('shop.public.orders')).toBeVisible();
  await anomaly.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('menuitem', { name: 'New ticket' }).click();

  const form = page.getByRole('dialog', { name: 'New ServiceNow ticket' });
  await expect(form.getByLabel('Short description')).toHaveValue(
    'orders: 17 values of order_id are not unique',
  );
  await form.getByLabel('Short description').fill('');
  await form.getByRole('button', { name: 'Create ticket' }).click();
  await expect(
    form.getByText(/must not be empty|is required|needed/i),
  ).toBeVisible();

  await form.getByLabel('Short description').fill(TITLE);
  await form.getByRole('button', { name: /^Impact/ }).click();
  await page.getByRole('option', { name: '2 - Medium' }).click();
  await expect(form.getByText(/3 - Moderate/)).toBeVisible();
  await documentScreen(page, 'new-ticket');
  await form.getByRole('button', { name: 'Create ticket' }).click();

  const chip = anomaly.getByText(/^INC\d{7}/);
  await expect(chip).toBeVisible();
  number = /INC\d{7}/.exec((await chip.textContent()) ?? '')![0];
  expect(await incident()).toMatchObject({
    short_description: TITLE,
    state: '1',
    impact: '2',
    urgency: '2',
    priority: '3',
  });
  expect((await incident()).description).toMatch(
    /^## Backstage Anomaly Linked \[.* UTC\]\n\n\*\*Anomaly ID:\*\* \d+/,
  );
});

test('leads from the portal to the incident in ServiceNow and back', async ({
  page,
}) => {
  await page.goto(ORDERS);
  await page.getByRole('link', { name: 'unique_orders_order_id' }).click();
  const anomaly = drawer(page, 'unique_orders_order_id');
  const popup = page.waitForEvent('popup');
  await anomaly.getByRole('link', { name: /^View/ }).click();
  const serviceNow = await popup;
  await expect(serviceNow.getByText(TITLE).first()).toBeVisible();
  await documentScreen(serviceNow, 'incident');

  const [, back] = /\*\*View in Backstage:\*\* (\S+)/.exec(
    (await incident()).description,
  )!;
  await page.goto(back);
  await expect(drawer(page, 'unique_orders_order_id')).toBeVisible();
});

test('brings what people do to the incident', async ({ page }) => {
  await page.goto(ORDERS);
  await page.getByRole('link', { name: 'unique_orders_order_id' }).click();
  const anomaly = drawer(page, 'unique_orders_order_id');

  await anomaly.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(anomaly.getByText(/Ann Keller acknowledged it/)).toBeVisible();
  await anomaly.getByLabel('Write a comment').fill('Looking at the loader');
  await expect(
    anomaly.getByText(`Goes to ${number} as a work note.`),
  ).toBeVisible();
  await anomaly.getByRole('button', { name: 'Comment', exact: true }).click();
  await expect(anomaly.getByText('Looking at the loader')).toBeVisible();
  await expect(anomaly.getByText(`sent to ${number}`)).toHaveCount(3);
  await documentScreen(page, 'anomaly');
  await expect(async () => {
    expect(await workNotes()).toEqual([
      expect.stringMatching(
        /^\[.* UTC\] Backstage Anomaly Status: Acknowledged\n.*Ann Keller/,
      ),
      expect.stringMatching(/^Comment from Backstage: Looking at the loader\n/),
    ]);
  }).toPass();

  await anomaly.getByRole('button', { name: 'Archive' }).click();
  const archive = page.getByRole('dialog', { name: 'Archive anomaly' });
  await expect(
    archive.getByText(
      new RegExp(`resolved.*${number}|${number}.*resolved`, 'i'),
    ),
  ).toBeVisible();
  await archive
    .getByLabel('Comment (optional)')
    .fill('Loaded the partition again');
  await archive.getByRole('button', { name: 'Archive' }).click();
  await expect(archive).toBeHidden();
  await expect(async () => {
    expect(await incident()).toMatchObject({
      state: '6',
      close_code: 'Solution provided',
      close_notes: 'Loaded the partition again',
    });
  }).toPass();
  expect(await workNotes()).toHaveLength(3);

  await page.goto(ORDERS);
  await expect(
    page.getByRole('link', { name: 'not_null_orders_customer_id' }),
  ).toBeVisible();
  await expect(
    page.getByRole('link', { name: 'unique_orders_order_id' }),
  ).toBeHidden();
});

test('links an incident that exists', async ({ page }) => {
  await page.goto(ORDERS);
  await page.getByRole('link', { name: 'not_null_orders_customer_id' }).click();
  const anomaly = drawer(page, 'not_null_orders_customer_id');
  await anomaly.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('menuitem', { name: 'Link existing' }).click();
  const search = page.getByRole('dialog', { name: 'Link existing ticket' });
  await search.getByLabel('Number or short description').fill('deadlocks');
  await search
    .getByText('Deadlocks on the orders table since the release', {
      exact: true,
    })
    .click();
  await documentScreen(page, 'link-ticket');
  await search.getByRole('button', { name: 'Link', exact: true }).click();
  await expect(anomaly.getByText(/^INC0000023 · /)).toBeVisible();
  await expect(async () => {
    const [linked] = await findRecords('incident', 'number=INC0000023');
    expect(linked.description).toContain('## Backstage Anomaly Linked [');
  }).toPass();
  await page.goto(ORDERS);
  await expect(page.getByText(/INC0000023/)).toBeVisible();
  await documentScreen(page, 'data-quality-tab');
});

test('shows what belongs to no catalog entity', async ({ page }) => {
  await page.goto('/servicenow-ticketing');
  await page.getByLabel('Unmatched only').check();
  await expect(
    page.getByRole('link', { name: 'unique_web_sessions_session_id' }),
  ).toBeVisible();
  await expect(page.getByText('1–1 of 1')).toBeVisible();
  await expect(page).toHaveURL(/matched=false|unmatched/);
});
