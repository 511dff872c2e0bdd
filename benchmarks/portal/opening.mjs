// How long it takes from a click on the tab until its rows are there and the page answers.
import { say } from '../../scripts/lib/output.mjs';
import { entityPage, FEW, MANY } from './reportMany.mjs';

const ROUNDS = Number(process.env.BENCHMARK_ROUNDS ?? 15);
const WARM_UP = 2;
const TAB = 'a[href$="/data-quality"]';

const median = values =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];

/** Clicks on the tab and resolves, in the page, to the milliseconds until a row is there and the page is idle. */
const clickAndWait = tab => {
  const started = performance.now();
  tab.click();
  return new Promise(resolve => {
    const look = () => {
      if (document.querySelector('[role=row] a[href*="anomaly="]')) {
        // What React still has to do is done before the page is idle.
        requestIdleCallback(() => resolve(performance.now() - started));
      } else {
        requestAnimationFrame(look);
      }
    };
    look();
  });
};

async function openTab(context, baseUrl, { entity }) {
  const page = await context.newPage();
  try {
    await page.goto(`${baseUrl}${entityPage(entity)}`);
    const tab = page.locator(TAB);
    await tab.waitFor();
    await page.waitForLoadState('networkidle');
    const taken = await tab.evaluate(clickAndWait);
    // Interactive is what answers: the drawer of the first row opens.
    await page.locator('[role=row] a[href*="anomaly="]').first().click();
    await page.getByRole('dialog', { name: 'Anomaly' }).waitFor();
    return taken;
  } finally {
    await page.close();
  }
}

/** Resolves to how many times the time it takes with many anomalies, next to few. */
export async function measureOpening(browser, baseUrl) {
  // One context, so that the code of the page comes from the browser's cache as it does for people.
  const context = await browser.newContext();
  const few = [];
  const many = [];
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const fewTaken = await openTab(context, baseUrl, FEW);
    const manyTaken = await openTab(context, baseUrl, MANY);
    if (round >= 0) {
      few.push(fewTaken);
      many.push(manyTaken);
    }
  }
  await context.close();
  const ratios = many.map((taken, index) => taken / few[index]);
  say(
    `\nOpening the tab, medians of ${ROUNDS} rounds: ${median(few).toFixed(
      0,
    )} ms with ${FEW.count} anomalies, ${median(many).toFixed(0)} ms with ${
      MANY.count
    }`,
  );
  return median(ratios);
}
