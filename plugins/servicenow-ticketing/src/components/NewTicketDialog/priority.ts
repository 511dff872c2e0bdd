import type { FormSpecification } from 'backstage-plugin-servicenow-ticketing-common';

/**
 * ServiceNow's stock rule: impact and urgency, each 1 to 3, give a priority of 1 to 5. It overwrites whatever priority is
 * written, which is why the form only shows it.
 */
const PRIORITIES: Record<string, string> = {
  '1/1': '1',
  '1/2': '2',
  '2/1': '2',
  '1/3': '3',
  '2/2': '3',
  '3/1': '3',
  '2/3': '4',
  '3/2': '4',
  '3/3': '5',
};

/** The label of the priority ServiceNow will derive; `undefined` when it cannot be told yet. */
export function derivePriority(
  specification: FormSpecification,
  values: { impact: string; urgency: string },
): string | undefined {
  const priority = PRIORITIES[`${values.impact}/${values.urgency}`];
  const choices = specification.fields.find(
    field => field.name === 'priority',
  )?.choices;
  const choice = choices?.find(({ value }) => value === priority);
  return choice?.label ?? priority;
}
