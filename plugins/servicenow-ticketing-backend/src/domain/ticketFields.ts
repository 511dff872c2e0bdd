import type {
  CreateTicketRequest,
  Severity,
} from 'backstage-plugin-servicenow-ticketing-common';
import { ticketLevels, type SeverityMapping } from './priority';
import {
  ticketDescription,
  type AnomalyFacts,
  type DetailsInput,
} from './ticketDescription';

/**
 * What a request to create a ticket means in ServiceNow's fields. `references` are names that must be looked up, by
 * field. Details that have no room beside the text of the person become a work note.
 * @internal
 */
export function ticketFields(
  request: CreateTicketRequest,
  context: Omit<DetailsInput, 'anomaly'> & {
    anomaly: AnomalyFacts & { severity: Severity };
    mapping: SeverityMapping;
  },
): { fields: Record<string, string>; references: Record<string, string> } {
  const { description, details } = ticketDescription(
    context,
    request.description,
  );
  const levels = ticketLevels(request, {
    severity: context.anomaly.severity,
    mapping: context.mapping,
  });
  return {
    fields: withoutEmpty({
      short_description: request.title,
      description,
      priority: levels.priority,
      impact: levels.impact,
      urgency: levels.urgency,
      category: request.category,
      subcategory: request.subcategory,
      work_notes: details,
    }),
    references: withoutEmpty({
      assignment_group: request.assignment_group,
      assigned_to: request.assigned_to,
    }),
  };
}

function withoutEmpty(
  values: Record<string, string | undefined>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] =>
      Boolean(entry[1]),
    ),
  );
}
