import { Agent } from 'node:http';
import type { Simulator } from 'servicenow-simulator';
import { basicAuth } from '../auth/basic';
import { ServiceNowClient } from '../ServiceNowClient';
import { TableApi } from '../TableApi';
import { HttpTransport, type TransportOptions } from '../transport';
import { createManualClock } from './manualClock';

/** Our client on a simulated instance, with the account that has the role itil, and a clock that is moved by hand. */
export function createSimulatedClient(
  simulator: Pick<Simulator, 'url'>,
  options: Partial<TransportOptions> & {
    user?: string;
    excludedFields?: string[];
  } = {},
) {
  const {
    user = 'portal_integration',
    excludedFields,
    ...transportOptions
  } = options;
  const clock = createManualClock();
  const transport = new HttpTransport({
    instanceUrl: simulator.url,
    auth: basicAuth({ username: user, password: user }),
    agent: new Agent({ keepAlive: true }),
    timeout: 10_000,
    now: clock.now,
    sleep: clock.skip,
    ...transportOptions,
  });
  return {
    clock,
    transport,
    client: new ServiceNowClient(transport, { excludedFields }),
    tables: new TableApi(transport),
  };
}
