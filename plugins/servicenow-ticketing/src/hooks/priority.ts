/** Priorities of ServiceNow, 1 to 5, by name. */
export type Priority = 'critical' | 'high' | 'moderate' | 'low' | 'planning';

/**
 * ServiceNow's stock rule: impact and urgency, each 1 to 3, give a priority of 1 to 5. It overwrites whatever
 * priority is written, which is why the form only shows it.
 */
const PRIORITIES: Record<string, Priority | undefined> = {
  '1/1': 'critical',
  '1/2': 'high',
  '2/1': 'high',
  '1/3': 'moderate',
  '2/2': 'moderate',
  '3/1': 'moderate',
  '2/3': 'low',
  '3/2': 'low',
  '3/3': 'planning',
};

/** The priority ServiceNow will derive; `undefined` when it cannot be told yet. */
export function derivePriority(
  impact: string,
  urgency: string,
): Priority | undefined {
  return PRIORITIES[`${impact}/${urgency}`];
}
