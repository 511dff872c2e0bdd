import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const SAMPLES = path.resolve(
  __dirname,
  '../../../../../shared/samples/servicenow',
);

/** Bodies real instances answered with, read in place. */
export interface Samples {
  /** The recorded body whose message or detail has the text in it. */
  find(text: string): unknown;
  /** Field names of the record a documented response shows. */
  documentedFields(file: string): string[];
}

interface ErrorSample {
  body?: { error: { message: string; detail?: string | null } | string };
}

/** The samples; without them tests only check what they say themselves, and in CI they fail. */
export function loadErrorBodies(): Samples {
  const file = path.join(SAMPLES, 'error_bodies.jsonl');
  if (!existsSync(file)) {
    if (process.env.CI) {
      throw new Error(
        'The ServiceNow samples are missing beside the repository',
      );
    }
    process.stdout.write(
      'ServiceNow samples not found: their bodies are not compared\n',
    );
    return { find: () => expect.anything(), documentedFields: () => [] };
  }
  const samples = readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as ErrorSample);
  return {
    find(text) {
      const found = samples.find(sample =>
        JSON.stringify(sample.body ?? '').includes(text),
      );
      if (!found) {
        throw new Error(`No sample has the text '${text}'`);
      }
      return found.body;
    },
    documentedFields(name) {
      const sample = JSON.parse(
        readFileSync(path.join(SAMPLES, 'docs', name), 'utf8'),
      ) as { response_body: { result: Record<string, unknown> } };
      return Object.keys(sample.response_body.result);
    },
  };
}
