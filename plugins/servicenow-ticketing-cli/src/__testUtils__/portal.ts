import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import servicenowTicketingPlugin from 'backstage-plugin-servicenow-ticketing-backend';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../../..');

/** A document of the example's dbt run, by file name. */
export const demoFile = (name: string) => resolve(ROOT, 'demo/dbt', name);

const SAMPLES = resolve(ROOT, '../shared/samples/anomalies/dbt');
const isAvailable = existsSync(SAMPLES) || Boolean(process.env.CI);
if (!isAvailable) {
  process.stderr.write(`Skipping tests that read ${SAMPLES}: it is missing\n`);
}

/** Real runs of dbt beside the repository that have a manifest; none where the folder is missing, except in CI. */
export const sampleRuns = (): { results: string; manifest: string }[] =>
  isAvailable
    ? readdirSync(SAMPLES)
        .filter(name => name.endsWith('_manifest.json'))
        .map(name => ({
          manifest: resolve(SAMPLES, name),
          results: resolve(SAMPLES, name.replace('manifest', 'run_results')),
        }))
    : [];

/** Reads a JSON file. */
export const readJson = (file: string) =>
  JSON.parse(readFileSync(file, 'utf8'));

/** The portal's backend with the plugin on a free port, and tokens of a pipeline and a person. */
export async function startPortal() {
  const backend = await startTestBackend({
    features: [
      servicenowTicketingPlugin,
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://portal.example' },
          backend: { baseUrl: 'http://portal.example' },
          servicenowTicketing: {
            sources: { warehouse: { adapter: 'dbt' } },
          },
        },
      }),
      catalogServiceMock.factory({ entities: [] }),
    ],
  });
  const url = `http://127.0.0.1:${backend.server.port()}`;
  const base = `${url}/api/servicenow-ticketing`;
  return {
    url,
    token: mockCredentials.service.token(),
    /** Takes in a document as curl would send it. */
    async ingest(document: unknown) {
      const response = await fetch(`${base}/ingest/warehouse`, {
        method: 'POST',
        headers: { authorization: mockCredentials.service.header() },
        body: JSON.stringify(document),
      });
      return response.json();
    },
    /** What is known of the anomalies, apart from ids and times of taking in. */
    async anomalies() {
      const response = await fetch(`${base}/anomalies?size=500`, {
        headers: { authorization: mockCredentials.user.header() },
      });
      const { items } = await response.json();
      return items
        .map(
          ({
            id: _id,
            created_at: _created,
            updated_at: _updated,
            ...facts
          }: Record<string, unknown>) => facts,
        )
        .sort((one: { title: string }, other: { title: string }) =>
          JSON.stringify(one).localeCompare(JSON.stringify(other)),
        );
    },
    stop: () => backend.stop(),
  };
}
