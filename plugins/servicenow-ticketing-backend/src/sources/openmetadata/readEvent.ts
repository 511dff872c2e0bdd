import { isObject } from '../documentShapes';
import { changeEvent, type ChangeEvent } from './schemas';

const ENTITY_TYPES = ['testcase', 'testcaseresult'];
const RESULT_FIELDS = ['testCaseResult', 'testCaseStatus'];

/**
 * The test case that a change event is about, with its newest result; anything but an event as it is.
 *
 * @returns `undefined` for events that bring no result: of other entities, of deletions, of changed descriptions
 * @throws Error about an event without its entity
 *
 * @internal
 */
export function unwrapEvent(item: unknown): unknown {
  const parsed = changeEvent.safeParse(item);
  if (!parsed.success) {
    return item;
  }
  const event = parsed.data;
  if (
    !ENTITY_TYPES.includes(event.entityType.toLowerCase()) ||
    /delete/i.test(event.eventType)
  ) {
    return undefined;
  }
  const changed = changedFields(event);
  const results = changed.filter(({ name }) => RESULT_FIELDS.includes(name));
  if (changed.length > 0 && results.length === 0) {
    return undefined;
  }
  const entity = readJson(event.entity);
  if (!isObject(entity)) {
    throw new Error('entity: is missing or is not the JSON of a test case');
  }
  const result = results
    .map(({ newValue }) => readJson(newValue))
    .find(isObject);
  return {
    timestamp: event.timestamp,
    ...entity,
    ...(result && { testCaseResult: result }),
  };
}

function changedFields({ changeDescription }: ChangeEvent) {
  const { fieldsAdded, fieldsUpdated } = changeDescription ?? {};
  return [...(fieldsAdded ?? []), ...(fieldsUpdated ?? [])].flatMap(field =>
    field?.name ? [{ name: field.name, newValue: field.newValue }] : [],
  );
}

function readJson(value: unknown): unknown {
  if (typeof value !== 'string') {
    return value;
  }
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
