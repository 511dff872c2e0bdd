import type { IntegrationDefinition } from 'backstage-plugin-servicenow-ticketing-common';
import type { IntegrationSettings } from '../domain/integrationSettings';
import { toSyncDefinition } from './toSync';

/** The definition that means these settings; the inverse of {@link toIntegrationSettings}. @internal */
export function toIntegrationDefinition(
  settings: IntegrationSettings,
): IntegrationDefinition {
  const { mapping, limits } = settings;
  return {
    name: settings.name,
    title: settings.title,
    description: settings.description,
    tags: settings.tags,
    kind: settings.kind,
    instance_url: settings.instanceUrl,
    default: settings.isDefault,
    table: settings.table,
    auth: settings.auth,
    tls: settings.tls,
    proxy: settings.proxy,
    limits: {
      concurrency: limits.concurrency,
      requests_per_minute: limits.requestsPerMinute,
    },
    excluded_fields: settings.excludedFields,
    mapping: {
      states: mapping.states,
      close: {
        code_field: mapping.close.codeField,
        notes_field: mapping.close.notesField,
        code: mapping.close.code,
        notes: mapping.close.notes,
      },
      severity: mapping.severity,
      templates: {
        short_description: mapping.templates.shortDescription,
        description: mapping.templates.description,
        fields: mapping.templates.fields,
      },
      assignment_group: mapping.assignmentGroup,
      assigned_to: mapping.assignedTo,
      category: mapping.category,
      subcategory: mapping.subcategory,
      caller: mapping.caller,
      correlation_display: mapping.correlationDisplay,
    },
    sync: toSyncDefinition(settings.sync),
  };
}
