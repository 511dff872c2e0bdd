import { MAX_TITLE_LENGTH } from 'backstage-plugin-servicenow-ticketing-common';
import type { AnomalyRecord } from './anomaly';
import { cut, oneLine } from './text';

/** Most anomalies that a description lists beside the one it is about. */
const MAX_LISTED = 20;
const MAX_NAME_LENGTH = 200;

/**
 * What the ticket of several anomalies says beside the details of the first, which is the worst: how many there are,
 * and their names. Messages are left out, as those of thousands of rows would be samples of the data.
 * @internal
 */
export function groupTexts(anomalies: AnomalyRecord[]): {
  title?: string;
  description?: string;
} {
  const [first, ...others] = anomalies;
  if (others.length === 0) {
    return {};
  }
  return {
    title: cut(
      oneLine(
        `${subjectOf(anomalies)}: ${anomalies.length} anomalies, such as ${
          first.title
        }`,
      ),
      MAX_TITLE_LENGTH,
    ),
    description: listOf(others, `Found together with ${more(others.length)}:`),
  };
}

/** What a ticket hears when anomalies join it. @internal */
export function joinedText(anomalies: AnomalyRecord[]): string {
  return listOf(
    anomalies,
    `${anomalies.length} ${
      anomalies.length === 1 ? 'anomaly was' : 'anomalies were'
    } added:`,
  );
}

function listOf(anomalies: AnomalyRecord[], heading: string): string {
  const listed = anomalies.slice(0, MAX_LISTED);
  const hidden = anomalies.length - listed.length;
  return [
    heading,
    ...listed.map(
      ({ id, title, severity }) =>
        `- ${cut(
          oneLine(title),
          MAX_NAME_LENGTH,
        )} (${severity}, anomaly ${id})`,
    ),
    ...(hidden > 0 ? [`- and ${hidden} more`] : []),
  ].join('\n');
}

function more(count: number): string {
  return count === 1 ? '1 more anomaly' : `${count} more anomalies`;
}

function subjectOf(anomalies: AnomalyRecord[]): string {
  const names = new Set(anomalies.map(({ dataset }) => dataset.name));
  return names.size === 1 ? [...names][0] : `${names.size} datasets`;
}
