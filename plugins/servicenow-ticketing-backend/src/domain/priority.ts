import type { Severity } from 'backstage-plugin-servicenow-ticketing-common';
import { withoutEmpty } from './withoutEmpty';

/** ServiceNow values of one field for each severity. @internal */
export type SeverityValues = Record<Severity, string>;

/** A ServiceNow field and its value for each severity. @internal */
export interface SeverityField {
  field: string;
  values: SeverityValues;
}

/** Which ServiceNow fields carry the severity of an anomaly, and how. @internal */
export interface SeverityMapping {
  primary: SeverityField;
  secondary?: SeverityField;
}

/** An impact and urgency that give each priority under ServiceNow's stock rule. */
const LEVELS_OF_PRIORITY: Record<string, { impact: string; urgency: string }> =
  {
    '1': { impact: '1', urgency: '1' },
    '2': { impact: '1', urgency: '2' },
    '3': { impact: '2', urgency: '2' },
    '4': { impact: '2', urgency: '3' },
    '5': { impact: '3', urgency: '3' },
  };

/** The fields that ServiceNow derives the priority from, and the priority itself. */
const LEVEL_FIELDS = ['priority', 'urgency', 'impact'];

/** What a person chose; what they left open is `undefined`. @internal */
export interface ChosenLevels {
  priority?: string;
  urgency?: string;
  impact?: string;
}

/** The fields that carry a severity, with their values. @internal */
export function severityFields(
  mapping: SeverityMapping,
  severity: Severity,
): Record<string, string> {
  const { primary, secondary } = mapping;
  return {
    [primary.field]: primary.values[severity],
    ...(secondary && { [secondary.field]: secondary.values[severity] }),
  };
}

/**
 * The fields that carry severity and priority of a new ticket: those the severity maps to, unless a person chose
 * levels of their own. A chosen priority is written as an impact and urgency that give it, since ServiceNow overwrites
 * the priority itself by its impact/urgency rule; beside a chosen priority no level is made up.
 * @internal
 */
export function ticketLevels(
  chosen: ChosenLevels,
  options: { severity: Severity; mapping: SeverityMapping },
): Record<string, string> {
  const mapped = severityFields(options.mapping, options.severity);
  const { priority, urgency, impact } = chosen;
  const given = { priority, urgency, impact };
  if (!priority) {
    return withoutEmpty({ ...mapped, ...withoutEmpty(given) });
  }
  const others = Object.entries(mapped).filter(
    ([field]) => !LEVEL_FIELDS.includes(field),
  );
  return withoutEmpty({
    ...Object.fromEntries(others),
    ...given,
    ...(!urgency && !impact && LEVELS_OF_PRIORITY[priority]),
  });
}
