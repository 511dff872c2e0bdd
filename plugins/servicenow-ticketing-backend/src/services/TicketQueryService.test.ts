import { searchTicketsResponse } from 'backstage-plugin-servicenow-ticketing-common';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestDatabases } from '../__testUtils__/databases';
import { createTestTicketing } from '../__testUtils__/testTicketing';

const databases = createTestDatabases();

// What is asked here is read from ServiceNow; the database does not matter.
describe('reading from ServiceNow', () => {
  let simulator: Simulator;
  let ticketing: Awaited<ReturnType<typeof createTestTicketing>>;

  beforeAll(async () => {
    simulator = await createSimulator({ port: 0 });
    ticketing = await createTestTicketing({
      knex: await databases.create('SQLITE_3'),
      instanceUrl: simulator.url,
    });
  });
  beforeEach(() => simulator.reset());
  afterAll(async () => {
    await ticketing.stop();
    await simulator.stop();
  });

  const search = (request: object) =>
    ticketing.queries.search({ query: '', page: 1, size: 50, ...request });

  describe('the search', () => {
    beforeEach(() => {
      for (let i = 1; i <= 7; i++) {
        simulator.insert('incident', {
          short_description: `zebra crossing ${i}`,
          state: i <= 3 ? '2' : '1',
        });
      }
    });

    it('finds by words of the short description, and by the beginning of the number', async () => {
      const found = searchTicketsResponse.parse(
        await search({ query: 'ebra cross' }),
      );
      expect(found).toMatchObject({ total: 7, page: 1, size: 50, pages: 1 });
      expect(found.items[0]).toEqual({
        ticket_id: expect.stringMatching(/^[0-9a-f]{32}$/),
        ticket_number: expect.stringMatching(/^INC\d+$/),
        title: expect.stringMatching(/^zebra crossing/),
        description: '',
        status: expect.stringMatching(/^(New|In Progress)$/),
        priority: '5 - Planning',
        created_at: expect.any(String),
        updated_at: expect.any(String),
        assigned_to: null,
        url: expect.stringContaining('/nav_to.do?uri=incident.do?sys_id='),
      });
      const number = found.items[3].ticket_number;
      expect((await search({ query: number })).items).toEqual([found.items[3]]);
    });

    it('filters by state and pages without repeating or missing any', async () => {
      expect(await search({ query: 'zebra', state: '2' })).toMatchObject({
        total: 3,
      });
      const titles: string[] = [];
      for (let page = 1; page <= 3; page++) {
        const found = await search({ query: 'zebra', page, size: 3 });
        expect(found).toMatchObject({ total: 7, pages: 3 });
        titles.push(...found.items.map(item => item.title));
      }
      expect(new Set(titles).size).toBe(7);
    });

    it('cannot be widened by what is typed', async () => {
      await expect(
        search({ query: 'zebra^ORshort_descriptionLIKEa' }),
      ).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringContaining('must not contain ^'),
      });
      expect(
        await search({ query: 'javascript :', state: '2' }).catch(
          error => error.name,
        ),
      ).toBe('InputError');
    });
  });

  it('reads one ticket, and says when ServiceNow shows none', async () => {
    const { sys_id: ticketId, number } = simulator.insert('incident', {
      short_description: 'Orders late',
    });
    expect(await ticketing.queries.get({ ticketId })).toMatchObject({
      ticket_id: ticketId,
      ticket_number: number,
      status: 'New',
    });
    await expect(
      ticketing.queries.get({ ticketId: '0'.repeat(32) }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(
      ticketing.queries.get({ ticketId, table: 'u_nothing' }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/has no table "u_nothing"/),
    });
  });
});
