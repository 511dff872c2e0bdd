import {
  createSimulator,
  type FaultKind,
  type Simulator,
} from 'servicenow-simulator';
import { createSimulatedClient } from './__testUtils__/simulatedClient';
import { createAuthenticator } from './auth/createAuthenticator';
import type { ServiceNowClient } from './ServiceNowClient';
import type { ServiceNowError } from './ServiceNowError';
import type { HttpTransport, TransportOptions } from './transport';
import { labelOf, recordsOf, valueOf } from './wire';

/*
 * Each line of "What breaks naive clients" and of "Lies with status 200" that is known of ServiceNow's REST API, as a
 * test of our client against the simulated instance.
 */

const NOBODY = 'abel.tuter';
const EVERYTHING = { table: 'incident', fields: 'number', limit: 3 };

describe('our client', () => {
  let simulator: Simulator;
  let client: ServiceNowClient;
  let transports: HttpTransport[];

  beforeAll(async () => {
    simulator = await createSimulator();
  });
  beforeEach(() => {
    simulator.reset();
    transports = [];
    client = connect();
  });
  afterEach(() => transports.forEach(transport => transport.close()));
  afterAll(() => simulator.stop());

  function connect(
    options: Partial<TransportOptions> & { user?: string } = {},
  ): ServiceNowClient {
    const made = createSimulatedClient(simulator, options);
    transports.push(made.transport);
    return made.client;
  }

  const failureOf = (call: Promise<unknown>): Promise<ServiceNowError> =>
    call.then(
      () => {
        throw new Error('It did not fail');
      },
      error => error,
    );

  const createTicket = (fields: Record<string, string> = {}) =>
    client.createTicket('incident', { short_description: 'made', ...fields });

  const oauth = (change: Record<string, string> = {}) =>
    createAuthenticator({
      settings: {
        instanceUrl: simulator.url,
        auth: {
          type: 'oauth-password',
          client_id: 'simulator-client',
          client_secret: 'simulator-secret',
          username: 'portal_integration',
          password: 'portal_integration',
          ...change,
        },
      },
    });

  describe('knows the lies with status 200:', () => {
    it.each<[FaultKind, object]>([
      [
        'hibernating',
        {
          kind: 'Asleep',
          retryable: true,
          what: expect.stringContaining('is hibernating'),
          remedy: expect.stringContaining('developer.servicenow.com'),
        },
      ],
      [
        'login_page',
        {
          kind: 'NotServiceNow',
          retryable: true,
          what: expect.stringContaining('web page instead of data'),
          remedy: expect.stringContaining('instance URL'),
        },
      ],
    ])(
      'a hibernating developer instance and a login page answer 200 text/html, also for tokens (%s)',
      async (kind, expected) => {
        simulator.addFault({ kind });
        expect(await failureOf(client.query(EVERYTHING))).toMatchObject(
          expected,
        );
        expect(await failureOf(createTicket())).toMatchObject(expected);
        expect(await failureOf(oauth().headers())).toMatchObject(expected);
      },
    );

    it('a quota hit in mid-stream gives 200 with a broken JSON array followed by an error object', async () => {
      simulator.addFault({ kind: 'broken_json' });
      expect(await failureOf(client.query(EVERYTHING))).toMatchObject({
        kind: 'BrokenAnswer',
        retryable: true,
        what: expect.stringContaining('cancelled its own answer'),
        remedy: expect.stringContaining('transaction quotas'),
      });
    });
  });

  describe('is not broken by', () => {
    it('200 with HTML', async () => {
      simulator.addFault({ kind: 'login_page', times: 1 });
      expect(await failureOf(createTicket())).toMatchObject({
        name: 'ServiceNowNotServiceNowError',
      });
      expect((await createTicket()).number).toMatch(/^INC/);
    });

    it('200 with broken JSON', async () => {
      simulator.addFault({ kind: 'broken_json', method: 'GET', times: 1 });
      expect((await client.query(EVERYTHING)).records).toHaveLength(3);
      simulator.addFault({ kind: 'truncated', method: 'GET', times: 1 });
      expect((await client.query(EVERYTHING)).records).toHaveLength(3);
      // A write is not repeated: it was done, though its answer cannot be read.
      simulator.addFault({ kind: 'broken_json', method: 'POST', times: 1 });
      expect(
        await failureOf(createTicket({ correlation_id: 'broken' })),
      ).toMatchObject({ name: 'ServiceNowBrokenAnswerError' });
      expect(
        simulator.records('incident', 'correlation_id=broken'),
      ).toHaveLength(1);
    });

    it('short pages taken for the end', async () => {
      const [{ sys_id: caller }] = simulator.records(
        'sys_user',
        `user_name=${NOBODY}`,
      );
      const mine = simulator.records('incident', `caller_id=${caller}`);
      expect(mine.length).toBeGreaterThan(0);
      const numbers: string[] = [];
      for await (const row of connect({ user: NOBODY }).stream({
        table: 'incident',
        fields: 'number',
        pageSize: 3,
      })) {
        numbers.push(valueOf(row, 'number'));
      }
      expect(numbers).toEqual(
        expect.arrayContaining(mine.map(({ number }) => number)),
      );
      expect(new Set(numbers).size).toBe(numbers.length);
    });

    it('X-Total-Count trusted', async () => {
      const { records, totalCount } = await connect({ user: NOBODY }).query({
        ...EVERYTHING,
        limit: 1_000,
      });
      // It counts what the account may not read; nothing of ours waits for so many rows.
      expect(totalCount).toBeGreaterThan(records.length);
      const rows = [];
      for await (const row of connect({ user: NOBODY }).stream({
        table: 'incident',
        fields: 'number',
      })) {
        rows.push(row);
      }
      expect(rows).toHaveLength(records.length);
    });

    it('no ORDERBY', async () => {
      await client.searchTickets({
        table: 'incident',
        text: '',
        page: 2,
        size: 5,
      });
      await client.findTickets({
        table: 'incident',
        field: 'number',
        value: 'INC0000001',
      });
      await client.listChoices(['incident'], ['state']);
      const orders = simulator
        .requests()
        .map(({ path }) =>
          new URL(path, 'http://x').searchParams.get('sysparm_query'),
        );
      expect(orders).toHaveLength(3);
      // Each order ends with what no two rows have in common.
      orders.forEach(order => expect(order).toMatch(/ORDERBYsys_id$/));
    });

    it('typos widening results', async () => {
      expect(
        await failureOf(
          client.findTickets({
            table: 'incident',
            field: 'correlaton_id',
            value: 'x',
          }),
        ),
      ).toMatchObject({
        name: 'ServiceNowUnknownFieldError',
        retryable: false,
        remedy: expect.stringContaining('Check the name correlaton_id'),
      });
      expect(
        await client.findTickets({
          table: 'incident',
          field: 'correlation_id',
          value: 'there is none',
        }),
      ).toEqual([]);
    });

    it('close codes that vary', async () => {
      const { sysId } = await createTicket();
      const resolve = (code: string) =>
        client.updateTicket(
          { table: 'incident', sysId },
          { state: '6', close_code: code, close_notes: 'Done' },
        );
      const refused = await failureOf(resolve('Solved (Permanently)'));
      expect(refused).toMatchObject({
        name: 'ServiceNowDataPolicyError',
        retryable: false,
        what: expect.stringContaining('Resolution code'),
        remedy: expect.stringContaining('An invalid choice counts as missing'),
      });
      const codes = await client.listChoices(['incident'], ['close_code']);
      const [code] = codes.filter(({ inactive }) => !inactive);
      expect((await resolve(code.value)).state).toBe('6');
    });

    it('one field in three shapes', async () => {
      const { sysId } = await createTicket({
        caller_id: '6816f79cc0a8016401c5a33be04be441',
      });
      const read = async (display: string) => {
        const { body } = await transports[0].send({
          method: 'GET',
          path: `/api/now/table/incident/${sysId}`,
          parameters: {
            sysparm_display_value: display,
            sysparm_fields: 'caller_id,impact',
          },
        });
        const [record] = recordsOf(body);
        return ['caller_id', 'impact'].map(field => [
          valueOf(record, field),
          labelOf(record, field),
        ]);
      };
      const id = '6816f79cc0a8016401c5a33be04be441';
      const name = 'System Administrator';
      expect(await read('false')).toEqual([
        [id, id],
        ['3', '3'],
      ]);
      expect(await read('true')).toEqual([
        [name, name],
        ['3 - Low', '3 - Low'],
      ]);
      expect(await read('all')).toEqual([
        [id, name],
        ['3', '3 - Low'],
      ]);
    });

    it("display dates in a user's zone", async () => {
      const { sysId, createdAt } = await createTicket();
      const [stored] = simulator.records('incident', `sys_id=${sysId}`);
      expect(createdAt).toEqual(
        new Date(`${stored.sys_created_on.replace(' ', 'T')}Z`),
      );
      // Beth lives in another zone than the account: what she is shown differs, what it means does not.
      const hers = connect({ user: 'beth.anglin' });
      const { records } = await hers.query({
        table: 'incident',
        query: { where: [['sys_id', '=', sysId]] },
        fields: 'sys_created_on',
        limit: 1,
      });
      expect(labelOf(records[0], 'sys_created_on')).not.toBe(
        stored.sys_created_on,
      );
      const ticket = await hers.getTicket({ table: 'incident', sysId });
      expect(ticket.createdAt).toEqual(createdAt);
    });

    it.each([
      ['the secret', { client_secret: 'wrong' }],
      ['the client', { client_id: 'wrong' }],
      ['the password', { password: 'wrong' }],
    ])(
      'OAuth failures that all look alike (%s is wrong)',
      async (_, change) => {
        const error = await failureOf(
          connect({ auth: oauth(change) }).query(EVERYTHING),
        );
        expect(error).toMatchObject({
          name: 'ServiceNowCredentialsError',
          retryable: true,
        });
        // ServiceNow does not say which it is, so everything that can be wrong is named.
        expect(error.remedy).toMatch(/client/i);
        expect(error.remedy).toMatch(/secret/i);
        expect(error.remedy).toMatch(/password/i);
      },
    );

    it('tokens that ServiceNow ends before their time', async () => {
      const authorized = connect({ auth: oauth() });
      await authorized.query(EVERYTHING);
      simulator.expireTokens();
      expect((await authorized.query(EVERYTHING)).records).toHaveLength(3);
      simulator.expireTokens();
      await authorized.createTicket('incident', { correlation_id: 'renewed' });
      expect(
        simulator.records('incident', 'correlation_id=renewed'),
      ).toHaveLength(1);
    });

    it('basic auth refused to interactive users', async () => {
      const [property] = simulator.records(
        'sys_properties',
        'name=simulator.basic_auth.refuse_interactive_users',
      );
      simulator.update('sys_properties', property.sys_id, { value: 'true' });
      expect(await failureOf(client.query(EVERYTHING))).toMatchObject({
        name: 'ServiceNowCredentialsError',
        status: 401,
        retryable: true,
        remedy: expect.stringMatching(
          /"Web service access only" or has the role snc_basic_auth_api_access/,
        ),
      });
    });

    it('404 that is an ACL', async () => {
      const [{ sys_id: sysId }] = simulator.records(
        'incident',
        'caller_id.user_name!=abel.tuter^opened_by.user_name!=abel.tuter',
      );
      expect(
        await failureOf(
          connect({ user: NOBODY }).getTicket({ table: 'incident', sysId }),
        ),
      ).toMatchObject({
        name: 'ServiceNowNotFoundError',
        remedy: expect.stringMatching(
          /was deleted, or the service account may not see it/,
        ),
      });
    });

    it('POST retried after a 500 that had committed (look up correlation_id first)', async () => {
      simulator.addFault({
        kind: 'error_after_commit',
        method: 'POST',
        times: 1,
      });
      const error = await failureOf(createTicket({ correlation_id: 'once' }));
      expect(error).toMatchObject({
        name: 'ServiceNowServerError',
        retryable: true,
        remedy: expect.not.stringMatching(/^$/),
      });
      const made = simulator.records('incident', 'correlation_id=once');
      expect(made).toHaveLength(1);
      const [found] = await client.findTickets({
        table: 'incident',
        field: 'correlation_id',
        value: 'once',
      });
      expect(found.sysId).toBe(made[0].sys_id);
      expect(
        simulator.requests().filter(({ method }) => method === 'POST'),
      ).toHaveLength(1);
    });

    it('a connection that is cut after the commit', async () => {
      simulator.addFault({
        kind: 'reset_after_commit',
        method: 'POST',
        times: 1,
      });
      expect(
        await failureOf(createTicket({ correlation_id: 'cut' })),
      ).toMatchObject({
        name: 'ServiceNowUnreachableError',
        retryable: true,
        what: expect.stringContaining('the connection was cut'),
      });
      expect(simulator.records('incident', 'correlation_id=cut')).toHaveLength(
        1,
      );
    });

    it('429 ignored', async () => {
      simulator.addFault({ kind: 'rate_limited', retryAfter: 600, times: 1 });
      expect(await failureOf(createTicket())).toMatchObject({
        name: 'ServiceNowRateLimitError',
        retryable: true,
        retryAfter: 600_000,
        remedy: expect.stringContaining('rate limit rules'),
      });
      expect(await failureOf(client.query(EVERYTHING))).toMatchObject({
        name: 'ServiceNowRateLimitError',
      });
      expect(simulator.requests()).toHaveLength(1);
    });

    it('"PATCH then compare" against journal fields and rule-changed fields', async () => {
      const { sysId } = await createTicket({ impact: '3', urgency: '3' });
      const key = { table: 'incident', sysId };
      const changed = await client.updateTicket(key, {
        work_notes: 'Written once [ref n1]',
        priority: '1',
        urgency: '1',
      });
      // The rule decides about the priority; what ServiceNow answers counts, not what was sent.
      expect(changed).toMatchObject({ priority: '3', urgency: '1' });
      const { records } = await client.query({
        table: 'incident',
        query: { where: [['sys_id', '=', sysId]] },
        fields: 'work_notes',
        limit: 1,
      });
      expect(records[0].work_notes).toMatchObject({ value: '' });
      expect(await client.hasWorkNote(key, '[ref n1]')).toBe(true);
      simulator.access.restrict('sys_journal_field', 'read', []);
      expect(await client.hasWorkNote(key, '[ref n1]')).toBe(true);
      expect(await client.hasWorkNote(key, '[ref n2]')).toBe(false);
    });
  });
});
