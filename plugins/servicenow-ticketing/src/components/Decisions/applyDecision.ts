import type { Anomaly } from 'backstage-plugin-servicenow-ticketing-common';
import type { TicketingApi } from '../../apis';
import type { Decision } from './inverseOf';

/** So many are sent at once: few enough to show that it goes on. */
const CHUNK_SIZE = 25;

/** An anomaly that was not changed, and why. */
export interface DecisionFailure {
  title: string;
  reason: string | undefined;
}

/** What became of a decision. */
export interface DecisionOutcome {
  /** As they were before, except for the version of a single one, which is the new one. */
  changed: Anomaly[];
  failures: DecisionFailure[];
  /** A single one as it is now. */
  updated?: Anomaly;
}

/** Decides about one anomaly as it was last read; throws when it is refused. */
export async function decideOne(
  api: TicketingApi,
  anomaly: Anomaly,
  decision: Decision,
): Promise<DecisionOutcome> {
  const updated = await api.updateAnomaly(anomaly.id, {
    ...decision,
    version: anomaly.version,
  });
  const { version } = updated;
  return { changed: [{ ...anomaly, version }], failures: [], updated };
}

/** Decides about many, some at a time, and says how far it has come. */
export async function decideMany(
  api: TicketingApi,
  request: { anomalies: Anomaly[]; decision: Decision },
  onProgress: (done: number) => void,
): Promise<DecisionOutcome> {
  const { anomalies, decision } = request;
  const outcome: DecisionOutcome = { changed: [], failures: [] };
  for (let start = 0; start < anomalies.length; start += CHUNK_SIZE) {
    const chunk = anomalies.slice(start, start + CHUNK_SIZE);
    const { results } = await api.updateAnomalies({
      ids: chunk.map(({ id }) => id),
      ...decision,
    });
    for (const { id, outcome: what, message } of results) {
      const anomaly = chunk.find(one => one.id === id);
      if (anomaly && what === 'changed') {
        outcome.changed.push(anomaly);
      } else if (anomaly && what !== 'unchanged') {
        outcome.failures.push({
          title: anomaly.title,
          reason: message ?? undefined,
        });
      }
    }
    onProgress(start + chunk.length);
  }
  return outcome;
}
