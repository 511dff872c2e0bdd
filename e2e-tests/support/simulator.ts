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
