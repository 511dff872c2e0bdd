import { quote, type Refusal } from './FailedAnswer';
import { ServiceNowError } from './ServiceNowError';

/** What a 403 means: a data policy, a business rule, or an access control. @internal */
export function errorOfForbidden({ answer, said }: Refusal): ServiceNowError {
  const base = { retryable: false, status: answer.status };
  const fields = /following fields are mandatory:\s*([^\n]+)/i.exec(said)?.[1];
  if (fields) {
    return new ServiceNowError({
      ...base,
      kind: 'DataPolicy',
      what: `A data policy of ServiceNow wants values for: ${fields
        .trim()
        .replace(/\.+$/, '')}`,
      remedy:
        'An invalid choice counts as missing: check closeCode and closeNotes of the integration, or ask the ServiceNow administrator about the policy.',
    });
  }
  const rule = /aborted by Business Rule '([^'^]+)/i.exec(said)?.[1];
  if (rule) {
    return new ServiceNowError({
      ...base,
      kind: 'BusinessRule',
      what: `The business rule "${rule}" of ServiceNow refuses this`,
      remedy: /group/i.test(rule)
        ? 'The person assigned must be a member of the assignment group: change one of them.'
        : 'Ask the ServiceNow administrator what the rule wants.',
    });
  }
  const table = answer.table ?? 'incident';
  return new ServiceNowError({
    ...base,
    kind: 'Access',
    what: `The service account may not do this with ${table} on ${
      answer.instanceUrl
    }${quote(said)}`,
    remedy: accessRemedy(said, table),
  });
}

function accessRemedy(said: string, table: string): string {
  if (/unscoped api/i.test(said)) {
    return 'Widen the scope of the OAuth client in ServiceNow.';
  }
  if (/present in the query/i.test(said)) {
    return `Let the service account read every field of the query: see the field ACLs of ${table}.`;
  }
  return `Add the role itil to the service account, or whatever role the ACLs of ${table} ask for.`;
}
