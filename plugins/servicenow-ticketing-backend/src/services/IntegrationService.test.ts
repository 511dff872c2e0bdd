import {
  integration,
  preflightReport,
  type PreflightReport,
} from 'backstage-plugin-servicenow-ticketing-common';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  createFaultyProxy,
  type Fault,
  type FaultyProxy,
} from '../__testUtils__/faultyProxy';
import { aMapping, createTestTicketing } from '../__testUtils__/testTicketing';
import type { IntegrationSettings } from '../domain/integrationSettings';

const databases = createTestDatabases();

describe('IntegrationService', () => {
  let simulator: Simulator;
  let proxy: FaultyProxy;
  const running: { stop(): Promise<void> }[] = [];

  beforeAll(async () => {
    simulator = await createSimulator({ port: 0 });
  });
  beforeEach(async () => {
    simulator.reset();
    proxy = await createFaultyProxy(simulator.url);
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map(each => each.stop()));
    await proxy.stop();
  });
  afterAll(() => simulator.stop());

  const connect = async (settings: Partial<IntegrationSettings> = {}) => {
    const ticketing = await createTestTicketing({
      knex: await databases.create('SQLITE_3'),
      instanceUrl: proxy.url,
      settings,
    });
    running.push(ticketing);
    return ticketing.integrationService;
  };
  const test = async (settings: Partial<IntegrationSettings> = {}) =>
    preflightReport
      .strict()
      .parse(await (await connect(settings)).test(1, { write_check: false }));
  const outcomes = (report: PreflightReport) =>
    Object.fromEntries(
      report.checks.map(({ name, outcome }) => [name, outcome]),
    );
  const remedyOf = (report: PreflightReport, name: string) =>
    report.checks.find(check => check.name === name)?.remedy;

  it('shows what is configured, without credentials', async () => {
    const service = await connect();
    const [shown] = await service.list();
    expect(integration.strict().parse(shown)).toEqual({
      id: 1,
      name: 'production',
      title: 'Production',
      instance_url: proxy.url,
      auth_type: 'basic',
      table: 'incident',
      is_default: true,
      origin: 'config',
      description: null,
      tags: [],
      kind: 'cloud',
      health: {
        status: 'unknown',
        message: 'Not checked yet',
        checked_at: null,
      },
      last_poll: null,
    });
    expect(JSON.stringify(shown)).not.toContain('portal_integration');
    await expect(service.get(5)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('finds nothing wrong with an account that has the role itil', async () => {
    const report = await test();
    expect(report.message).toMatch(/^Production is connected to http/);
    expect(report.ok).toBe(true);
    expect(outcomes(report)).toMatchObject({
      Reachable: 'ok',
      ServiceNow: 'ok',
      'Signed in': 'ok',
      'Table incident': 'ok',
      'Table sys_choice': 'ok',
      'Values of state': 'ok',
      'Values of close_code': 'ok',
      'Values of urgency': 'ok',
    });
    expect(proxy.calls[0]).toMatchObject({ method: 'GET' });
    expect(proxy.calls.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('names the configured values that are no choices', async () => {
    const report = await test({
      mapping: aMapping({
        states: { resolved: '66' },
        close: { code: 'Solved (Permanently)' },
      }),
    });
    expect(report.ok).toBe(false);
    expect(outcomes(report)).toMatchObject({
      'Values of state': 'failed',
      'Values of close_code': 'failed',
    });
    expect(remedyOf(report, 'Values of close_code')).toMatch(
      /^Set mapping\.close\.code to one of: .*Solution provided/,
    );
  });

  it('says what a wrong password, a missing role and an unknown table need', async () => {
    const wrong = await test({
      auth: {
        type: 'basic',
        username: 'portal_integration',
        password: 'hunter2',
      },
    });
    expect(outcomes(wrong)).toMatchObject({
      Reachable: 'ok',
      'Signed in': 'failed',
      'Table incident': 'skipped',
    });
    expect(remedyOf(wrong, 'Signed in')).toMatch(/username and password/);
    expect(JSON.stringify(wrong)).not.toContain('hunter2');

    simulator.access.restrict('incident', 'read', ['no_such_role']);
    expect(outcomes(await test())).toMatchObject({
      'Signed in': 'ok',
      'Table incident': 'failed',
    });
    simulator.reset();

    const unknown = await test({ table: 'u_nothing' });
    expect(outcomes(unknown)['Table u_nothing']).toBe('failed');
    expect(unknown.ok).toBe(false);
  });

  it('warns where it can work, but not as well', async () => {
    simulator.access.restrict('sys_choice', 'read', []);
    simulator.access.restrict('sys_journal_field', 'read', []);
    const report = await test();
    expect(report).toMatchObject({
      ok: true,
      // The clock of these tests is the third.
      message: expect.stringMatching(/with 3 warnings$/),
    });
    expect(remedyOf(report, 'Table sys_journal_field')).toMatch(/read access/);
  });

  it.each<[string, Fault['what'], RegExp]>([
    [
      'an instance that sleeps',
      {
        status: 200,
        headers: { 'Content-Type': 'text/html' },
        body: '<html><title>Instance Hibernating page</title>Your instance is hibernating</html>',
      },
      /Wake it/,
    ],
    [
      'a login page',
      {
        status: 200,
        headers: { 'Content-Type': 'text/html' },
        body: '<html><form>Log in</form></html>',
      },
      /instance URL/,
    ],
    [
      'a redirect to single sign-on',
      {
        status: 302,
        headers: { Location: 'https://sso.example.com/login?x=1' },
        body: '',
      },
      /instance URL/,
    ],
  ])('tells %s from ServiceNow', async (_, what, remedy) => {
    proxy.fail(() => true, ...Array(5).fill({ when: 'before', what }));
    const report = await test();
    expect(outcomes(report)).toMatchObject({
      Reachable: 'ok',
      ServiceNow: 'failed',
      'Table incident': 'skipped',
    });
    expect(remedyOf(report, 'ServiceNow')).toMatch(remedy);
    expect(report.ok).toBe(false);
  });

  it('says when nobody is there', async () => {
    const service = await connect();
    await proxy.stop();
    const report = await service.test(1, { write_check: false });
    expect(outcomes(report).Reachable).toBe('failed');
    expect(report.message).toMatch(
      /^Production cannot be used yet: ServiceNow does not answer: the connection was refused/,
    );
  });

  it('warns when the clocks differ', async () => {
    // The clock of these tests stands still in January; the simulator's does not.
    expect(outcomes(await test()).Clock).toBe('warning');
  });
});
