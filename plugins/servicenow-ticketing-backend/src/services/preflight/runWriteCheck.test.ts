import { createSimulator, type Simulator } from 'servicenow-simulator';
import { aMapping, anIntegration } from '../../__testUtils__/integrations';
import type { IntegrationSettings } from '../../domain/integrationSettings';
import { InstanceConnector } from '../integrations/InstanceConnector';
import { runPreflight } from './runPreflight';

describe('the write check', () => {
  let simulator: Simulator;
  const open: { close(): void }[] = [];

  beforeAll(async () => {
    simulator = await createSimulator({ port: 0 });
  });
  beforeEach(() => simulator.reset());
  afterEach(() => open.splice(0).forEach(connection => connection.close()));
  afterAll(() => simulator.stop());

  const run = async (change: Partial<IntegrationSettings> = {}) => {
    const settings = anIntegration(simulator.url, change);
    const connection = new InstanceConnector({ requestTimeout: 5_000 }).tryOut(
      settings,
    );
    open.push(connection);
    const checks = await runPreflight({
      client: connection.client,
      settings,
      now: () => new Date(),
      writeCheck: true,
    });
    return new Map(checks.map(check => [check.name, check]));
  };
  const created = (table = 'incident') =>
    simulator.records(table, 'short_descriptionSTARTSWITH[Test]');

  it('creates a record that nobody can mistake, and cancels it', async () => {
    const checks = await run();
    const [record, ...others] = created();
    expect(others).toEqual([]);
    expect(record).toMatchObject({
      state: '8',
      urgency: '3',
      description: expect.stringMatching(/needs no work/),
    });
    expect([record.assignment_group, record.assigned_to]).toEqual([
      undefined,
      undefined,
    ]);
    expect(checks.get('Write check')).toMatchObject({
      outcome: 'ok',
      answer: `${record.number} was created, and then set to Canceled`,
    });
    expect(checks.get('Work notes')!.outcome).toBe('ok');
    expect(checks.has('Write access')).toBe(false);
    expect(
      simulator.records('sys_journal_field', `element_id=${record.sys_id}`),
    ).toHaveLength(1);
  });

  it('says which role is missing when it may not create', async () => {
    simulator.access.restrict('incident', 'create', []);
    const checks = await run();
    expect(checks.get('Write check')).toMatchObject({
      outcome: 'failed',
      remedy: expect.stringMatching(/role itil to portal_integration/),
    });
    expect(checks.has('Work notes')).toBe(false);
    expect(created()).toEqual([]);
  });

  it('names the record that is left when it may create, but not change', async () => {
    simulator.access.restrict('incident', 'write', []);
    const checks = await run();
    const [record] = created();
    expect(checks.get('Write check')).toMatchObject({
      outcome: 'failed',
      answer: expect.stringMatching(
        `^${record.number} was created, but could not be canceled: `,
      ),
      remedy: expect.stringMatching(`^Cancel ${record.number} by hand`),
    });
    expect(checks.get('Work notes')!.outcome).toBe('failed');
  });

  it('resolves the record where the table knows no canceled state', async () => {
    for (const choice of simulator.records(
      'sys_choice',
      'name=incident^element=state^value=8',
    )) {
      simulator.remove('sys_choice', choice.sys_id);
    }
    simulator.addFault({
      kind: 'forbidden_acl',
      method: 'PATCH',
      skip: 1,
      times: 2,
    });
    const checks = await run();
    expect(created()).toMatchObject([
      { state: '6', close_code: 'Solution provided' },
    ]);
    expect(checks.get('Write check')!.answer).toMatch(/set to Resolved$/);
  });

  it('cancels without a close code that is no choice', async () => {
    await run({ mapping: aMapping({ close: { code: 'No such code' } }) });
    expect(created()).toMatchObject([{ state: '8' }]);
  });

  it('finds and cancels what was created although the answer was lost', async () => {
    simulator.addFault({
      kind: 'error_after_commit',
      method: 'POST',
      times: 1,
    });
    const checks = await run();
    expect(created()).toMatchObject([{ state: '8' }]);
    expect(checks.get('Write check')!.outcome).toBe('ok');
  });

  it('warns when notes can be written, but not be found again', async () => {
    simulator.access.restrict('sys_journal_field', 'read', []);
    simulator.access.restrictField('task', 'work_notes', []);
    simulator.access.restrictField('task', 'comments_and_work_notes', []);
    const checks = await run();
    expect(checks.get('Work notes')).toMatchObject({
      outcome: 'warning',
      answer: expect.stringMatching(
        /cannot be known whether a note has arrived/,
      ),
    });
  });

  it('works on tables other than incident', async () => {
    const checks = await run({ table: 'change_request' });
    const [record] = created('change_request');
    expect(checks.get('Write check')).toMatchObject({
      outcome: 'ok',
      answer: expect.stringContaining(record.number),
    });
    expect(record.state).toBe('4');
  });
});
