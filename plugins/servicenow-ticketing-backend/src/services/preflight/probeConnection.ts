import type { PreflightCheck } from 'backstage-plugin-servicenow-ticketing-common';
import type { TableRows } from '../../servicenow/TableApi';
import {
  failedBy,
  notAsked,
  ok,
  serviceNowErrorOf,
  type Subject,
} from './outcomes';
import { connectionRemedy } from './remedies';
import type { PreflightOptions } from './types';

/** One call answers three questions: is somebody there, is it ServiceNow, does it know the account. */
export async function probeConnection({
  client,
  settings,
}: PreflightOptions): Promise<{ checks: PreflightCheck[]; rows?: TableRows }> {
  const asked = `GET ${client.instanceUrl}/api/now/table/incident?sysparm_limit=1`;
  const subject = (name: string): Subject => ({ name, asked });
  const reached = ok(
    subject('Reachable'),
    `${client.instanceUrl} answers${
      settings.proxy ? ' through the proxy' : ''
    }`,
  );
  const genuine = ok(
    subject('ServiceNow'),
    "It answers as ServiceNow's REST API does",
  );
  const known = ok(subject('Signed in'), 'The service account is known');
  try {
    const rows = await client.query({
      table: 'incident',
      fields: 'sys_id',
      limit: 1,
    });
    return { checks: [reached, genuine, known], rows };
  } catch (caught) {
    const error = serviceNowErrorOf(caught);
    switch (error.kind) {
      case 'Unreachable':
      case 'Certificate':
      case 'AddressRefused':
      case 'Timeout':
      case 'BreakerOpen':
      case 'Busy':
      case 'Aborted':
      case 'InDoubt':
        return {
          checks: [
            failedBy(
              subject('Reachable'),
              error,
              connectionRemedy(settings, error),
            ),
            notAsked('ServiceNow'),
            notAsked('Signed in'),
          ],
        };
      case 'Asleep':
      case 'NotServiceNow':
      case 'RateLimit':
      case 'Server':
      case 'BrokenAnswer':
      case 'InvalidRequest':
        return {
          checks: [
            reached,
            failedBy(subject('ServiceNow'), error),
            notAsked('Signed in'),
          ],
        };
      case 'Credentials':
        return {
          checks: [reached, genuine, failedBy(subject('Signed in'), error)],
        };
      case 'NotConfigured':
        return {
          checks: [
            notAsked('Reachable'),
            notAsked('ServiceNow'),
            failedBy(subject('Signed in'), error),
          ],
        };
      case 'Access':
      case 'NotFound':
      case 'UnknownTable':
      case 'UnknownField':
      case 'InvalidValue':
      case 'DataPolicy':
      case 'BusinessRule':
        // The account is known; whether it may read its own table is the next question.
        return { checks: [reached, genuine, known] };
    }
  }
}
