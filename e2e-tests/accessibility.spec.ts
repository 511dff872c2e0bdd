import { expect, test, type Locator, type Page } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import {
  findAnomaly,
  linkTicket,
  reportItems,
  resolveItems,
  type ReportedItem,
} from './support/portal';
import { createRecord } from './support/simulator';

/*
 * What axe says about everything the plugin draws. Rules that look at structure need one theme; in dark only the
 * colours differ.
 */

const SOURCE = 'accessibility';
const ENTITY = '/catalog/default/resource/products';
const PAGE = '/servicenow-ticketing';
const TITLE = 'prices_are_positive';

const items: ReportedItem[] = (
  ['critical', 'high', 'medium', 'low'] as const
).map((severity, index) => ({
  check_key: `accessibility-${index}`,
  entity_ref: 'resource:default/products',
  severity,
  title: index === 0 ? TITLE : `check_${severity}`,
  message: `${index + 1} rows are wrong`,
  fields: ['price'],
  tags: ['nightly'],
}));

/** The ticket that the anomaly is linked to. */
const linked = { number: '' };

test.beforeAll(async () => {
  await reportItems(SOURCE, items);
  const record = await createRecord('incident', {
    short_description: 'Prices below zero',
    work_notes: 'Looking at the loader',
  });
  linked.number = record.number;
  await linkTicket(await findAnomaly(TITLE), linked.number);
});
test.afterAll(() => resolveItems(SOURCE, items));

async function openAnomaly(page: Page): Promise<Locator> {
  await page.goto(`${ENTITY}/data-quality`);
  await page.getByRole('link', { name: TITLE, exact: true }).click();
  const anomaly = page.getByRole('dialog', { name: 'Anomaly', exact: true });
  await expect(anomaly.getByText(/INC\d+/).first()).toBeVisible();
  await expect(anomaly.getByLabel('Write a comment')).toBeVisible();
  return anomaly;
}

for (const theme of ['light', 'dark'] as const) {
  const check = (part: Locator) =>
    expectAccessible(part, theme === 'dark' ? ['color-contrast'] : undefined);

  test.describe(theme, () => {
    test.use({ colorScheme: theme });

    test('the tab, the drawer of an anomaly, and what is decided there', async ({
      page,
    }) => {
      test.slow();
      const anomaly = await openAnomaly(page);
      await check(anomaly);

      for (const [button, item, title] of [
        ['Archive', undefined, 'Archive anomaly'],
        ['Snooze', 'Until …', 'Snooze until'],
        ['Assign', 'To somebody else …', 'Assign to'],
      ]) {
        await anomaly.getByRole('button', { name: button }).first().click();
        if (item) {
          await page.getByRole('menuitem', { name: item }).click();
        }
        const dialog = page.getByRole('dialog', { name: title });
        await expect(dialog).toBeVisible();
        await check(dialog);
        await page.keyboard.press('Escape');
        await expect(dialog).toBeHidden();
      }

      await page.keyboard.press('Escape');
      await expect(anomaly).toBeHidden();
      await page.getByRole('checkbox', { name: `Select ${TITLE}` }).check();
      await check(page.getByRole('main'));
    });

    test('the dialogs that add a ticket', async ({ page }) => {
      const anomaly = await openAnomaly(page);
      const open = async (item: string, title: string) => {
        await anomaly.getByRole('button', { name: 'Add' }).click();
        await page.getByRole('menuitem', { name: item }).click();
        return page.getByRole('dialog', { name: title });
      };
      const form = await open('New ticket', 'New ServiceNow ticket');
      await expect(form.getByLabel('Short description')).toBeVisible();
      await check(form);
      await page.keyboard.press('Escape');
      await expect(form).toBeHidden();

      const search = await open('Link existing', 'Link existing ticket');
      await search.getByLabel('Number or short description').fill('orders');
      await search
        .getByText(/^INC\d+/)
        .first()
        .click();
      await check(search);
    });

    test('the page, its views, and the drawer of a ticket', async ({
      page,
    }) => {
      const main = page.getByRole('main');
      await page.goto(PAGE);
      await expect(
        page.getByRole('checkbox', { name: /^Select / }).nth(1),
      ).toBeVisible();
      await check(main);
      await page.getByRole('tab', { name: 'Tickets' }).click();
      await page.getByRole('button', { name: `Open ${linked.number}` }).click();
      const ticket = page.getByRole('dialog', { name: 'Ticket', exact: true });
      await expect(ticket.getByText('Looking at the loader')).toBeVisible();
      await check(ticket);
      await page.keyboard.press('Escape');
      await expect(ticket).toBeHidden();
      await check(main);
      for (const [tab, loaded] of [
        ['Unmatched', 'web_sessions'],
        ['Deliveries', 'ServiceNow'],
        ['Reports', 'Warehouse tests'],
      ]) {
        await page.getByRole('tab', { name: tab }).click();
        await expect(main.getByText(loaded).first()).toBeVisible();
        await check(main);
      }
    });

    test('the settings', async ({ page }) => {
      const main = page.getByRole('main');
      await page.goto(`${PAGE}/settings`);
      await expect(page.getByText('Demo ServiceNow')).toBeVisible();
      await check(main);
      await page.getByRole('button', { name: 'Add integration' }).click();
      const dialog = page.getByRole('dialog');
      await expect(dialog.getByLabel(/^Instance URL/)).toBeVisible();
      await check(dialog);
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
      await page.getByRole('button', { name: 'View Demo ServiceNow' }).click();
      for (const tab of ['Fields and mapping', 'Sync', 'API calls']) {
        await page.getByRole('tab', { name: tab }).click();
        await expect(page.getByRole('progressbar')).toBeHidden();
        await check(main);
      }
    });

    test('the cards of an entity and the widget at home', async ({ page }) => {
      const card = (title: string) =>
        page.locator('.MuiCard-root').filter({ hasText: title }).last();
      await page.goto(ENTITY);
      await expect(card('ServiceNow tickets').getByLabel('Type')).toBeVisible();
      await check(card('ServiceNow tickets'));
      await check(card('Incident recovery'));
      await page.goto('/home');
      await check(card('My data-quality tickets'));
    });
  });
}
