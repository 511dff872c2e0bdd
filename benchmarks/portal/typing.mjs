// How long the page does not answer while somebody types into the search field with a hundred rows on screen.
import { say } from '../../scripts/lib/output.mjs';
import { entityPage, MANY } from './reportMany.mjs';

const ROUNDS = 5;
const ROWS = 100;
const WORDS = ['not_null email', 'freshness', 'fail the check volume'];
/** A quick typist's pause between two keys, and how long people read what came. */
const KEY_PAUSE = 90;
const READING = 1_500;
const MICROSECONDS = 1_000;
const ROW = '[role=row] a[href*="anomaly="]';

const observe = () => {
  window.longTasks = [];
  new PerformanceObserver(list => {
    window.longTasks.push(...list.getEntries().map(entry => entry.duration));
  }).observe({ type: 'longtask' });
};

const forget = () => {
  window.longTasks.length = 0;
};

/** The longest task of the thread that takes the keys, in milliseconds of its own processor time. */
function longestComputing(trace) {
  const { traceEvents } = JSON.parse(trace.toString());
  const threadOf = event => `${event.pid}:${event.tid}`;
  const key = traceEvents.find(
    ({ name, args }) =>
      name === 'EventDispatch' && args?.data?.type === 'keydown',
  );
  const tasks = traceEvents
    .filter(event => threadOf(event) === threadOf(key))
    .filter(({ name }) => name.endsWith('RunTask'))
    .map(({ tdur = 0 }) => tdur / MICROSECONDS);
  return Math.max(...tasks);
}

async function typeWords(browser, page) {
  const field = page.getByRole('searchbox', { name: 'Search' });
  await field.focus();
  await browser.startTracing(page, {
    categories: ['toplevel', 'devtools.timeline'],
  });
  // Starting to trace is a long task itself.
  await page.waitForTimeout(READING);
  await page.evaluate(forget);
  for (const words of WORDS) {
    await page.keyboard.type(words, { delay: KEY_PAUSE });
    await page.waitForTimeout(READING);
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await page.waitForTimeout(READING);
  }
  const observed = Math.max(
    0,
    ...(await page.evaluate(() => window.longTasks)),
  );
  const trace = await browser.stopTracing();
  return { observed, computing: longestComputing(trace) };
}

/**
 * Resolves to the longest task of the round in the middle: `observed` by the browser on the clock (0 when none took over
 * 50 ms), which counts what other programs took of the processor meanwhile, and `computing` of its own.
 */
export async function measureTyping(browser, baseUrl) {
  const page = await browser.newPage();
  await page.goto(
    `${baseUrl}${entityPage(MANY.entity, `/data-quality?size=${ROWS}`)}`,
  );
  await page
    .locator(ROW)
    .nth(ROWS - 1)
    .waitFor();
  await page.waitForLoadState('networkidle');
  await page.evaluate(observe);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push(await typeWords(browser, page));
  }
  await page.close();
  const values = name =>
    rounds.map(round => round[name]).sort((one, other) => one - other);
  const list = name => values(name).map(Math.round).join(', ');
  say(
    `\nLongest task of each round of typing with ${ROWS} rows, ms: ${list(
      'computing',
    )} of its own; ${list('observed')} by PerformanceObserver`,
  );
  const middle = Math.floor(ROUNDS / 2);
  return {
    observed: values('observed')[middle],
    computing: values('computing')[middle],
  };
}
