import type { IntegrationDefinition } from 'backstage-plugin-servicenow-ticketing-common';
import type { IntegrationSettings } from '../domain/integrationSettings';

/** What a checked definition means. @internal */
export function toIntegrationSettings(
  definition: IntegrationDefinition,
): IntegrationSettings {
  const { mapping, limits } = definition;
  return {
    name: definition.name,
    title: definition.title ?? definition.name,
    description: definition.description,
    tags: definition.tags,
    kind: definition.kind,
    instanceUrl: definition.instance_url,
    isDefault: definition.default,
    table: definition.table,
    auth: definition.auth,
    tls: definition.tls,
    proxy: definition.proxy,
    limits: {
      concurrency: limits.concurrency,
      requestsPerMinute: limits.requests_per_minute,
    },
    excludedFields: definition.excluded_fields,
    mapping: {
      states: mapping.states,
      close: {
        codeField: mapping.close.code_field,
        notesField: mapping.close.notes_field,
        code: mapping.close.code,
        notes: mapping.close.notes,
      },
      severity: mapping.severity,
      templates: {
        shortDescription: mapping.templates.short_description,
        description: mapping.templates.description,
        fields: mapping.templates.fields,
      },
      assignmentGroup: mapping.assignment_group,
      assignedTo: mapping.assigned_to,
      category: mapping.category,
      subcategory: mapping.subcategory,
      caller: mapping.caller,
      correlationDisplay: mapping.correlation_display,
    },
  };
}
