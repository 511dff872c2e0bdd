import { expect, test, type Locator, type Page } from '@playwright/test';
import { reportItems, resolveItems, type ReportedItem } from './support/portal';

/* The story of a failure, from the list to the end, without a mouse. */

const SOURCE = 'keyboard';
const TITLE = 'refunds_have_an_order';
const TAB = '/catalog/default/resource/refunds/data-quality';
/** More steps than any way through a screen takes. */
const MOST_STEPS = 80;

const items: ReportedItem[] = [
  {
    check_key: 'keyboard-1',
    entity_ref: 'resource:default/refunds',
    title: TITLE,
    message: '4 refunds without an order',
  },
];

test.beforeAll(() => reportItems(SOURCE, items));
test.afterAll(() => resolveItems(SOURCE, items));

const isFocused = (target: Locator) =>
  target.evaluate(element => element === document.activeElement);

/** Whether what has the focus looks like it: an outline, or what Material UI draws instead. */
const focusShows = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement!;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return (
      (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) ||
      element.closest('.Mui-focusVisible, .Mui-focused') !== null
    );
  });

/** Presses Tab until the target has the focus, which everybody can see there. */
async function tabTo(page: Page, target: Locator, key = 'Tab') {
  await expect(target).toBeVisible();
  for (let step = 0; step < MOST_STEPS; step++) {
    if (await isFocused(target)) {
      expect(await focusShows(page)).toBe(true);
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`${MOST_STEPS} times ${key} do not lead to ${target}`);
}

async function press(page: Page, target: Locator) {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

/** Whether a dialog or drawer holds the focus: on what is in it, or on the frame that Material UI puts around it. */
const focusIsIn = (part: Locator) =>
  part.evaluate(element =>
    (element.closest('.MuiDialog-root, .MuiDrawer-root') ?? element).contains(
      document.activeElement,
    ),
  );

test('from a failure to its ticket and to its end by keyboard alone', async ({
  page,
}) => {
  test.slow();
  await page.goto(TAB);
  const link = page.getByRole('link', { name: TITLE, exact: true });
  await press(page, link);
  const anomaly = page.getByRole('dialog', { name: 'Anomaly', exact: true });
  await expect(
    anomaly.getByText('4 refunds without an order').first(),
  ).toBeVisible();
  expect(await focusIsIn(anomaly)).toBe(true);

  // A menu and a dialog give the focus back to what opened them.
  const add = anomaly.getByRole('button', { name: 'Add' });
  await press(page, add);
  await page.keyboard.press('Escape');
  await expect(add).toBeFocused();
  const newTicket = page.getByRole('menuitem', { name: 'New ticket' });
  await expect(newTicket).toBeHidden();
  await page.keyboard.press('Enter');
  await expect(newTicket).toBeFocused();
  await page.keyboard.press('Enter');
  const form = page.getByRole('dialog', { name: 'New ServiceNow ticket' });
  const title = form.getByLabel('Short description');
  await expect(title).toBeVisible();
  expect(await focusIsIn(form)).toBe(true);
  await page.keyboard.press('Escape');
  await expect(form).toBeHidden();
  await expect(add).toBeFocused();

  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await tabTo(page, title);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Refunds without orders');
  const impact = form.getByRole('button', { name: /^Impact/ });
  await press(page, impact);
  await expect(page.getByRole('listbox')).toBeVisible();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(impact).toBeFocused();
  await press(page, form.getByRole('button', { name: 'Create ticket' }));
  await expect(form).toBeHidden();
  await expect(anomaly.getByText(/^INC\d{7}/)).toBeVisible();
  await expect(add).toBeFocused();

  await press(page, anomaly.getByRole('button', { name: 'Acknowledge' }));
  await expect(anomaly.getByText(/Ann Keller acknowledged it/)).toBeVisible();
  // The button is gone, the focus is not.
  expect(await focusIsIn(anomaly)).toBe(true);

  await tabTo(page, anomaly.getByLabel('Write a comment'));
  await page.keyboard.type('Looking at the loader');
  await press(
    page,
    anomaly.getByRole('button', { name: 'Comment', exact: true }),
  );
  await expect(anomaly.getByText('Looking at the loader')).toBeVisible();

  const archive = anomaly.getByRole('button', { name: 'Archive' });
  await press(page, archive);
  const dialog = page.getByRole('dialog', { name: 'Archive anomaly' });
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(archive).toBeFocused();
  await page.keyboard.press('Enter');
  await press(page, dialog.getByRole('button', { name: 'Archive' }));
  await expect(dialog).toBeHidden();
  await expect(anomaly.getByText('Reopen')).toBeVisible();
  expect(await focusIsIn(anomaly)).toBe(true);

  await page.keyboard.press('Escape');
  await expect(anomaly).toBeHidden();
});

test('the drawer gives the focus back to its row, dialogs keep it inside', async ({
  page,
}) => {
  await page.goto(`${TAB}?status=any&sort=title`);
  const link = page.getByRole('link', { name: TITLE, exact: true });
  await press(page, link);
  const anomaly = page.getByRole('dialog', { name: 'Anomaly', exact: true });
  for (const [button, item, name] of [
    ['Assign', 'To somebody else …', 'Assign to'],
    ['Snooze', 'Until …', 'Snooze until'],
  ]) {
    const opener = anomaly.getByRole('button', { name: button });
    await press(page, opener);
    await tabTo(page, page.getByRole('menuitem', { name: item }), 'ArrowDown');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name });
    await expect(dialog).toBeVisible();
    for (let step = 0; step < 8; step++) {
      await page.keyboard.press('Tab');
      expect(await focusIsIn(dialog)).toBe(true);
    }
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(opener).toBeFocused();
  }
  await page.keyboard.press('Escape');
  await expect(anomaly).toBeHidden();
  await expect(link).toBeFocused();
});
