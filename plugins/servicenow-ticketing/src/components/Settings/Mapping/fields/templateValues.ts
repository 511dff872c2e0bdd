/** What templates can say; the backend fills it in. */
export const TEMPLATE_VALUES = [
  'anomaly.id',
  'anomaly.title',
  'anomaly.message',
  'anomaly.type',
  'anomaly.severity',
  'anomaly.status',
  'anomaly.source',
  'anomaly.dataset',
  'anomaly.dataset_platform',
  'anomaly.fields',
  'anomaly.failed_checks',
  'anomaly.tags',
  'anomaly.first_seen',
  'anomaly.last_seen',
  'anomaly.occurrences',
  'anomaly.affected_rows',
  'anomaly.url',
  'anomaly.source_url',
  'entity.ref',
  'entity.kind',
  'entity.name',
  'entity.namespace',
  'entity.title',
  'entity.owner',
  'entity.system',
  'user.ref',
  'user.name',
  'user.email',
  'product.name',
] as const;

/** The name of a value, as templates write it between braces. */
export type TemplateValue = (typeof TEMPLATE_VALUES)[number];

/** The text with a value put in place of what is selected, and where the cursor then belongs. */
export function insertValue(
  text: string,
  value: TemplateValue,
  selection: { start: number; end: number },
): { text: string; cursor: number } {
  const tag = `{{${value}}}`;
  return {
    text: text.slice(0, selection.start) + tag + text.slice(selection.end),
    cursor: selection.start + tag.length,
  };
}
