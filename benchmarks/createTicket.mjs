// What our API adds to ServiceNow's own answer when a person creates a ticket: portal backend on SQLite in memory and
// the simulator on loopback, one process each. Both requests alternate in one run, so that both see the same machine.
import { performance } from 'node:perf_hooks';
import { startDemo } from '../scripts/lib/demo.mjs';
import { readExample } from '../scripts/lib/documents.mjs';

/** It is the whole portal that is asked. */
export const needsPortal = true;

const PORT = 7107;
const SIMULATOR_PORT = 7180;
const WARM_UP = 30;
const ROUNDS = 300;
const LIMIT_MILLISECONDS = 25;

const post = async (url, { headers, body, expected }) => {
  const started = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const milliseconds = performance.now() - started;
  if (response.status !== expected)
    throw new Error(`${url}: ${response.status} ${text}`);
  return milliseconds;
};

const quantile = (values, q) =>
  [...values].sort((a, b) => a - b)[
    Math.min(values.length - 1, Math.floor(values.length * q))
  ];

/** Resolves to the exit code: 1 when the median is over the limit. */
export async function run() {
  const { baseUrl, serviceNow } = await startDemo({
    port: PORT,
    simulatorPort: SIMULATOR_PORT,
    runs: [
      {
        title: "the example's dbt results",
        document: readExample(),
        isExample: true,
      },
    ],
  });
  const api = `${baseUrl}/api/servicenow-ticketing`;
  const guest = await fetch(`${baseUrl}/api/auth/guest/refresh`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  }).then(response => response.json());
  const portal = {
    authorization: `Bearer ${guest.backstageIdentity.token}`,
  };
  const instance = {
    authorization: `Basic ${Buffer.from(
      'portal_integration:portal_integration',
    ).toString('base64')}`,
  };
  const { items } = await fetch(`${api}/anomalies?size=1`, {
    headers: portal,
  }).then(response => response.json());

  const direct = [];
  const ours = [];
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const title = `Benchmark ${round}`;
    const scale = { impact: '2', urgency: '2' };
    const directTime = await post(
      `${serviceNow.url}/api/now/table/incident?sysparm_display_value=all`,
      {
        headers: instance,
        body: {
          short_description: title,
          description: 'x'.repeat(400),
          ...scale,
        },
        expected: 201,
      },
    );
    const ourTime = await post(
      `${api}/integrations/ticketing/anomalies/${items[0].id}/tickets`,
      { headers: portal, body: { title, ...scale }, expected: 201 },
    );
    if (round >= 0) {
      direct.push(directTime);
      ours.push(ourTime);
    }
  }

  const medians = [direct, ours].map(times => quantile(times, 0.5));
  const added = medians[1] - medians[0];
  const line = (name, times) =>
    `${name.padEnd(34)} median ${quantile(times, 0.5).toFixed(
      1,
    )} ms, 95 % ${quantile(times, 0.95).toFixed(1)} ms`;
  console.log(`\nCreating a ticket, ${ROUNDS} times, SQLite in memory`);
  console.log(line('ServiceNow simulator by itself', direct));
  console.log(line('through our API', ours));
  console.log(
    `added ${added.toFixed(
      1,
    )} ms median (limit ${LIMIT_MILLISECONDS} ms), ratio ${(
      medians[1] / medians[0]
    ).toFixed(2)}`,
  );
  return added <= LIMIT_MILLISECONDS ? 0 : 1;
}
