import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Real documents of other tools, which live beside the repository and are read in place. */
const SAMPLES = path.resolve(
  __dirname,
  '../../../../..',
  'shared/samples/anomalies',
);

/** Reads a real document, such as `dbt/run_results.json`. */
export function readSample(name: string): unknown {
  return JSON.parse(readFileSync(path.join(SAMPLES, name), 'utf8'));
}

const isAvailable = existsSync(SAMPLES) || Boolean(process.env.CI);

if (!isAvailable) {
  process.stderr.write(`Skipping tests that read ${SAMPLES}: it is missing\n`);
}

/** Like `describe`; where the samples are missing the tests are skipped, except in CI, where they fail. */
export const describeWithSamples = isAvailable ? describe : describe.skip;
