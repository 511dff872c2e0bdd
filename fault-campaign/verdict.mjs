// Reads both sides once everything has settled, and says what was lost, doubled or reordered.
import {
  compareNotes,
  expectedText,
  notesOf,
  repeatedMarkers,
} from './judge.mjs';

const UNSETTLED = ['pending', 'retrying', 'delivering', 'dead'];
const PAGE = 100;

/** Every item of a list of the portal. */
async function all(read, path) {
  const items = [];
  for (let page = 1, pages = 1; page <= pages; page++) {
    const list = await read(
      `${path}${path.includes('?') ? '&' : '?'}size=${PAGE}&page=${page}`,
    );
    items.push(...list.items);
    pages = list.pages;
  }
  return items;
}

/** How many deliveries are not in ServiceNow, by status. */
export async function unsettled(read) {
  const counts = {};
  for (const status of UNSETTLED) {
    const { total } = await read(`/deliveries?status=${status}&size=1`);
    if (total > 0) counts[status] = total;
  }
  return counts;
}

function groupBy(list, keyOf) {
  const groups = new Map();
  for (const item of list) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

/** The portal's side: what each ticket was to be told, in the order of its deliveries. */
async function readPortal(read, anomalies) {
  const linked = new Set();
  const trouble = [];
  for (const anomaly of anomalies) {
    const { items: links } = await read(
      `/anomalies/${anomaly.id}/ticket-links`,
    );
    for (const link of links) linked.add(link.ticket_id);
    const activities = await all(read, `/anomalies/${anomaly.id}/activity`);
    const bodies = new Set(activities.map(({ body }) => body));
    for (const text of anomaly.texts) {
      if (!bodies.has(text))
        trouble.push(`${anomaly.name}: accepted comment is gone: ${text}`);
    }
    anomaly.links = links;
    anomaly.told = activities.flatMap(activity => {
      const text = expectedText(activity);
      return text === undefined
        ? []
        : activity.deliveries.map(delivery => ({
            anomalyId: anomaly.id,
            text,
            deliveryId: delivery.delivery_id,
            number: delivery.ticket_number,
          }));
    });
    anomaly.untold = activities.filter(
      activity => expectedText(activity) && activity.deliveries.length === 0,
    ).length;
  }
  return { linked, trouble };
}

/**
 * @param {object} options - `read(path)` of the portal, `instance` the simulator's control, `workload` what was done
 * @returns what was found, with `trouble` in words
 */
export async function judge({ read, instance, workload, seed }) {
  const { linked, trouble } = await readPortal(read, workload.anomalies);
  const told = workload.anomalies.flatMap(anomaly => anomaly.told);
  const untold = workload.anomalies.reduce((sum, { untold: n }) => sum + n, 0);

  const incidents = await instance.records(
    'incident',
    `short_descriptionSTARTSWITHCampaign ${seed}:`,
  );
  const journal = await instance.records(
    'sys_journal_field',
    'element=work_notes',
  );
  const entriesOf = groupBy(journal, entry => entry.element_id);
  const toldOf = groupBy(told, ({ number }) => number);
  const created = workload.anomalies.filter(({ shared }) => !shared).length;
  const titles = groupBy(incidents, record => record.short_description);
  const result = {
    told: told.length,
    delivered: 0,
    lost: untold,
    doubled: 0,
    reordered: 0,
    tickets: incidents.length,
    ticketsLost: Math.max(0, created - titles.size),
    ticketsDoubled: incidents.length - titles.size,
    disagreeing: 0,
    trouble,
  };
  if (untold > 0) trouble.push(`${untold} changes were sent to no ticket`);

  for (const record of incidents) {
    const notes = notesOf(entriesOf.get(record.sys_id) ?? []);
    const expected = (toldOf.get(record.number) ?? []).sort(
      (a, b) => a.deliveryId - b.deliveryId,
    );
    const { lost, surplus, reordered } = compareNotes(expected, notes);
    // Links, severities and the like have notes without an entry of this kind in the timeline.
    const doubled = Math.max(
      repeatedMarkers(notes),
      surplus.filter(({ text }) => /Comment from|Anomaly Status:/.test(text))
        .length,
    );
    result.delivered += expected.length - lost;
    result.lost += lost;
    result.doubled += doubled;
    result.reordered += reordered;
    if (lost + doubled + reordered > 0)
      trouble.push(
        `${record.number}: ${lost} lost, ${doubled} doubled, ${reordered} reordered`,
      );
    if (!linked.has(record.sys_id))
      trouble.push(`${record.number} is linked to no anomaly`);
  }
  for (const anomaly of workload.anomalies) {
    for (const link of anomaly.links) {
      const record = incidents.find(({ sys_id: id }) => id === link.ticket_id);
      if (record?.state !== link.state) {
        result.disagreeing += 1;
        trouble.push(
          `${anomaly.name}: the portal has ${link.ticket_number} in state ${link.state}, ServiceNow in ${record?.state}`,
        );
      }
    }
  }
  return result;
}
