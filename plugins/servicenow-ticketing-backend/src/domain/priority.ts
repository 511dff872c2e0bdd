import type { Severity } from 'backstage-plugin-servicenow-ticketing-common';

/** ServiceNow values of one field for each severity. @internal */
export type SeverityValues = Record<Severity, string>;

/** Which ServiceNow fields carry the severity of an anomaly, and how. @internal */
export interface SeverityMapping {
  urgency: SeverityValues;
  impact?: SeverityValues;
}

/** What urgency means by default. @internal */
export const DEFAULT_URGENCY: SeverityValues = {
  critical: '1',
  high: '2',
  medium: '2',
  low: '3',
};

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
  return {
    urgency: mapping.urgency[severity],
    impact: mapping.impact?.[severity],
  };
}
