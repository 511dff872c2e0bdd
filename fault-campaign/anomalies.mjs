// The anomalies the campaign is about, and how tools report them.

/** Failures in one report. */
const BATCH = 50;
/** People make tickets of what the first reports; the portal makes those of the second. */
const SOURCES = { manual: 'campaign', automatic: 'automatic' };
export const SEVERITIES = ['critical', 'high', 'medium', 'low'];

/**
 * What becomes of the anomaly with a number: people make a ticket of most; of some the portal does, and people link
 * one of another anomaly besides; some have nothing but the ticket of another.
 */
function roleOf(index) {
  const digit = index % 10;
  return {
    isAutomatic: digit >= 6 && digit < 9,
    isLinked: digit >= 8,
  };
}

const itemOf = (anomaly, outcome) => ({
  check_key: anomaly.name,
  outcome,
  dataset: {
    platform: 'postgres',
    fqn: `campaign.public.${anomaly.dataset}`,
  },
  severity: anomaly.severity,
  title: anomaly.title,
  message: 'made to be repaired',
});

function report(caller, { source, run, items }) {
  return caller.untilDone('POST', '/anomalies/batch', {
    body: {
      source,
      run: { id: run, observed_at: new Date().toISOString(), complete: false },
      items,
    },
  });
}

/** What a check found when it ran again; the same run twice, where the first answer was lost, is one run. */
export async function reportAgain(caller, anomaly, { turn, outcome }) {
  await report(caller, {
    source: anomaly.source,
    run: `${anomaly.name}-${turn}`,
    items: [itemOf(anomaly, outcome)],
  });
  if (outcome === 'fail') anomaly.failures += 1;
}

/**
 * Has tools report as many anomalies as wanted. Those whose tickets the portal makes share datasets, two by two, and so
 * a ticket; the second of each two comes later and joins it.
 */
export async function reportAnomalies(caller, { anomalies: count, seed }) {
  const anomalies = Array.from({ length: count }, (_, index) => {
    const role = roleOf(index);
    const name = `check_${index}`;
    const pair = Math.floor(index / 20) * 10 + (index % 10);
    return {
      ...role,
      name,
      title: `Campaign ${seed}: ${name}`,
      source: role.isAutomatic ? SOURCES.automatic : SOURCES.manual,
      dataset: role.isAutomatic ? `table_${pair}` : name,
      isSecond: role.isAutomatic && index % 20 >= 10,
      severity: 'medium',
      status: 'Active',
      failures: 1,
      texts: [],
    };
  });
  const groups = [
    anomalies.filter(({ isAutomatic }) => !isAutomatic),
    anomalies.filter(({ isAutomatic, isSecond }) => isAutomatic && !isSecond),
    anomalies.filter(({ isSecond }) => isSecond),
  ];
  for (const [number, group] of groups.entries()) {
    for (let start = 0; start < group.length; start += BATCH) {
      const batch = group.slice(start, start + BATCH);
      await report(caller, {
        source: batch[0].source,
        run: `first-${number}-${start}`,
        items: batch.map(anomaly => itemOf(anomaly, 'fail')),
      });
    }
  }
  const known = new Map(
    (await caller.readAll('/anomalies')).map(({ id, title }) => [title, id]),
  );
  for (const anomaly of anomalies) {
    anomaly.id = known.get(anomaly.title);
    if (!anomaly.id)
      throw new Error(`${anomaly.name} was reported and is not there`);
  }
  return anomalies;
}
