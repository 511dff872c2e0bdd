import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestDatabases } from '../__testUtils__/databases';
import { insertIntegrations } from '../__testUtils__/integrationRows';
import { anIntegration } from '../__testUtils__/integrations';
import { IntegrationHealthStore } from '../database/IntegrationHealthStore';
import { HealthService } from './HealthService';
import type { ConnectedIntegration } from './IntegrationRegistry';
import { InstanceConnector } from './integrations/InstanceConnector';

const databases = createTestDatabases();

describe.each(databases.ids)('HealthService, on %s', databaseId => {
  const logger = mockServices.logger.mock();
  let simulator: Simulator;
  let knex: Knex;
  let connected: ConnectedIntegration[];
  let service: HealthService;
  let time = new Date('2026-01-08T12:00:00Z');
  let closeAll: (() => void)[];

  beforeAll(async () => {
    simulator = await createSimulator({ port: 0, clock: { now: () => +time } });
  });
  afterAll(() => simulator.stop());

  beforeEach(async () => {
    jest.clearAllMocks();
    time = new Date('2026-01-08T12:00:00Z');
    simulator.reset();
    knex = await databases.create(databaseId);
    const ids = await insertIntegrations(knex, ['production', 'staging']);
    const connector = new InstanceConnector({ requestTimeout: 5_000 });
    const opened = ['Production', 'Staging'].map((title, index) => {
      const settings = anIntegration(simulator.url, {
        name: title.toLowerCase(),
        title,
      });
      const connection = connector.tryOut(settings);
      return { connection, integration: { id: ids[index], settings } };
    });
    closeAll = opened.map(({ connection }) => connection.close);
    connected = opened.map(({ connection, integration }) => ({
      ...integration,
      client: connection.client,
      origin: 'config',
    }));
    const find = (id: number) => connected.find(each => each.id === id);
    service = new HealthService({
      integrations: { list: () => connected, find, get: id => find(id)! },
      store: new IntegrationHealthStore({ knex }),
      logger,
      now: () => time,
    });
  });
  afterEach(() => closeAll.forEach(close => close()));

  const lockOut = (isLocked: boolean) => {
    const [user] = simulator.records(
      'sys_user',
      'user_name=portal_integration',
    );
    simulator.update('sys_user', user.sys_id, { locked_out: `${isLocked}` });
  };

  it('knows nothing before the first check, and then what it said', async () => {
    const [{ id }, { id: other }] = connected;
    expect(await service.current(id)).toEqual({
      status: 'unknown',
      message: 'Not checked yet',
      checked_at: null,
    });
    const report = await service.check(id);
    expect(report).toMatchObject({ integration_id: id, ok: true });
    const health = {
      status: 'connected',
      message: 'ServiceNow is connected',
      checked_at: '2026-01-08T12:00:00.000Z',
    };
    expect(await service.current(id)).toEqual(health);
    expect(await service.listCurrent([id, other])).toEqual(
      new Map([[id, health]]),
    );
  });

  it('checks all, and tells of a change once', async () => {
    await service.checkAll();
    await service.checkAll();
    expect(logger.info.mock.calls).toEqual([
      ['Connection to Production: ServiceNow is connected'],
      ['Connection to Staging: ServiceNow is connected'],
    ]);
    lockOut(true);
    await service.checkAll();
    await service.checkAll();
    expect(logger.warn).toHaveBeenCalledTimes(2);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(/^Connection to Staging: .*refuses.*not locked/),
    );
    expect(await service.current(connected[0].id)).toMatchObject({
      status: 'failed',
    });
    lockOut(false);
    await service.checkAll();
    expect(logger.info).toHaveBeenLastCalledWith(
      expect.stringMatching(/is connected \(it failed before\)$/),
    );
  });

  it('goes on when one cannot be checked, and stops when told', async () => {
    const [broken, other] = connected;
    connected[0] = { ...broken, client: {} as never };
    await service.checkAll();
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringMatching(/^The connection to Production could not/),
    );
    expect((await service.current(other.id)).status).toBe('connected');

    simulator.reset();
    await service.checkAll(AbortSignal.abort());
    expect(simulator.requests()).toEqual([]);
  });

  it('keeps a report that was made before the integration was saved', async () => {
    const [{ id }] = connected;
    await service.record(id, {
      integration_id: null,
      ok: false,
      message: '',
      checked_at: '2026-01-01T00:00:00.000Z',
      checks: [
        {
          name: 'Any',
          asked: 'GET',
          outcome: 'failed',
          answer: 'No',
          remedy: 'Do it.',
        },
      ],
    });
    expect(await service.current(id)).toEqual({
      status: 'failed',
      message: 'No. Do it',
      checked_at: '2026-01-01T00:00:00.000Z',
    });
  });

  it('drops what was found out about settings that were changed meanwhile', async () => {
    const [{ id }] = connected;
    await knex('integrations')
      .where({ id })
      .update({ updated_at: new Date(time.getTime() + 1) });
    await service.check(id);
    expect((await service.current(id)).status).toBe('unknown');
    time = new Date(time.getTime() + 1);
    await service.check(id);
    expect((await service.current(id)).status).toBe('connected');
    await knex('integrations').where({ id }).update({
      disconnected_at: time,
      health: null,
      health_checked_at: null,
    });
    await service.check(id);
    expect((await service.current(id)).status).toBe('unknown');
  });

  it('takes in at once that calls are held back, and that they are not any more', async () => {
    const [{ id }] = connected;
    await service.noteBreaker(id, {
      state: 'open',
      since: time,
      retryAt: time,
    });
    expect(await service.current(id)).toMatchObject({
      status: 'failed',
      message: expect.stringMatching(/held back since 2026-01-08 12:00:00 UTC/),
    });
    await service.noteBreaker(id, { state: 'half-open', since: time });
    expect((await service.current(id)).status).toBe('failed');
    await service.noteBreaker(id, { state: 'closed', since: time });
    expect((await service.current(id)).status).toBe('connected');
    await knex.destroy();
    await service.noteBreaker(id, { state: 'open', since: time });
    expect(logger.error).toHaveBeenCalledTimes(1);
  });
});
