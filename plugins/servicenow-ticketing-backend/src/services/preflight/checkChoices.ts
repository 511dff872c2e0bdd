import type { PreflightCheck } from 'backstage-plugin-servicenow-ticketing-common';
import { isServiceNowError } from '../../servicenow/ServiceNowError';
import type { RemoteChoice } from '../../servicenow/wire';
import type { PreflightOptions } from './runPreflight';

const CONFIG_KEYS: Record<string, string> = {
  state: 'mapping.states',
  close_code: 'mapping.close',
  urgency: 'mapping.severity',
  impact: 'mapping.severity',
};

/** Whether the choices can be read, and the configured values are among them. */
export async function checkChoices(
  options: PreflightOptions,
): Promise<PreflightCheck[]> {
  const { client, settings } = options;
  const { table, mapping } = settings;
  const { primary, secondary } = mapping.severity;
  const asked = `GET /api/now/table/sys_choice for state, close_code, urgency and impact of ${table}`;
  const readable = { name: 'Table sys_choice', asked };
  let choices: RemoteChoice[];
  try {
    choices = await client.listChoices(
      [table, 'task'],
      ['state', 'close_code', 'urgency', 'impact'],
    );
  } catch (error) {
    if (!isServiceNowError(error)) {
      throw error;
    }
    return [unreadable(readable, `${error.what}.`)];
  }
  if (choices.length === 0) {
    return [unreadable(readable, `sys_choice shows no choices for ${table}`)];
  }
  const isAmong = (field: string, values: string[]): PreflightCheck => {
    const known = choices.filter(
      choice => choice.field === field && !choice.inactive,
    );
    const unknown = values.filter(
      value => !known.some(choice => choice.value === value),
    );
    const check = { name: `Values of ${field}`, asked };
    return known.length === 0 || unknown.length === 0
      ? {
          ...check,
          outcome: 'ok',
          answer:
            known.length === 0
              ? `${table} has no list of choices for ${field}`
              : `${values.join(', ')} ${
                  values.length === 1 ? 'is a choice' : 'are choices'
                }`,
          remedy: null,
        }
      : {
          ...check,
          outcome: 'failed',
          answer: `${unknown
            .map(value => `"${value}"`)
            .join(', ')} is not among the choices of ${field}`,
          remedy: `Use one of: ${[
            ...new Set(known.map(choice => choice.value)),
          ].join(', ')}. See ${CONFIG_KEYS[field]} of the integration.`,
        };
  };
  return [
    {
      ...readable,
      outcome: 'ok',
      answer: `${choices.length} choices`,
      remedy: null,
    },
    isAmong('state', [mapping.states.resolved]),
    isAmong('close_code', [mapping.close.code]),
    isAmong(primary.field, [...new Set(Object.values(primary.values))]),
    ...(secondary
      ? [
          isAmong(secondary.field, [
            ...new Set(Object.values(secondary.values)),
          ]),
        ]
      : []),
  ];
}

function unreadable(
  check: { name: string; asked: string },
  answer: string,
): PreflightCheck {
  return {
    ...check,
    outcome: 'warning',
    answer: `${answer} The usual choices are offered to people, and the configured values cannot be checked.`,
    remedy: 'Give the service account read access to sys_choice.',
  };
}
