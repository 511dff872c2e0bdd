import type { ContractOf } from './Contract';

const UTC = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

export function describeReading(contract: ContractOf): void {
  describe('reading', () => {
    it('gives a list for a table and one record for a sys_id', async () => {
      const { sys_id: sysId, number } = await contract().create();
      const list = await contract().find(`sys_id=${sysId}`);
      expect(list.map(record => record.number)).toEqual([number]);
      expect((await contract().read(sysId)).number).toBe(number);
    });

    it('answers 200 and an empty list where nothing matches', async () => {
      const { status, body } = await contract().call(
        '/api/now/table/incident',
        {
          parameters: {
            sysparm_query: 'correlation_id=there is no such thing',
          },
        },
      );
      expect({ status, body }).toEqual({ status: 200, body: { result: [] } });
    });

    it('gives the fields that are asked for, and leaves out those it does not know', async () => {
      const { sys_id: sysId } = await contract().create();
      const record = await contract().read(sysId, {
        sysparm_fields: 'sys_id,u_no_such_field,impact,caller_id.name',
      });
      expect(Object.keys(record).sort()).toEqual([
        'caller_id.name',
        'impact',
        'sys_id',
      ]);
    });

    it('gives every scalar as a text, and what is empty as an empty one', async () => {
      const { sys_id: sysId } = await contract().create();
      const record = await contract().read(sysId);
      expect(record).toMatchObject({
        active: 'true',
        impact: '3',
        correlation_display: '',
        assigned_to: '',
      });
      const notTexts = Object.entries(record).filter(
        ([, value]) => typeof value !== 'string',
      );
      expect(notTexts).toEqual([]);
    });

    it('gives identifiers as 32 hexadecimal digits and times in UTC', async () => {
      const before = Date.now();
      const record = await contract().create();
      expect(record.sys_id).toMatch(/^[0-9a-f]{32}$/);
      expect(record.sys_created_on).toMatch(UTC);
      const created = Date.parse(`${record.sys_created_on.replace(' ', 'T')}Z`);
      expect(Math.abs(created - before)).toBeLessThan(15 * 60_000);
    });

    it('gives references with a link, unless it is left out', async () => {
      const { sys_id: sysId, opened_by: openedBy } = await contract().create();
      const linked = await contract().read(sysId, {
        sysparm_fields: 'opened_by',
      });
      expect(linked).toEqual({
        opened_by: {
          link: expect.stringMatching(
            new RegExp(`^https?://.*/api/now/.*table/sys_user/${openedBy}$`),
          ),
          value: openedBy,
        },
      });
      expect(openedBy).toMatch(/^[0-9a-f]{32}$/);
    });

    it('gives what is shown for sysparm_display_value=true', async () => {
      const { sys_id: sysId } = await contract().create();
      const record = await contract().read(sysId, {
        sysparm_display_value: 'true',
        sysparm_fields: 'state,impact,opened_by,active',
      });
      expect(record).toEqual({
        state: expect.any(String),
        impact: expect.stringMatching(/^3 - /),
        active: 'true',
        opened_by: {
          display_value: expect.any(String),
          link: expect.stringContaining('/table/sys_user/'),
        },
      });
      expect(record.state).not.toBe('1');
    });

    it('gives both for sysparm_display_value=all', async () => {
      const { sys_id: sysId, opened_by: openedBy } = await contract().create();
      const record = await contract().read(sysId, {
        sysparm_display_value: 'all',
        sysparm_exclude_reference_link: 'true',
        sysparm_fields: 'state,opened_by,assigned_to,sys_created_on',
      });
      const both = (value: unknown) =>
        expect.objectContaining({ display_value: expect.any(String), value });
      expect(record).toEqual({
        state: both('1'),
        opened_by: both(openedBy),
        assigned_to: expect.objectContaining({ value: '' }),
        sys_created_on: both(expect.stringMatching(UTC)),
      });
    });

    it('passes over parameters it does not know', async () => {
      const { status } = await contract().call('/api/now/table/incident', {
        parameters: { sysparm_limit: '1', sysparm_orderby: 'number' },
      });
      expect(status).toBe(200);
    });
  });
}
