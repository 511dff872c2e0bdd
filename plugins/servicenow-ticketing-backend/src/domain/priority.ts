import type { Severity } from 'backstage-plugin-servicenow-ticketing-common';

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

/** What a person chose; what they left open is `undefined`. @internal */
export interface ChosenLevels {
  priority?: string;
  urgency?: string;
  impact?: string;
}

/**
 * Impact and urgency to write: what the person chose; else what gives the priority they chose, since ServiceNow
 * overwrites a written priority by its impact/urgency rule; else what the severity of the anomaly maps to.
 * @internal
 */
export function ticketLevels(
  chosen: ChosenLevels,
  options: { severity: Severity; mapping: SeverityMapping },
): ChosenLevels {
  if (chosen.urgency || chosen.impact) {
    return chosen;
  }
  if (chosen.priority) {
    return { ...chosen, ...LEVELS_OF_PRIORITY[chosen.priority] };
  }
  const { severity, mapping } = options;
  const { primary, secondary } = mapping;
  return {
    [primary.field]: primary.values[severity],
    ...(secondary && { [secondary.field]: secondary.values[severity] }),
  };
}
