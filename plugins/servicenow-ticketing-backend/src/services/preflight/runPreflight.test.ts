import type { PreflightCheck } from 'backstage-plugin-servicenow-ticketing-common';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { aMapping, anIntegration } from '../../__testUtils__/integrations';
import type { IntegrationSettings } from '../../domain/integrationSettings';
import { InstanceConnector } from '../integrations/InstanceConnector';
import { runPreflight } from './runPreflight';

const ITIL = { type: 'basic', username: 'itil', password: 'itil' } as const;

describe('runPreflight', () => {
  let simulator: Simulator;
  const open: { close(): void }[] = [];

  beforeAll(async () => {
    simulator = await createSimulator({ port: 0 });
  });
  beforeEach(() => simulator.reset());
  afterEach(() => open.splice(0).forEach(connection => connection.close()));
  afterAll(() => simulator.stop());

  const run = async (
    change: Partial<IntegrationSettings> = {},
    options: { writeCheck?: boolean; timeout?: number } = {},
  ) => {
    const settings = anIntegration(simulator.url, change);
    const connection = new InstanceConnector({
      requestTimeout: options.timeout ?? 5_000,
    }).tryOut(settings);
    open.push(connection);
    return runPreflight({
      client: connection.client,
      settings,
      now: () => new Date(),
      writeCheck: options.writeCheck,
    });
  };
  const outcomes = (checks: PreflightCheck[]) =>
    Object.fromEntries(checks.map(({ name, outcome }) => [name, outcome]));
  const find = (checks: PreflightCheck[], name: string) =>
    checks.find(check => check.name === name);
  const writes = () =>
    simulator.requests().filter(({ method }) => method !== 'GET');

  it('finds nothing wrong with an account that has the role itil, by reading only', async () => {
    const checks = await run();
    expect(outcomes(checks)).toEqual({
      Reachable: 'ok',
      ServiceNow: 'ok',
      'Signed in': 'ok',
      'Table incident': 'ok',
      'Write access': 'ok',
      'Fields of incident': 'ok',
      'Table sys_choice': 'ok',
      'Values of state': 'ok',
      'Values of close_code': 'ok',
      'Values of urgency': 'ok',
      'Table sys_user': 'ok',
      'Table sys_user_group': 'ok',
      'Table sys_journal_field': 'ok',
      Clock: 'ok',
    });
    expect(checks.every(({ remedy }) => remedy === null)).toBe(true);
    expect(writes()).toEqual([]);
    expect(simulator.requests()[0].path).toContain('/api/now/table/incident?');
  });

  describe('when there is no ServiceNow', () => {
    it.each([
      ['hibernating', 'ServiceNow', /Wake it/],
      ['login_page', 'ServiceNow', /instance URL/],
      ['broken_json', 'ServiceNow', /often over soon/],
      ['error_before_commit', 'ServiceNow', /often over soon/],
      ['rate_limited', 'ServiceNow', /rate limit/],
    ] as const)('says what %s needs', async (kind, name, remedy) => {
      simulator.addFault({ kind, retryAfter: 60 });
      const checks = await run();
      expect(outcomes(checks)).toMatchObject({
        Reachable: 'ok',
        [name]: 'failed',
        'Signed in': 'skipped',
        'Table incident': 'skipped',
        Clock: 'skipped',
      });
      expect(find(checks, name)!.remedy).toMatch(remedy);
    });

    it('says when nobody is there, and through what it was tried', async () => {
      const gone = await createSimulator({ port: 0 });
      await gone.stop();
      const checks = await run({ instanceUrl: gone.url });
      expect(outcomes(checks)).toMatchObject({
        Reachable: 'failed',
        ServiceNow: 'skipped',
        'Table incident': 'skipped',
      });
      expect(find(checks, 'Reachable')!.answer).toMatch(/refused/);
      const proxied = await run({ proxy: { url: gone.url } });
      expect(find(proxied, 'Reachable')!.remedy).toMatch(/Check proxy\.url/);
    });

    it('says when it takes too long', async () => {
      simulator.addFault({ kind: 'hang_before_commit' });
      const checks = await run({}, { timeout: 50 });
      expect(find(checks, 'Reachable')).toMatchObject({
        outcome: 'failed',
        answer: expect.stringMatching(/does not answer/),
      });
    });

    it('says that calls are held back, and when they are tried again', async () => {
      simulator.addFault({ kind: 'reset_before_commit' });
      const settings = anIntegration(simulator.url);
      const { client, close } = new InstanceConnector({
        requestTimeout: 5_000,
      }).tryOut(settings);
      open.push({ close });
      const options = { client, settings, now: () => new Date() };
      await runPreflight(options);
      await runPreflight(options);
      const checks = await runPreflight(options);
      expect(client.breaker.state).toBe('open');
      expect(find(checks, 'Reachable')).toMatchObject({
        outcome: 'failed',
        answer: expect.stringMatching(/held back since/),
        remedy: expect.stringMatching(/tries again at/),
      });
    });
  });

  describe('when the account is not what it should be', () => {
    it('says what a wrong password needs, without repeating it', async () => {
      const checks = await run({
        auth: {
          type: 'basic',
          username: 'portal_integration',
          password: 'hunter2',
        },
      });
      expect(outcomes(checks)).toMatchObject({
        Reachable: 'ok',
        ServiceNow: 'ok',
        'Signed in': 'failed',
        'Table incident': 'skipped',
      });
      expect(find(checks, 'Signed in')!.remedy).toMatch(
        /username and password.*Web service access only/,
      );
      expect(JSON.stringify(checks)).not.toContain('hunter2');
    });

    it('says what a wrong OAuth client needs', async () => {
      const checks = await run({
        auth: {
          type: 'oauth-client-credentials',
          client_id: 'simulator-client',
          client_secret: 'hunter2',
        },
      });
      expect(find(checks, 'Signed in')).toMatchObject({
        outcome: 'failed',
        remedy: expect.stringMatching(/OAuth Application User/),
      });
      expect(JSON.stringify(checks)).not.toContain('hunter2');
    });

    it('names the role that is missing, and the account', async () => {
      simulator.access.restrict('incident', 'read', ['no_such_role']);
      const refused = await run();
      expect(outcomes(refused)).toMatchObject({
        'Signed in': 'ok',
        'Table incident': 'failed',
      });
      expect(find(refused, 'Table incident')!.remedy).toMatch(
        /^Add the role itil to portal_integration/,
      );
    });

    it('notices rows that are there, but hidden', async () => {
      const [employee] = simulator.records('sys_user', 'user_name=employee');
      for (const field of ['caller_id', 'opened_by']) {
        for (const own of simulator.records(
          'incident',
          `${field}=${employee.sys_id}`,
        )) {
          simulator.remove('incident', own.sys_id);
        }
      }
      const checks = await run({
        auth: { type: 'basic', username: 'employee', password: 'employee' },
      });
      expect(find(checks, 'Table incident')).toMatchObject({
        outcome: 'failed',
        answer: expect.stringMatching(/has rows, but/),
        remedy: expect.stringMatching(/Add the role itil to employee/),
      });
    });

    it('warns when it sees only few of the rows', async () => {
      const checks = await run({
        auth: { type: 'basic', username: 'employee', password: 'employee' },
      });
      expect(find(checks, 'Table incident')).toMatchObject({
        outcome: 'warning',
        answer: expect.stringMatching(/sees only \d of the first 20 rows/),
      });
    });

    it('passes on what a scoped client or an unknown table need', async () => {
      const unknown = await run({ table: 'u_nothing' });
      expect(find(unknown, 'Table u_nothing')).toMatchObject({
        outcome: 'failed',
        remedy: expect.stringMatching(/"?table"?/),
      });
      simulator.addFault({ kind: 'forbidden_scope' });
      const scoped = await run();
      expect(find(scoped, 'Table incident')).toMatchObject({
        outcome: 'failed',
        remedy: expect.stringMatching(/scope of the OAuth client/),
      });
    });

    it('warns of tables that help, and says what is lost without them', async () => {
      for (const table of ['sys_choice', 'sys_user', 'sys_journal_field']) {
        simulator.access.restrict(table, 'read', []);
      }
      const checks = await run();
      expect(outcomes(checks)).toMatchObject({
        'Table incident': 'ok',
        'Table sys_choice': 'warning',
        'Table sys_user': 'warning',
        'Table sys_user_group': 'ok',
        'Table sys_journal_field': 'warning',
      });
      expect(find(checks, 'Table sys_journal_field')).toMatchObject({
        answer: expect.stringMatching(/slower/),
        remedy: expect.stringMatching(
          /portal_integration read access to sys_journal_field/,
        ),
      });
      expect(find(checks, 'Values of state')).toBeUndefined();
    });
  });

  describe('whether it may write', () => {
    it('is known by its roles, where they can be seen', async () => {
      const sysId = simulator.records('sys_user', 'user_name=itil')[0].sys_id;
      const role = simulator.insert('sys_user_role', { name: 'snc_read_only' });
      simulator.insert('sys_user_has_role', { user: sysId, role: role.sys_id });
      expect(find(await run({ auth: ITIL }), 'Write access')).toMatchObject({
        outcome: 'failed',
        remedy: 'Take the role snc_read_only from itil.',
      });
    });

    it('is not known otherwise, which worries nobody', async () => {
      simulator.access.restrict('sys_user_has_role', 'read', []);
      const hidden = find(await run(), 'Write access');
      expect(hidden).toMatchObject({
        outcome: 'skipped',
        answer: expect.stringMatching(/cannot be (seen|known).*write check/),
        remedy: null,
      });
      simulator.reset();
      const unusual = find(await run({ table: 'task' }), 'Write access');
      expect(unusual).toMatchObject({
        outcome: 'skipped',
        answer: expect.stringMatching(/roles of portal_integration \(.*itil/),
      });
      const nameless = find(
        await run({ auth: { type: 'api-key', api_key: 'simulator-api-key' } }),
        'Write access',
      );
      expect(nameless).toMatchObject({ outcome: 'skipped', asked: 'Nothing' });
    });
  });

  describe('the mapping', () => {
    it('names the values that are no choices, and those that are', async () => {
      const checks = await run({
        mapping: aMapping({
          states: { open: '1', acknowledged: 'In Progress', resolved: '66' },
          close: { code: 'Solved (Permanently)' },
          severity: {
            secondary: {
              field: 'impact',
              values: { critical: 9, high: 1, medium: 2, low: 3 },
            },
          },
          category: 'hardware',
          subcategory: 'vpn',
        }),
      });
      expect(outcomes(checks)).toMatchObject({
        'Values of state': 'failed',
        'Values of close_code': 'failed',
        'Values of urgency': 'ok',
        'Values of impact': 'failed',
        'Values of category': 'ok',
        'Values of subcategory': 'failed',
      });
      expect(find(checks, 'Values of state')).toMatchObject({
        answer: '"In Progress", "66" are not among the choices of state',
        remedy:
          'Set mapping.states to "2", which is the value behind the label "In Progress".',
      });
      expect(find(checks, 'Values of close_code')!.remedy).toMatch(
        /^Set mapping\.close\.code to one of: .*Solution provided/,
      );
      expect(find(checks, 'Values of impact')!.answer).toMatch(/^"9" is not/);
      expect(find(checks, 'Values of subcategory')).toMatchObject({
        answer: '"vpn" is not among the choices of subcategory for hardware',
        remedy: expect.stringMatching(/cpu, disk/),
      });
    });

    it('takes choices of the table itself before those of the table it extends', async () => {
      const checks = await run({
        mapping: aMapping({ states: { resolved: '3', open: '-5' } }),
      });
      // 3 means "On Hold" for incidents; -5 is a state of tasks only.
      expect(find(checks, 'Values of state')!.answer).toBe(
        '"-5" is not among the choices of state',
      );
    });

    it('notices fields that the table does not have', async () => {
      const checks = await run({
        mapping: aMapping({ templates: { fields: { u_nothing: 'x' } } }),
      });
      expect(find(checks, 'Fields of incident')).toMatchObject({
        outcome: 'warning',
        answer: expect.stringMatching(/does not show u_nothing of incident/),
      });
      simulator.access.restrictField('task', 'correlation_id', []);
      expect(find(await run(), 'Fields of incident')).toMatchObject({
        outcome: 'failed',
        answer: expect.stringMatching(/correlation_id/),
      });
    });

    it('finds the group and the person, and whether they belong together', async () => {
      const assigned = async (
        assignment_group?: string,
        assigned_to?: string,
      ) =>
        (await run({ mapping: aMapping({ assignment_group, assigned_to }) }))
          .filter(({ name }) => name.startsWith('Assignment'))
          .map(({ name, outcome }) => `${name}: ${outcome}`);
      const [membership] = simulator.records('sys_user_grmember');
      const [group] = simulator.records(
        'sys_user_group',
        `sys_id=${membership.group}`,
      );
      const [member] = simulator.records(
        'sys_user',
        `sys_id=${membership.user}`,
      );
      expect(await assigned()).toEqual([]);
      expect(await assigned(group.name, member.user_name)).toEqual([
        'Assignment group: ok',
        'Assignment user: ok',
        'Assignment: ok',
      ]);
      expect(await assigned(group.sys_id, 'portal_integration')).toEqual([
        'Assignment group: ok',
        'Assignment user: ok',
        'Assignment: warning',
      ]);
      expect(await assigned('No such', 'gone.girard')).toEqual([
        'Assignment group: failed',
        'Assignment user: failed',
      ]);
      simulator.access.restrict('sys_user', 'read', []);
      expect(await assigned(undefined, 'itil')).toEqual([
        'Assignment user: skipped',
      ]);
    });
  });

  it('warns when the clocks differ', async () => {
    simulator.setClockOffset(-10 * 60_000);
    const clock = find(await run(), 'Clock');
    expect(clock).toMatchObject({ outcome: 'warning' });
    expect(clock!.answer).toMatch(/ahead of that of ServiceNow/);
  });

  it('asks for no excluded field', async () => {
    const checks = await run({ excludedFields: ['close_notes', 'urgency'] });
    expect(outcomes(checks)['Fields of incident']).toBe('ok');
    expect(
      simulator
        .requests()
        .some(({ path }) => /fields=.*close_notes/.test(path)),
    ).toBe(false);
  });
});
