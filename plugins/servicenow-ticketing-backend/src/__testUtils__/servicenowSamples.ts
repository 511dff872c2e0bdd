import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What real instances answered, collected beside the repository and read in place. */
const SAMPLES = path.resolve(
  __dirname,
  '../../../../..',
  'shared/samples/servicenow',
);

/** Reads a recorded answer, such as `stackstate/CHG0000001.json`. */
export function readServiceNowSample(name: string): string {
  return readFileSync(path.join(SAMPLES, name), 'utf8');
}

/** Like `describe`; where the samples are missing the tests are skipped, except in CI, where they fail. */
export function describeWithServiceNowSamples(
  name: string,
  tests: () => void,
): void {
  if (existsSync(SAMPLES) || process.env.CI) {
    // eslint-disable-next-line jest/valid-describe-callback, jest/valid-title
    describe(name, tests);
  } else {
    process.stderr.write(`Skipped "${name}": no samples in ${SAMPLES}\n`);
    // eslint-disable-next-line jest/valid-describe-callback, jest/valid-title
    describe.skip(name, tests);
  }
}
