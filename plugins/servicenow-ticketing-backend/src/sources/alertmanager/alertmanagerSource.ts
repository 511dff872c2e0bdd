import type {
  AnomalySource,
  Observation,
  Outcome,
  ParseOptions,
} from 'backstage-plugin-servicenow-ticketing-node';
import { isObject, wrongDocument } from '../documentShapes';
import { readItems } from '../readItems';
import { digest } from '../runs';
import { severityOf, USUAL_SEVERITIES } from '../severityOf';
import { alertedDataset } from './alertedDataset';
import { labelFingerprint } from './labelFingerprint';
import { alert, type Alert } from './schemas';

const EXPECTED =
  'Send what Alertmanager’s webhook_config sends: an object with a list of "alerts".';

/** Beside the usual words, those of paging tools. */
const SEVERITIES = new Map([
  ...USUAL_SEVERITIES,
  ['page', 'critical'],
  ['emergency', 'critical'],
  ['disaster', 'critical'],
  ['p1', 'critical'],
  ['sev1', 'critical'],
  ['p2', 'high'],
  ['sev2', 'high'],
  // Below major, above a warning.
  ['minor', 'medium'],
  ['average', 'medium'],
  ['p3', 'medium'],
  ['sev3', 'medium'],
  ['p4', 'low'],
  ['sev4', 'low'],
  ['p5', 'low'],
  ['information', 'low'],
  ['notice', 'low'],
] as const);

/**
 * Reads notifications of Alertmanager's webhook, version 4. Alerts that were left out of a notification because
 * there were too many (`truncatedAlerts`) stay as they are, as does everything else it does not mention.
 *
 * @internal
 */
export const alertmanagerSource: AnomalySource = {
  adapter: 'alertmanager',
  parse(document, options) {
    if (!isObject(document) || !Array.isArray(document.alerts)) {
      throw wrongDocument(document, {
        tool: 'Alertmanager',
        expected: EXPECTED,
      });
    }
    const states: unknown[] = [];
    const read = readItems(document.alerts, alert, (item, index) => {
      const observation = toObservation({ index, item, options });
      states.push(observation.identity, observation.outcome);
      states.push(item.startsAt, item.endsAt);
      return observation;
    });
    return {
      run: {
        // Notifications have no id, and none of their times says when they were sent: an alert that has been
        // firing for days may be resolved by the one after a younger alert's.
        id: digest([document.groupKey, ...states]),
        observedAt: options.receivedAt,
      },
      ...read,
    };
  },
};

function toObservation(context: {
  index: number;
  item: Alert;
  options: ParseOptions;
}): Observation {
  const { index, item, options } = context;
  const outcome = outcomeOf(item.status);
  const labels = textsOf(item.labels);
  const annotations = textsOf(item.annotations ?? {});
  if (labels.size === 0 && !item.fingerprint) {
    throw new Error(
      'labels: are empty and the fingerprint is missing, so nobody can recognise the alert when it comes again',
    );
  }
  const valueOf = (...names: string[]) =>
    firstOf(labels, names) ?? firstOf(annotations, names);
  const name = labels.get('alertname') ?? 'alert';
  const summary = valueOf('summary', 'title');
  return {
    index,
    checkKey: name,
    identity: item.fingerprint ?? labelFingerprint(labels),
    outcome,
    dataset: alertedDataset(valueOf, options.datasetLabels),
    entityRef: valueOf('entity_ref'),
    fields: [valueOf('column', 'column_name', 'field')].filter(
      field => field !== undefined,
    ),
    type: 'alert',
    ...severityOf([valueOf('severity', 'priority', 'level')], {
      table: options.severity,
      usual: SEVERITIES,
      otherwise: 'medium',
    }),
    title: summary ?? name,
    message:
      outcome === 'pass'
        ? ''
        : annotations.get('description') ??
          annotations.get('message') ??
          labels.get('description') ??
          summary ??
          '',
    url: item.generatorURL ?? undefined,
    tags: (valueOf('tags') ?? '')
      .split(',')
      .map(tag => tag.trim())
      .filter(Boolean),
  };
}

/** @throws Error about a status Alertmanager does not have */
function outcomeOf(status: string): Outcome {
  switch (status.trim().toLowerCase()) {
    case 'firing':
      return 'fail';
    case 'resolved':
      return 'pass';
    default:
      throw new Error(`status "${status}" is none of firing, resolved`);
  }
}

function textsOf(values: Record<string, unknown>): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string') {
      texts.set(name, value);
    } else if (typeof value === 'number' || typeof value === 'boolean') {
      texts.set(name, String(value));
    }
  }
  return texts;
}

function firstOf(
  texts: Map<string, string>,
  names: string[],
): string | undefined {
  return names
    .map(name => texts.get(name)?.trim())
    .find(value => value !== undefined && value !== '');
}
