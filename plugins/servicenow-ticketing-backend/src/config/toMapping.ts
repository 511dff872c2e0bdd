import type { IntegrationMapping } from 'backstage-plugin-servicenow-ticketing-common';
import type { Mapping } from '../domain/integrationSettings';

/** What a checked mapping means. @internal */
export function toMapping(mapping: IntegrationMapping): Mapping {
  return {
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
  };
}
