import type { Actor } from '../anomalyChange';
import type { AnomalyRecord } from '../anomaly';
import type { EntityFacts } from '../entityFacts';
import { cut, oneLine } from '../text';
import { toUtcText } from '../utcTime';

/** Longest value; no field of ServiceNow that is written here holds more. */
const MAX_VALUE_LENGTH = 4_000;
/** Items of a list; with sections in sections this bounds what a template can grow to. */
const MAX_LIST_ITEMS = 20;

/** A value of a template: a text, or a list of texts or of named texts. @internal */
export type TemplateValue =
  | string
  | readonly string[]
  | readonly Record<string, string>[];

/** What templates are filled in from. @internal */
export interface TemplateFacts {
  productName: string;
  anomaly: AnomalyRecord;
  anomalyUrl: string;
  /** Where the anomaly belongs to an entity. */
  entity?: EntityFacts;
  /** Who asks for the ticket. */
  user: Actor;
}

/** Every annotation of the entity is a value; those that are missing are empty. @internal */
export const ANNOTATION_PREFIX = 'entity.annotations.';

/**
 * The values of templates by name. What comes from outside is put on one line and without control characters, so that
 * it cannot take part in the layout of a text: nobody but the author of a template begins lines in it.
 * @internal
 */
export function templateValues(
  facts: TemplateFacts,
): ReadonlyMap<string, TemplateValue> {
  const { anomaly, entity, user } = facts;
  const values: Record<string, TemplateValue | undefined> = {
    'product.name': facts.productName,
    'anomaly.id': String(anomaly.id),
    'anomaly.title': anomaly.title,
    'anomaly.message': anomaly.message,
    'anomaly.type': anomaly.type,
    'anomaly.severity': anomaly.severity,
    'anomaly.status': anomaly.status,
    'anomaly.source': anomaly.source,
    'anomaly.source_url': anomaly.url,
    'anomaly.dataset': anomaly.dataset.fqn ?? anomaly.dataset.name,
    'anomaly.dataset_platform': anomaly.dataset.platform,
    'anomaly.fields': anomaly.fields,
    'anomaly.failed_checks': anomaly.failedChecks,
    'anomaly.tags': anomaly.tags,
    'anomaly.first_seen': toUtcText(anomaly.firstSeenAt),
    'anomaly.last_seen': toUtcText(anomaly.lastSeenAt),
    'anomaly.occurrences': String(anomaly.occurrenceCount),
    'anomaly.affected_rows': anomaly.affectedCount?.toString(),
    'anomaly.url': facts.anomalyUrl,
    'entity.ref': entity?.ref,
    'entity.kind': entity?.kind,
    'entity.name': entity?.name,
    'entity.namespace': entity?.namespace,
    'entity.title': entity?.title,
    'entity.owner': entity?.owner,
    'entity.system': entity?.system,
    'user.ref': user.ref,
    'user.name': user.name,
    'user.email': user.email,
  };
  const annotations = Object.entries(entity?.annotations ?? {}).map(
    ([name, value]): [string, TemplateValue] => [
      `${ANNOTATION_PREFIX}${name}`,
      value,
    ],
  );
  return new Map(
    [...Object.entries(values), ...annotations].map(([name, value]) => [
      name,
      clean(value ?? ''),
    ]),
  );
}

function clean(value: TemplateValue): TemplateValue {
  if (typeof value === 'string') {
    return cleanText(value);
  }
  return value
    .slice(0, MAX_LIST_ITEMS)
    .map(item =>
      typeof item === 'string'
        ? cleanText(item)
        : Object.fromEntries(
            Object.entries(item).map(([name, text]) => [name, cleanText(text)]),
          ),
    ) as TemplateValue;
}

function cleanText(text: string): string {
  return cut(oneLine(text), MAX_VALUE_LENGTH);
}
