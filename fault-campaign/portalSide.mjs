// What the portal says once everything has settled: what its tickets were to be told, and what it was told.
import { groupBy } from './groupBy.mjs';
import { expectedText } from './judge.mjs';

const SIDE_BY_SIDE = 8;
const UNSETTLED = ['pending', 'retrying', 'delivering', 'dead'];

/** How many deliveries are not in ServiceNow, by status. */
export async function unsettled(caller) {
  const counts = {};
  for (const status of UNSETTLED) {
    const { total } = await caller.read(`/deliveries?status=${status}&size=1`);
    if (total > 0) counts[status] = total;
  }
  return counts;
}

/** Reads one anomaly with its links and its timeline, and what is wrong with them. */
async function readAnomaly(caller, anomaly) {
  const path = `/anomalies/${anomaly.id}`;
  const now = await caller.read(path);
  const { items: links } = await caller.read(`${path}/ticket-links`);
  const activities = await caller.readAll(`${path}/activity`);
  const trouble = [];
  const bodies = new Set(activities.map(({ body }) => body));
  for (const text of anomaly.texts) {
    if (!bodies.has(text)) trouble.push(`accepted comment is gone: ${text}`);
  }
  if (now.occurrence_count !== anomaly.failures)
    trouble.push(
      `${anomaly.failures} failures were reported, and ${now.occurrence_count} counted`,
    );
  const telling = activities.filter(expectedText);
  return {
    anomaly,
    now,
    links,
    told: telling.flatMap(activity =>
      activity.deliveries.map(delivery => ({
        anomalyId: anomaly.id,
        text: expectedText(activity),
        deliveryId: delivery.delivery_id,
        number: delivery.ticket_number,
      })),
    ),
    untold: telling.filter(({ deliveries }) => deliveries.length === 0).length,
    heard: groupBy(
      activities.filter(({ kind }) => kind === 'ticket_comment'),
      ({ body }) => body,
    ),
    trouble: trouble.map(text => `${anomaly.name}: ${text}`),
  };
}

/** All of them, some side by side. */
export async function readPortal(caller, anomalies) {
  const read = [];
  const waiting = [...anomalies];
  await Promise.all(
    Array.from({ length: SIDE_BY_SIDE }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift())
        read.push(await readAnomaly(caller, next));
    }),
  );
  return read;
}
