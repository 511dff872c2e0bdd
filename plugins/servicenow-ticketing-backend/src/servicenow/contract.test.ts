import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { createSimulator } from 'servicenow-simulator';
import { basicAuth } from './auth/basic';
import { createAuthenticator } from './auth/createAuthenticator';
import { describeServiceNowContract } from './__testUtils__/contract/describeServiceNowContract';

/*
 * The contract is always held against the simulated instance. To hold it against a real one, which shows where the
 * simulator is wrong, set these variables and run this file:
 *
 *   SERVICENOW_CONTRACT_URL            https://dev12345.service-now.com
 *   SERVICENOW_CONTRACT_USERNAME       an account with the role itil, "web service access only" and, for signing in by
 *   SERVICENOW_CONTRACT_PASSWORD       password from the Zurich release on, snc_basic_auth_api_access
 *   SERVICENOW_CONTRACT_CLIENT_ID      an OAuth client, instead of signing in by password: the password grant when
 *   SERVICENOW_CONTRACT_CLIENT_SECRET  USERNAME and PASSWORD are set, too, else client credentials
 *
 * It creates some 50 incidents whose short description begins with "contract-", and cancels them in the end. Use an
 * instance of your own, in English, with its demo data.
 */

const PREFIX = 'SERVICENOW_CONTRACT_';
const REAL_INSTANCE_TIMEOUT = 120_000;

const variable = (name: string) => process.env[`${PREFIX}${name}`] || undefined;

function required(name: string): string {
  const value = variable(name);
  if (!value) {
    throw new Error(
      `${PREFIX}${name} is not set: ${PREFIX}URL wants USERNAME and PASSWORD, or CLIENT_ID and CLIENT_SECRET, beside it`,
    );
  }
  return value;
}

/** How to sign in to the real instance. */
function realAuth() {
  const account = () => ({
    username: required('USERNAME'),
    password: required('PASSWORD'),
  });
  if (!variable('CLIENT_ID')) {
    return { type: 'basic' as const, ...account() };
  }
  const client = {
    client_id: required('CLIENT_ID'),
    client_secret: required('CLIENT_SECRET'),
  };
  return variable('USERNAME')
    ? { type: 'oauth-password' as const, ...client, ...account() }
    : { type: 'oauth-client-credentials' as const, ...client };
}

describeServiceNowContract({
  name: 'the simulated instance',
  async open() {
    const simulator = await createSimulator();
    return {
      instanceUrl: simulator.url,
      agent: new HttpAgent({ keepAlive: true }),
      auth: basicAuth({
        username: 'portal_integration',
        password: 'portal_integration',
      }),
      async stop() {
        const open = simulator.records(
          'incident',
          'correlation_idSTARTSWITHcontract-^state!=8',
        );
        await simulator.stop();
        if (open.length > 0) {
          throw new Error(`${open.length} records were not canceled`);
        }
      },
    };
  },
});

const url = variable('URL');
if (url) {
  jest.setTimeout(REAL_INSTANCE_TIMEOUT);
  const instanceUrl = url.replace(/\/+$/, '');
  describeServiceNowContract({
    name: instanceUrl,
    async open() {
      const agent = instanceUrl.startsWith('https:')
        ? new HttpsAgent({ keepAlive: true })
        : new HttpAgent({ keepAlive: true });
      const settings = { instanceUrl, auth: realAuth() };
      return {
        instanceUrl,
        agent,
        auth: createAuthenticator({ settings, agent }),
      };
    },
  });
}
