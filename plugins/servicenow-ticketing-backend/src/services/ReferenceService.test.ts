import { searchReferencesResponse } from 'backstage-plugin-servicenow-ticketing-common';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestDatabases } from '../__testUtils__/databases';
import { createTestTicketing } from '../__testUtils__/testTicketing';
import { ReferenceService } from './ReferenceService';

const databases = createTestDatabases();

// What is asked here is read from ServiceNow; the database does not matter.
describe('suggesting records', () => {
  let simulator: Simulator;
  let ticketing: Awaited<ReturnType<typeof createTestTicketing>>;
  let references: ReferenceService;

  beforeAll(async () => {
    simulator = await createSimulator({ port: 0 });
  });
  beforeEach(async () => {
    simulator.reset();
    ticketing = await createTestTicketing({
      knex: await databases.create('SQLITE_3'),
      instanceUrl: simulator.url,
    });
    references = new ReferenceService(ticketing);
  });
  afterEach(() => ticketing.stop());
  afterAll(() => simulator.stop());

  const search = async (
    request: Partial<Parameters<ReferenceService['search']>[0]>,
  ) =>
    searchReferencesResponse.parse(
      await references.search({
        integrationId: 1,
        table: 'sys_user',
        query: '',
        size: 10,
        ...request,
      }),
    );

  it('finds active groups by a part of their name', async () => {
    simulator.insert('sys_user_group', { name: 'Database archive' });
    simulator.insert('sys_user_group', {
      name: 'Database of old',
      active: 'false',
    });
    const { items, warning } = await search({
      table: 'sys_user_group',
      query: 'ataba',
    });
    expect(warning).toBeNull();
    expect(items.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Database', 'Database archive']),
    );
    expect(items.map(({ name }) => name)).not.toContain('Database of old');
    expect(items[0].is_member).toBeNull();
  });

  it('finds a record by its sys_id, as long as it is in use', async () => {
    const [group] = simulator.records('sys_user_group', 'name=Network');
    const ask = () => search({ table: 'sys_user_group', query: group.sys_id });
    expect((await ask()).items).toMatchObject([
      { sys_id: group.sys_id, name: 'Network' },
    ]);
    simulator.update('sys_user_group', group.sys_id, { active: 'false' });
    expect((await ask()).items).toEqual([]);
  });

  it('finds people by name, user name or e-mail', async () => {
    for (const query of ['anglin', 'beth.ang', 'beth.anglin@ex']) {
      expect((await search({ query })).items).toEqual([
        {
          sys_id: expect.stringMatching(/^[0-9a-f]{32}$/),
          name: 'Beth Anglin',
          detail: 'beth.anglin · beth.anglin@example.com',
          is_member: null,
        },
      ]);
    }
  });

  it('puts members of the group first, given by name or sys_id', async () => {
    const group = simulator
      .records('sys_user_group')
      .find(({ name }) => name === 'Network')!;
    const members = simulator
      .records('sys_user_grmember')
      .filter(row => row.group === group.sys_id)
      .map(row => row.user);
    expect(members.length).toBeGreaterThan(1);
    for (const name of ['network', group.sys_id]) {
      const { items } = await search({ group: name, size: 50 });
      expect(
        items.slice(0, members.length).map(({ sys_id: id }) => id),
      ).toEqual(expect.arrayContaining(members));
      expect(items.map(item => item.is_member)).toEqual([
        ...members.map(() => true),
        ...items.slice(members.length).map(() => false),
      ]);
    }
    expect(
      (await search({ group: 'No such group', query: 'beth' })).items,
    ).toMatchObject([{ name: 'Beth Anglin', is_member: null }]);
  });

  it('says in words why it finds nothing, so that people can go on typing', async () => {
    expect(await search({ query: 'a^ORname=b' })).toEqual({
      items: [],
      warning: expect.stringContaining('must not contain ^'),
    });
    simulator.access.restrict('sys_user', 'read', []);
    expect(await search({ query: 'beth' })).toEqual({
      items: [],
      warning: expect.stringMatching(/sys_user/),
    });
    simulator.addFault({ kind: 'hibernating' });
    expect(await search({ table: 'sys_user_group', query: 'data' })).toEqual({
      items: [],
      warning: expect.stringMatching(/hibernating/),
    });
  });

  it('leaves out what the integration must not fetch', async () => {
    await ticketing.stop();
    ticketing = await createTestTicketing({
      knex: await databases.create('SQLITE_3'),
      instanceUrl: simulator.url,
      settings: { excludedFields: ['email'] },
    });
    references = new ReferenceService(ticketing);
    expect((await search({ query: 'beth.anglin' })).items).toMatchObject([
      { detail: 'beth.anglin' },
    ]);
  });
});
