import { valueOf } from '../../wire';
import type { ContractOf, RawRecord } from './Contract';

export function describePaging(contract: ContractOf): void {
  describe('paging', () => {
    const COUNT = 7;
    let records: RawRecord[];

    beforeAll(async () => {
      records = [];
      for (let i = 0; i < COUNT; i++) {
        records.push(
          await contract().create({
            correlation_id: `${contract().mark}-paged`,
          }),
        );
      }
    });

    const page = (parameters: Record<string, string>) =>
      contract().call('/api/now/table/incident', {
        parameters: {
          sysparm_query: `correlation_id=${
            contract().mark
          }-paged^ORDERBYsys_id`,
          sysparm_fields: 'sys_id',
          ...parameters,
        },
      });

    it('counts all rows that match in X-Total-Count, whatever the limit', async () => {
      const { headers, body } = await page({ sysparm_limit: '3' });
      expect(headers['x-total-count']).toBe(String(COUNT));
      expect(body.result).toHaveLength(3);
    });

    it('gives pages by offset, with links to the next one until the last', async () => {
      const offsets = ['0', '3', '6'];
      const pages = [];
      for (const sysparm_offset of offsets) {
        pages.push(await page({ sysparm_limit: '3', sysparm_offset }));
      }
      const ids = pages.flatMap(({ body }) =>
        body.result.map((row: RawRecord) => row.sys_id),
      );
      expect(ids).toEqual(records.map(row => row.sys_id).sort());
      const hasNext = pages.map(({ headers }) =>
        /rel="next"/.test(String(headers.link)),
      );
      expect(hasNext).toEqual([true, true, false]);
    });

    it.each(['sys_id', 'sys_updated_on'] as const)(
      'lets all rows be read by key, in the order of %s',
      async order => {
        const seen: string[] = [];
        for await (const row of contract().client.stream({
          table: 'incident',
          query: {
            where: [['correlation_id', '=', `${contract().mark}-paged`]],
          },
          fields: 'number',
          order,
          pageSize: 2,
        })) {
          seen.push(valueOf(row, 'sys_id'));
        }
        const key = (row: RawRecord) =>
          `${order === 'sys_id' ? '' : row.sys_updated_on} ${row.sys_id}`;
        const expected = [...records]
          .sort((one, other) => (key(one) < key(other) ? -1 : 1))
          .map(row => row.sys_id);
        expect(seen).toEqual(expected);
      },
    );

    it('searches by a part of the title, newest change first', async () => {
      const { tickets, total } = await contract().client.searchTickets({
        table: 'incident',
        text: contract().mark,
        page: 1,
        size: 5,
      });
      expect(tickets).toHaveLength(5);
      expect(total).toBeGreaterThanOrEqual(COUNT);
      const times = tickets.map(({ updatedAt }) => updatedAt!.getTime());
      expect(times).toEqual([...times].sort((one, other) => other - one));
    });
  });
}
