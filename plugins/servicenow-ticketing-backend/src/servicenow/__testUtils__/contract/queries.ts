import type { Contract, ContractOf, RawRecord } from './Contract';

const findTickets = ({ client }: Contract, value: string) =>
  client.findTickets({ table: 'incident', field: 'correlation_id', value });

export function describeQueries(contract: ContractOf): void {
  describe('queries', () => {
    let records: Record<'a' | 'b' | 'c', RawRecord>;

    beforeAll(async () => {
      const create = (name: string, fields: RawRecord) =>
        contract().create({
          correlation_display: `${contract().mark}-query`,
          short_description: `Query ${name} of the Contract`,
          ...fields,
        });
      records = {
        a: await create('alpha', { impact: '1', urgency: '1' }),
        b: await create('beta', { impact: '2', urgency: '2' }),
        c: await create('gamma', { impact: '3', urgency: '2' }),
      };
    });

    const namesOf = (rows: RawRecord[]) =>
      rows
        .map(row =>
          Object.entries(records).find(
            ([, { sys_id: sysId }]) => sysId === row.sys_id,
          ),
        )
        .map(entry => entry?.[0] ?? '?')
        .join('');

    /** Which of the three a query finds. */
    const found = async (query: string): Promise<string> => {
      const rows = await contract().find(
        `correlation_display=${contract().mark}-query^${query}`,
      );
      return namesOf(rows);
    };
    it.each([
      ['compares', 'impact=2', 'b'],
      ['compares without', 'impact!=2', 'ac'],
      ['compares sizes', 'impact>=2', 'bc'],
      ['takes ^OR before ^', 'impact=1^ORimpact=3^urgency=2', 'c'],
      ['searches texts, whatever their case', 'short_descriptionLIKEBETA', 'b'],
      ['searches beginnings', 'short_descriptionSTARTSWITHquery al', 'a'],
      ['searches ends', 'short_descriptionENDSWITHof the contract', 'abc'],
      ['knows lists', 'impactIN1,3', 'ac'],
      ['knows what is empty', 'assigned_toISEMPTY', 'abc'],
      ['knows what is not empty', 'assigned_toISNOTEMPTY', ''],
      ['goes through references', 'opened_by.user_nameISNOTEMPTY', 'abc'],
    ])('%s: %s', async (_, query, expected) => {
      expect(await found(`${query}^ORDERBYimpact`)).toBe(expected);
    });

    it('orders by several fields, in both directions', async () => {
      expect(await found('ORDERBYDESCimpact^ORDERBYsys_id')).toBe('cba');
      expect(await found('ORDERBYDESCurgency^ORDERBYDESCimpact')).toBe('cba');
      expect(await found('ORDERBYurgency^ORDERBYDESCimpact')).toBe('acb');
    });

    it('orders identifiers as texts', async () => {
      const byId = Object.entries(records)
        .sort(([, one], [, other]) => (one.sys_id < other.sys_id ? -1 : 1))
        .map(([name]) => name)
        .join('');
      expect(await found('ORDERBYsys_id')).toBe(byId);
    });

    it('compares times as they are stored, in UTC', async () => {
      const { sys_updated_on: time } = records.b;
      expect(await found(`sys_updated_on=${time}`)).toContain('b');
      expect(await found(`sys_updated_on>${time}`)).not.toContain('b');
      expect(await found(`sys_updated_on>=${time}`)).toContain('b');
      const later = new Date(
        Date.parse(`${time.replace(' ', 'T')}Z`) + 3_600_000,
      );
      expect(
        await found(
          `sys_updated_on>${later
            .toISOString()
            .slice(0, 19)
            .replace('T', ' ')}`,
        ),
      ).toBe('');
    });

    it('finds a record by its correlation_id, which need not be unique', async () => {
      const id = `${contract().mark}-twice`;
      await contract().create({ correlation_id: id });
      await contract().create({ correlation_id: id });
      expect(await contract().find(`correlation_id=${id}`)).toHaveLength(2);
      const tickets = await findTickets(contract(), id);
      expect(tickets).toHaveLength(2);
      expect(tickets[0].createdAt!.getTime()).toBeLessThanOrEqual(
        tickets[1].createdAt!.getTime(),
      );
      expect(await findTickets(contract(), `${id}-none`)).toEqual([]);
    });

    it('passes over conditions on fields it does not know, or finds nothing then', async () => {
      const names = await found('u_no_such_field=1^ORDERBYimpact');
      expect(['abc', '']).toContain(names);
    });

    it('never widens a result without our client noticing', async () => {
      const rows = contract().client.query({
        table: 'incident',
        query: { where: [['u_no_such_field', '=', '1']] },
        fields: 'number',
        limit: 1,
      });
      await expect(
        rows.then(({ records: none }) => {
          // Under the strict property there are none.
          expect(none).toEqual([]);
          throw Object.assign(new Error(), { kind: 'UnknownField' });
        }),
      ).rejects.toMatchObject({ kind: 'UnknownField' });
    });
  });
}
