import { request } from '@playwright/test';

const SIMULATOR_URL = process.env.SIMULATOR_URL ?? 'http://127.0.0.1:7780';
const ADMIN = Buffer.from('admin:admin').toString('base64');

/** A ServiceNow record as the Table API gives it: every value is text. */
export type ServiceNowRecord = Record<string, string>;

/**
 * Asks the simulated ServiceNow itself, past the portal, for what it holds.
 *
 * @param table - such as `incident`
 * @param query - an encoded query, such as `number=INC0010001`
 */
export async function findRecords(
  table: string,
  query: string,
): Promise<ServiceNowRecord[]> {
  const api = await request.newContext({
    baseURL: SIMULATOR_URL,
    extraHTTPHeaders: { authorization: `Basic ${ADMIN}` },
  });
  try {
    const response = await api.get(`/api/now/table/${table}`, {
      params: { sysparm_query: query, sysparm_display_value: 'false' },
    });
    if (!response.ok()) {
      throw new Error(
        `ServiceNow answered ${response.status()} for ${table}?${query}: ${await response.text()}`,
      );
    }
    return (await response.json()).result;
  } finally {
    await api.dispose();
  }
}

/** Changes a record of the simulated ServiceNow, past the portal. */
export async function changeRecord(
  table: string,
  sysId: string,
  values: Record<string, string>,
): Promise<void> {
  await write('PATCH', `${table}/${sysId}`, values);
}

/** Makes a record in the simulated ServiceNow, past the portal. */
export const createRecord = (
  table: string,
  values: Record<string, string>,
): Promise<ServiceNowRecord> => write('POST', table, values);

async function write(
  method: string,
  path: string,
  data: Record<string, string>,
): Promise<ServiceNowRecord> {
  const api = await request.newContext({
    baseURL: SIMULATOR_URL,
    extraHTTPHeaders: { authorization: `Basic ${ADMIN}` },
  });
  try {
    const response = await api.fetch(`/api/now/table/${path}`, {
      method,
      data,
    });
    if (!response.ok()) {
      throw new Error(`ServiceNow refused: ${await response.text()}`);
    }
    return (await response.json()).result;
  } finally {
    await api.dispose();
  }
}

/** Makes the simulated ServiceNow fail, such as `{ kind: 'unavailable', path: '/api/now' }`. */
export async function addFault(fault: Record<string, unknown>): Promise<void> {
  await control('POST', fault);
}

/** Makes it whole again. */
export async function clearFaults(): Promise<void> {
  await control('DELETE');
}

async function control(method: string, data?: Record<string, unknown>) {
  const api = await request.newContext({ baseURL: SIMULATOR_URL });
  try {
    const response = await api.fetch('/_simulator/faults', { method, data });
    if (!response.ok()) {
      throw new Error(
        `The simulator refused the fault: ${await response.text()}`,
      );
    }
  } finally {
    await api.dispose();
  }
}
