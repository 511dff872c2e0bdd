// npm test: every test there is; ends with the line 'N passed, N failed'.
import { readOptions } from '../lib/options.mjs';
import { PlainError, say, secondsSince } from '../lib/output.mjs';
import { ensureInstalled } from '../lib/prepare.mjs';
import { isStopping } from '../lib/processes.mjs';
import { runBrowserTests } from '../suites/browser.mjs';
import { runShortFaultCampaign } from '../suites/faults.mjs';
import { runJest } from '../suites/jest.mjs';
import { runScriptTests } from '../suites/scripts.mjs';

const USAGE = `npm test                          everything
npm test -- --no-browser          everything that needs no Chromium
npm test -- jest <pattern>        unit and integration tests whose path matches, and options of Jest
npm test -- browser <pattern>     browser tests whose path matches, and options of Playwright
npm test -- faults                a short fault campaign
npm test -- scripts               tests of the scripts`;

const suites = {
  scripts: { title: 'Scripts', run: runScriptTests },
  jest: { title: 'Unit and integration', run: runJest },
  faults: { title: 'Fault campaign', run: runShortFaultCampaign },
  browser: { title: 'Browser', run: runBrowserTests },
};

/** Which suites to run, with which arguments. */
function choose(args) {
  const [first, ...rest] = args;
  if (Object.hasOwn(suites, first ?? '')) return [[first, rest]];
  const { values } = readOptions(args, {
    options: {
      'no-browser': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
    usage: USAGE,
  });
  if (values.help) return undefined;
  return Object.keys(suites)
    .filter(name => name !== 'browser' || !values['no-browser'])
    .map(name => [name, []]);
}

async function runSuite(name, args) {
  const begin = Date.now();
  try {
    const counts = await suites[name].run(args);
    return { ...counts, seconds: secondsSince(begin) };
  } catch (error) {
    // A suite that could not even start has failed.
    if (isStopping()) throw error;
    say(error instanceof PlainError ? `\n${error.message}` : error.stack);
    return { passed: 0, failed: 1, skipped: 0, seconds: secondsSince(begin) };
  }
}

export async function run(args) {
  const begin = Date.now();
  const chosen = choose(args);
  if (!chosen) {
    say(USAGE);
    return 0;
  }
  await ensureInstalled();

  const summary = [];
  for (const [name, suiteArgs] of chosen) {
    summary.push({
      title: suites[name].title,
      ...(await runSuite(name, suiteArgs)),
    });
  }

  say();
  for (const { title, passed, failed, skipped, seconds } of summary) {
    const left = skipped > 0 ? `, ${skipped} skipped` : '';
    say(`${title}: ${passed} passed, ${failed} failed${left} (${seconds})`);
  }
  const total = key => summary.reduce((sum, suite) => sum + suite[key], 0);
  say(`All in ${secondsSince(begin)}`);
  say(`${total('passed')} passed, ${total('failed')} failed`);
  return total('failed') > 0 || total('passed') === 0 ? 1 : 0;
}
