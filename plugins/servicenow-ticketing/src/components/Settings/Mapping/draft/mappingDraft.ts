import {
  integrationMapping,
  type IntegrationDetails,
} from 'backstage-plugin-servicenow-ticketing-common';

/** Severities in the order in which people read them. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

/** The inputs that hold one text; each is named by where its value stands in the mapping. */
export const MAPPING_PATHS = [
  'table',
  'states.open',
  'states.acknowledged',
  'states.resolved',
  'close.code_field',
  'close.notes_field',
  'close.code',
  'close.notes',
  'severity.primary.field',
  'severity.primary.values.critical',
  'severity.primary.values.high',
  'severity.primary.values.medium',
  'severity.primary.values.low',
  'severity.secondary.field',
  'severity.secondary.values.critical',
  'severity.secondary.values.high',
  'severity.secondary.values.medium',
  'severity.secondary.values.low',
  'templates.short_description',
  'templates.description',
  'category',
  'subcategory',
  'assignment_group',
  'assigned_to',
  'caller',
  'correlation_display',
] as const;

export type MappingPath = (typeof MAPPING_PATHS)[number];

/** One field with a template of its own; `key` stays while its name is typed. */
export interface MappedField {
  key: string;
  name: string;
  template: string;
}

/** The mapping as a form holds it: texts, empty where nothing is set. */
export interface MappingDraft {
  texts: Record<MappingPath, string>;
  hasSecondary: boolean;
  fields: MappedField[];
}

/** What a second field begins with when it is turned on. */
const SECONDARY: Partial<Record<MappingPath, string>> = {
  'severity.secondary.field': 'impact',
  'severity.secondary.values.critical': '1',
  'severity.secondary.values.high': '2',
  'severity.secondary.values.medium': '2',
  'severity.secondary.values.low': '3',
};

/** Whether an input belongs to the second severity field. */
export const isSecondary = (path: MappingPath) =>
  path.startsWith('severity.secondary.');

function textAt(mapping: unknown, path: string): string {
  const value = path
    .split('.')
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === 'object' && inner !== null
          ? (inner as Record<string, unknown>)[key]
          : undefined,
      mapping,
    );
  return typeof value === 'string' ? value : '';
}

/** The form of a stored integration; `undefined` when this page is older than what stored it. */
export function toMappingDraft(
  integration: Pick<IntegrationDetails, 'definition' | 'table'>,
): MappingDraft | undefined {
  const stored = integrationMapping.safeParse(
    integration.definition.mapping ?? {},
  );
  if (!stored.success) {
    return undefined;
  }
  const mapping = stored.data;
  const hasSecondary = mapping.severity.secondary !== undefined;
  const textOf = (path: MappingPath) => {
    if (path === 'table') {
      return integration.table;
    }
    return isSecondary(path) && !hasSecondary
      ? SECONDARY[path] ?? ''
      : textAt(mapping, path);
  };
  return {
    texts: Object.fromEntries(
      MAPPING_PATHS.map(path => [path, textOf(path)]),
    ) as Record<MappingPath, string>,
    hasSecondary,
    fields: Object.entries(mapping.templates.fields).map(
      ([name, template]) => ({ key: name, name, template }),
    ),
  };
}
