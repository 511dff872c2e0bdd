import type {
  AnomalySource,
  Observation,
  Outcome,
  ParseOptions,
} from 'backstage-plugin-servicenow-ticketing-node';
import { qualyticsNode } from '../../domain/datasetName';
import { isObject, wrongDocument } from '../documentShapes';
import { readItems } from '../readItems';
import { digest, firstTime } from '../runs';
import { severityOf, USUAL_SEVERITIES } from '../severityOf';
import { amount } from '../wording';
import { qualyticsAnomaly, type QualyticsAnomaly } from './schemas';

const EXPECTED =
  'Send anomalies as GET /api/anomalies of Qualytics lists them: an object with "items", a list, or a single anomaly.';

/** From which weight on an anomaly is that bad, unless the source's table says otherwise. */
const WEIGHTS = [
  { from: 9, word: 'critical' },
  { from: 7, word: 'high' },
  { from: 4, word: 'medium' },
];

/**
 * Reads anomalies of Qualytics. One that its people archived as resolved has passed; one archived as invalid,
 * duplicate or discarded says nothing about the data any more.
 *
 * @internal
 */
export const qualyticsSource: AnomalySource = {
  adapter: 'qualytics',
  parse(document, options) {
    const items = readDocument(document);
    const told = isObject(document)
      ? firstTime(document.observed_at)
      : undefined;
    const read = readItems(items, qualyticsAnomaly, (anomaly, index) =>
      toObservation({ index, anomaly, options }),
    );
    const times = items.flatMap(item =>
      isObject(item) ? firstTime(item.created)?.getTime() ?? [] : [],
    );
    return {
      run: {
        id: digest(
          items.flatMap(item =>
            isObject(item) ? [item.uuid, item.id, item.status] : [],
          ),
        ),
        observedAt:
          told ??
          (times.length > 0
            ? new Date(times.reduce((a, b) => Math.max(a, b)))
            : options.receivedAt),
      },
      ...read,
    };
  },
};

/**
 * What of an anomaly says which problem it is about, the same for each time Qualytics finds it again.
 *
 * @internal
 */
export function qualyticsIdentity(anomaly: QualyticsAnomaly): string {
  const { fingerprint, uuid, id } = anomaly;
  const known = fingerprint ?? uuid ?? id;
  if (known === undefined || known === null || known === '') {
    throw new Error('uuid: is missing, and so are fingerprint and id');
  }
  // The fingerprint of one datastore may be that of another, too.
  return fingerprint === undefined || fingerprint === null
    ? `anomaly:${known}`
    : JSON.stringify([
        'fingerprint',
        String(anomaly.datastore?.id ?? ''),
        String(anomaly.container?.id ?? ''),
        String(fingerprint),
      ]);
}

function readDocument(document: unknown): unknown[] {
  if (Array.isArray(document)) {
    return document;
  }
  if (isObject(document)) {
    if (Array.isArray(document.items) && !('source' in document)) {
      return document.items;
    }
    if ('uuid' in document && 'failed_checks' in document) {
      return [document];
    }
  }
  throw wrongDocument(document, { tool: 'Qualytics', expected: EXPECTED });
}

function toObservation(context: {
  index: number;
  anomaly: QualyticsAnomaly;
  options: ParseOptions;
}): Observation {
  const { index, anomaly, options } = context;
  const { container, datastore, weight } = anomaly;
  const identity = qualyticsIdentity(anomaly);
  const rules = rulesOf(anomaly);
  const fields = fieldsOf(anomaly);
  const count = anomaly.anomalous_records_count ?? undefined;
  return {
    index,
    checkKey: [...rules, ...fields].join(' ') || `anomaly of ${identity}`,
    identity,
    outcome: outcomeOf(anomaly),
    dataset: {
      platform: datastore?.type ?? undefined,
      fqn:
        datastore?.name && container?.name
          ? `${datastore.name}.${container.name}`
          : undefined,
      name: container?.name ?? datastore?.name ?? 'unknown dataset',
      nodeId:
        container?.id === undefined || container.id === null
          ? undefined
          : qualyticsNode(container.id),
    },
    partition:
      typeof anomaly.partition === 'string'
        ? anomaly.partition
        : anomaly.partition?.name ?? undefined,
    fields,
    type: anomaly.type ?? 'anomaly',
    ...severityOf([wordOf(weight)], {
      table: options.severity,
      usual: USUAL_SEVERITIES,
      otherwise: 'medium',
    }),
    weight: weight ?? undefined,
    count: count !== undefined && count >= 0 ? count : undefined,
    title: titleOf({ rules, fields, anomaly }),
    message: messageOf(anomaly),
    tags: (anomaly.global_tags ?? []).flatMap(tag => tag?.name ?? []),
  };
}

/** @throws Error about a status Qualytics does not have */
function outcomeOf({ status, archived }: QualyticsAnomaly): Outcome {
  switch ((status ?? '').toLocaleLowerCase('en-US')) {
    case 'active':
    case 'acknowledged':
      return archived ? 'skipped' : 'fail';
    case 'resolved':
      return 'pass';
    case 'invalid':
    case 'duplicate':
    case 'discarded':
      return 'skipped';
    default:
      throw new Error(
        `status "${status}" is none of Active, Acknowledged, Resolved, Invalid, Duplicate, Discarded`,
      );
  }
}

function wordOf(weight: number | null | undefined): string {
  return weight === null || weight === undefined
    ? ''
    : WEIGHTS.find(({ from }) => weight >= from)?.word ?? 'low';
}

function rulesOf({ failed_checks: checks }: QualyticsAnomaly): string[] {
  return distinct(
    (checks ?? []).flatMap(check => check?.quality_check?.rule_type ?? []),
  );
}

function fieldsOf({ failed_checks: checks }: QualyticsAnomaly): string[] {
  return distinct(
    (checks ?? []).flatMap(check =>
      (check?.quality_check?.fields ?? []).flatMap(field => field?.name ?? []),
    ),
  );
}

function titleOf(parts: {
  rules: string[];
  fields: string[];
  anomaly: QualyticsAnomaly;
}): string {
  const { rules, fields, anomaly } = parts;
  if (rules.length === 0) {
    return `${anomaly.type ?? 'Unusual'} anomaly in ${
      anomaly.container?.name ?? 'a dataset'
    }`;
  }
  const on = fields.length > 0 ? ` on ${fields.join(', ')}` : '';
  return `${rules.join(', ')}${on}`;
}

/** Values out of rows may stand in messages of checks; Qualytics itself shows them to everybody who may read the check. */
function messageOf(anomaly: QualyticsAnomaly): string {
  const messages = distinct(
    (anomaly.failed_checks ?? []).flatMap(check => check?.message ?? []),
  );
  const { anomalous_records_count: count } = anomaly;
  return (
    messages.join('; ') ||
    anomaly.message ||
    (count ? `${amount(count, 'row')} affected` : '')
  );
}

function distinct(values: string[]): string[] {
  return [...new Set(values.filter(Boolean))];
}
