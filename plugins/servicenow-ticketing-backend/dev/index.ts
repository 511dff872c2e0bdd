// The backend plugin alone: `yarn workspace backstage-plugin-servicenow-ticketing-backend start`. A simulated ServiceNow
// on 127.0.0.1:7780, a catalog of one dataset, everybody may do everything, the example's dbt results reported.
import { createBackend } from '@backstage/backend-defaults';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createSimulator } from 'servicenow-simulator';

const SIMULATOR_PORT = 7780;
const API = 'http://localhost:7007/api/servicenow-ticketing';
const START_LIMIT_MS = 60_000;
const POLL_MS = 500;

const backend = createBackend();
backend.add(mockServices.auth.factory());
backend.add(mockServices.httpAuth.factory());
backend.add(
  mockServices.permissions.factory({ result: AuthorizeResult.ALLOW }),
);
backend.add(
  catalogServiceMock.factory({
    entities: [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: {
          name: 'orders',
          annotations: { 'servicenow-ticketing/dbt-node': 'model.shop.orders' },
        },
        spec: { type: 'dataset', owner: 'group:default/data-platform' },
      },
    ],
  }),
);
backend.add(import('../src'));

const readDemo = (name: string) =>
  JSON.parse(readFileSync(join(__dirname, '../../../demo/dbt', name), 'utf8'));

/** Reports the example's results as soon as the backend takes them. */
async function reportExample() {
  const deadline = Date.now() + START_LIMIT_MS;
  const body = JSON.stringify({
    run_results: readDemo('run_results.json'),
    manifest: readDemo('manifest.json'),
  });
  while (Date.now() < deadline) {
    const response = await fetch(`${API}/ingest/warehouse`, {
      method: 'POST',
      headers: {
        // Pipelines report, people do not.
        authorization: mockCredentials.service.header(),
        'content-type': 'application/json',
      },
      body,
    }).catch(() => undefined);
    if (response?.ok) {
      console.log(`Anomalies: ${API}/anomalies`);
      return;
    }
    // Not there yet, or not ready.
    if (response && response.status < 500) {
      throw new Error(`Refused the example: ${await response.text()}`);
    }
    await delay(POLL_MS);
  }
  throw new Error('The backend did not take the example results in time');
}

async function main() {
  await createSimulator({ port: SIMULATOR_PORT });
  await backend.start();
  await reportExample();
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
