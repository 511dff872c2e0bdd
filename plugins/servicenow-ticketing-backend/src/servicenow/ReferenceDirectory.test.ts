import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestDatabases } from '../__testUtils__/databases';
import { createTestTicketing } from '../__testUtils__/testTicketing';
import { ReferenceDirectory } from './ReferenceDirectory';

const databases = createTestDatabases();

// What is asked here is read from ServiceNow; the database does not matter.
describe('ReferenceDirectory', () => {
  let simulator: Simulator;
  let ticketing: Awaited<ReturnType<typeof createTestTicketing>>;
  let directory: ReferenceDirectory;

  beforeAll(async () => {
    simulator = await createSimulator({ port: 0 });
    ticketing = await createTestTicketing({
      knex: await databases.create('SQLITE_3'),
      instanceUrl: simulator.url,
    });
  });
  beforeEach(() => {
    simulator.reset();
    directory = new ReferenceDirectory({ now: ticketing.now });
  });
  afterAll(async () => {
    await ticketing.stop();
    await simulator.stop();
  });

  type Table = Parameters<ReferenceDirectory['find']>[1]['table'];
  const find = (table: Table, name: string) =>
    directory.find(ticketing.integrations.get(1).client, { table, name });
  const sysIdOf = (table: string, query: string) =>
    simulator.records(table, query)[0].sys_id;

  it('finds people by user name, e-mail and full name, groups and configuration items by name', async () => {
    const beth = sysIdOf('sys_user', 'user_name=beth.anglin');
    for (const name of [
      'beth.anglin',
      'Beth.Anglin@example.com',
      'Beth Anglin',
      beth,
    ]) {
      expect(await find('sys_user', name)).toEqual({
        sysId: beth,
        name: 'Beth Anglin',
      });
    }
    expect(await find('sys_user_group', 'database')).toEqual({
      sysId: sysIdOf('sys_user_group', 'name=Database'),
      name: 'Database',
    });
    expect(await find('cmdb_ci', 'orders-db')).toMatchObject({
      sysId: sysIdOf('cmdb_ci', 'name=orders-db'),
    });
    expect(await find('cmdb_ci_service', 'Data Warehouse')).toMatchObject({
      sysId: sysIdOf('cmdb_ci_service', 'name=Data Warehouse'),
    });
  });

  it('says why a name stands for nothing', async () => {
    simulator.insert('cmdb_ci', { name: 'orders-db' });
    simulator.insert('sys_user', {
      user_name: 'gone',
      email: 'gone@example.com',
      active: 'false',
    });
    expect(await find('cmdb_ci', 'orders-db')).toEqual({
      problem: 'more than one configuration item called "orders-db"',
    });
    expect(await find('sys_user', 'gone@example.com')).toEqual({
      problem: 'no active user called "gone@example.com"',
    });
    // eslint-disable-next-line no-script-url
    const script = 'javascript:gs.getUserID()';
    for (const odd of ['a^ORname=Database', script, '']) {
      expect(await find('sys_user_group', odd)).toMatchObject({
        problem: expect.stringMatching(/^no active group/),
      });
    }
    expect(await find('cmdb_ci', '0'.repeat(32))).toMatchObject({
      problem: expect.stringMatching(/^no configuration item/),
    });
  });

  it('finds people by what it may read of them, and takes nobody else for them', async () => {
    simulator.access.restrictField('sys_user', 'email', ['admin']);
    expect(await find('sys_user', 'beth.anglin')).toMatchObject({
      name: 'Beth Anglin',
    });
    expect(await find('sys_user', 'beth.anglin@example.com')).toMatchObject({
      problem: expect.stringMatching(/^no active user/),
    });
  });

  it('remembers what it found for a while, and what it did not find not at all', async () => {
    await find('sys_user_group', 'Database');
    const before = simulator.requests().length;
    await find('sys_user_group', 'Database');
    expect(simulator.requests()).toHaveLength(before);

    expect(await find('sys_user_group', 'Lake')).toHaveProperty('problem');
    simulator.insert('sys_user_group', { name: 'Lake' });
    expect(await find('sys_user_group', 'Lake')).toHaveProperty('sysId');

    const [group] = simulator.records('sys_user_group', 'name=Lake');
    simulator.update('sys_user_group', group.sys_id, { active: 'false' });
    ticketing.advance(9 * 60_000);
    expect(await find('sys_user_group', 'Lake')).toHaveProperty('sysId');
    ticketing.advance(60_000);
    expect(await find('sys_user_group', 'Lake')).toHaveProperty('problem');
  });

  it('passes on that ServiceNow does not tell', async () => {
    simulator.access.restrict('cmdb_ci', 'read', []);
    await expect(find('cmdb_ci', 'orders-db')).rejects.toMatchObject({
      kind: 'Access',
    });
  });
});
