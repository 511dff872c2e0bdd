import type {
  Observation,
  ObservedDataset,
} from 'backstage-plugin-servicenow-ticketing-node';

// Bounds of what one anomaly may hold: what a person can read, and what the columns take.
const MAX_KEY_LENGTH = 2_000;
const MAX_TITLE_LENGTH = 500;
const MAX_MESSAGE_LENGTH = 4_000;
const MAX_NAME_LENGTH = 1_000;
const MAX_WORD_LENGTH = 64;
const MAX_URL_LENGTH = 2_000;
const MAX_ENTITY_REF_LENGTH = 500;
const MAX_FIELDS = 100;
const MAX_FIELD_LENGTH = 255;
const MAX_TAGS = 50;
const MAX_TAG_LENGTH = 100;

// PostgreSQL refuses NUL in text, and lone halves of surrogate pairs are no text at all.
const UNSTORABLE =
  /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text that every database takes, at most `length` UTF-16 units of it. @internal */
export function storableText(text: string, length: number): string {
  const clean = text.slice(0, length + 1).replace(UNSTORABLE, '');
  return clean.length > length
    ? `${clean.slice(0, length - 1).replace(UNSTORABLE, '')}…`
    : clean;
}

/**
 * Bounds what a source said to what can be stored and shown, so that no document, however odd, fails to be
 * written: no NUL, no endless text, no numbers that are none, no links but http and https.
 *
 * @internal
 */
export function sanitizeObservation(observation: Observation): Observation {
  const { identity, partition, sourceSeverity, weight, count, url, entityRef } =
    observation;
  return {
    ...observation,
    checkKey: storableText(observation.checkKey, MAX_KEY_LENGTH),
    identity: optional(identity, MAX_KEY_LENGTH),
    entityRef: optional(entityRef, MAX_ENTITY_REF_LENGTH),
    partition: optional(partition, MAX_NAME_LENGTH),
    dataset: sanitizeDataset(observation.dataset),
    fields: list(observation.fields, MAX_FIELDS, MAX_FIELD_LENGTH),
    tags: list(observation.tags, MAX_TAGS, MAX_TAG_LENGTH),
    type: storableText(observation.type, MAX_WORD_LENGTH),
    sourceSeverity: optional(sourceSeverity, MAX_WORD_LENGTH),
    title: storableText(observation.title, MAX_TITLE_LENGTH),
    message: storableText(observation.message, MAX_MESSAGE_LENGTH),
    weight: Number.isFinite(weight) ? weight : undefined,
    count: Number.isSafeInteger(count) && count! >= 0 ? count : undefined,
    url: isWebUrl(url) ? url : undefined,
  };
}

function sanitizeDataset(dataset: ObservedDataset): ObservedDataset {
  return {
    platform: optional(dataset.platform, MAX_WORD_LENGTH),
    fqn: optional(dataset.fqn, MAX_NAME_LENGTH),
    name: storableText(dataset.name, MAX_NAME_LENGTH),
    nodeId: optional(dataset.nodeId, MAX_NAME_LENGTH),
  };
}

function optional(text: string | undefined, length: number) {
  return text ? storableText(text, length) || undefined : undefined;
}

function list(items: string[], count: number, length: number): string[] {
  const clean = items.map(item => storableText(item, length)).filter(Boolean);
  return [...new Set(clean)].slice(0, count);
}

function isWebUrl(url: string | undefined): url is string {
  return (
    url !== undefined &&
    url.length <= MAX_URL_LENGTH &&
    !url.includes('\0') &&
    /^https?:\/\//i.test(url) &&
    URL.canParse(url)
  );
}
