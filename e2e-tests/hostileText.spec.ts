import { expect, test, type Page } from '@playwright/test';
import {
  findAnomaly,
  linkTicket,
  reportItems,
  resolveItems,
  type ReportedItem,
} from './support/portal';
import { createRecord } from './support/simulator';

/*
 * Texts from tools and from ServiceNow are shown as they are: nothing in them runs, becomes a link to anything but a web
 * page, or pushes the page out of its frame.
 */

const SOURCE = 'hostile';
const ENTITY = '/catalog/default/resource/gateway-transactions';
const RUN = 'globalThis.hacked=true';
const MARKUP = `<img src=x onerror="${RUN}"><script>${RUN}</script><b>bold</b>`;
const RIGHT_TO_LEFT = 'השאילתה ‮reversed‬ فشل الاختبار';
const EMOJI = '👩‍👩‍👧‍👦🏳️‍🌈 données cassées 🔥';
const LONG = 'ordersWithoutABreak'.repeat(211).slice(0, 4_000);
const LINK = `javascript:${RUN}`;

/** Long titles are cut when they come in. */
const beginningOf = (title: string) => title.slice(0, 80);
const titles = [MARKUP, RIGHT_TO_LEFT, EMOJI, LONG];
const items: ReportedItem[] = titles.map((title, index) => ({
  check_key: `hostile-${index}`,
  entity_ref: 'resource:default/gateway-transactions',
  title,
  message: `[click](${LINK}) ${title}`,
  fields: [title.slice(0, 200)],
  tags: [title.slice(0, 60)],
  url: LINK,
}));

/** The ticket that the anomaly with markup is linked to. */
const linked = { number: '' };

test.beforeAll(async () => {
  await reportItems(SOURCE, items);
  const record = await createRecord('incident', {
    short_description: `${MARKUP} ${LONG}`.slice(0, 160),
    description: `${MARKUP} ${RIGHT_TO_LEFT} ${LINK} ${LONG}`,
    work_notes: `[code]<a href="${LINK}">note</a><script>${RUN}</script>[/code] ${MARKUP} ${EMOJI}`,
    comments: `${RIGHT_TO_LEFT} ${LONG}`,
  });
  linked.number = record.number;
  await linkTicket(await findAnomaly('onerror'), linked.number);
});
test.afterAll(() => resolveItems(SOURCE, items));

/** Nothing has run, nothing could on a click, and the page is as wide as its window. */
async function expectHarmless(page: Page) {
  const found = await page.evaluate(() => ({
    hacked: 'hacked' in globalThis,
    links: [...document.querySelectorAll('a')]
      .map(({ href }) => href)
      .filter(href => href && !/^(https?|mailto):/.test(href)),
    images: document.querySelectorAll('img[onerror], img[src="x"]').length,
    overflow:
      document.documentElement.scrollWidth -
      document.documentElement.clientWidth,
    // A drawer or a dialog scrolls down, never sideways.
    sideways: [...document.querySelectorAll('[role=dialog]')].filter(
      ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1,
    ).length,
  }));
  expect(found).toEqual({
    hacked: false,
    links: [],
    images: 0,
    overflow: 0,
    sideways: 0,
  });
}

for (const width of [1280, 600]) {
  test.describe(`in a window of ${width} pixels`, () => {
    test.use({ viewport: { width, height: 800 } });

    test('anomalies', async ({ page }) => {
      await page.goto(`${ENTITY}/data-quality`);
      const rows = page
        .getByRole('row')
        .filter({ has: page.getByRole('link') });
      for (const title of titles) {
        await expect(
          page.getByRole('link', { name: beginningOf(title) }),
        ).toBeVisible();
      }
      await expectHarmless(page);
      // Four thousand characters take no more room than forty.
      for (const row of await rows.all()) {
        const box = await row.boundingBox();
        expect(box?.height).toBeLessThan(width > 600 ? 130 : 320);
      }

      for (const title of [MARKUP, LONG]) {
        await page.getByRole('link', { name: beginningOf(title) }).click();
        const anomaly = page.getByRole('dialog', {
          name: 'Anomaly',
          exact: true,
        });
        await expect(
          anomaly.getByRole('heading', { name: beginningOf(title) }),
        ).toBeVisible();
        await expect(anomaly.getByLabel('Write a comment')).toBeVisible();
        await expectHarmless(page);
        await page.keyboard.press('Escape');
        await expect(anomaly).toBeHidden();
      }
    });

    test('a comment in markdown', async ({ page }) => {
      await page.goto(`${ENTITY}/data-quality`);
      await page.getByRole('link', { name: MARKUP, exact: true }).click();
      const anomaly = page.getByRole('dialog', {
        name: 'Anomaly',
        exact: true,
      });
      await anomaly
        .getByLabel('Write a comment')
        .fill(`${width} [click](${LINK}) ${MARKUP} ![x](${LINK}) ${LONG}`);
      await anomaly
        .getByRole('button', { name: 'Comment', exact: true })
        .click();
      await expect(
        anomaly.getByText(new RegExp(`${width} click`)),
      ).toBeVisible();
      await expectHarmless(page);
    });

    test('a ticket', async ({ page }) => {
      await page.goto('/servicenow-ticketing/tickets');
      await expect(page.getByText(linked.number).first()).toBeVisible();
      await expectHarmless(page);
      await page
        .getByRole('button', { name: new RegExp(`^Open ${linked.number}`) })
        .click();
      const ticket = page.getByRole('dialog', { name: 'Ticket', exact: true });
      await expect(ticket.getByText(/données cassées/).first()).toBeVisible();
      await expectHarmless(page);

      await page.goto(ENTITY);
      await expect(page.getByText('Incident recovery')).toBeVisible();
      await page.waitForLoadState('networkidle');
      await expectHarmless(page);
    });
  });
}
