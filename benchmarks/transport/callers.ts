import fetch from 'node-fetch';
import { createAgent } from '../../plugins/servicenow-ticketing-backend/src/servicenow/agents';
import { createAuthenticator } from '../../plugins/servicenow-ticketing-backend/src/servicenow/auth/createAuthenticator';
import { HttpTransport } from '../../plugins/servicenow-ticketing-backend/src/servicenow/transport';
import { ApiCallLog } from '../../plugins/servicenow-ticketing-backend/src/services/ApiCallLog';
import { integrationAt } from '../support/integration';
import { logger } from '../support/logger';

const TABLE = '/api/now/table/incident';
const FIELDS = 'sys_id,number,short_description,state,sys_updated_on';
const NOTE = 'x'.repeat(240);

/** Makes the calls that are compared. */
export interface Caller {
  read(index: number): Promise<unknown>;
  write(index: number): Promise<unknown>;
  close(): void;
}

const recordPath = (index: number) =>
  `${TABLE}/${index.toString(16).padStart(32, '0')}`;

const parameters = {
  sysparm_display_value: 'all',
  sysparm_exclude_reference_link: 'true',
  sysparm_fields: FIELDS,
};

/** What somebody writes who wants no more than the answer. */
export function createBareCaller(instanceUrl: string): Caller {
  const settings = integrationAt(instanceUrl);
  const agent = createAgent(settings);
  const query = new URLSearchParams(parameters).toString();
  const call = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${instanceUrl}${path}?${query}`, {
      method,
      agent,
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/json',
        Authorization: `Basic ${Buffer.from('user:password').toString(
          'base64',
        )}`,
      },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) {
      throw new Error(`Status ${response.status}`);
    }
    return response.json();
  };
  return {
    read: index => call('GET', recordPath(index)),
    write: index => call('PATCH', recordPath(index), { work_notes: NOTE }),
    close: () => agent.destroy(),
  };
}

/** Ours, with everything it does for a call: limits, deadline, breaker, request id, and the log up to the database. */
export function createOurCaller(instanceUrl: string): Caller {
  const settings = integrationAt(instanceUrl);
  const agent = createAgent(settings);
  const log = new ApiCallLog({
    store: { insertAll: async () => {}, removeOld: async () => 0 },
    settings: { enabled: true, keep: 1_000, maxAge: 1_000 },
    logger,
  });
  const transport = new HttpTransport({
    instanceUrl,
    agent,
    auth: createAuthenticator({ settings, agent }),
    timeout: 30_000,
    limits: { concurrency: 16, requestsPerMinute: 1_000_000 },
    onCall: log.observerOf(1, settings),
  });
  return {
    read: index =>
      transport.send({ method: 'GET', path: recordPath(index), parameters }),
    write: index =>
      transport.send({
        method: 'PATCH',
        path: recordPath(index),
        parameters,
        body: { work_notes: NOTE },
      }),
    close: () => transport.close(),
  };
}
