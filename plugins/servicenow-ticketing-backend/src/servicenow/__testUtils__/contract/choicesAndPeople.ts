import type { ContractOf, RawRecord } from './Contract';

export function describeChoicesAndPeople(contract: ContractOf): void {
  describe('choices', () => {
    it('of the states tell value and label', async () => {
      const choices = await contract().client.listChoices(
        ['incident', 'task'],
        ['state'],
      );
      const labelOf = (value: string) =>
        choices.find(
          choice =>
            choice.table === 'incident' &&
            choice.value === value &&
            choice.language === 'en',
        )?.label;
      expect(['1', '2', '6', '7', '8'].map(labelOf)).toEqual([
        'New',
        'In Progress',
        'Resolved',
        'Closed',
        'Canceled',
      ]);
    });

    it('may sit on the table or on its parent', async () => {
      const choices = await contract().client.listChoices(
        ['incident', 'task'],
        ['impact', 'urgency'],
      );
      for (const field of ['impact', 'urgency']) {
        const values = choices
          .filter(choice => choice.field === field && !choice.inactive)
          .map(({ value }) => value);
        expect(values).toEqual(expect.arrayContaining(['1', '2', '3']));
      }
    });

    it('of subcategories name the category that they belong to', async () => {
      const choices = await contract().client.listChoices(
        ['incident'],
        ['category', 'subcategory'],
      );
      const active = choices.filter(({ inactive }) => !inactive);
      const categories = active
        .filter(({ field }) => field === 'category')
        .map(({ value }) => value);
      const owners = active
        .filter(({ field }) => field === 'subcategory')
        .map(({ dependentValue }) => dependentValue);
      expect(owners.length).toBeGreaterThan(0);
      expect(owners.some(owner => categories.includes(owner))).toBe(true);
    });
  });

  describe('people and groups', () => {
    const rows = async (
      table: string,
      parameters: Record<string, string>,
    ): Promise<RawRecord[]> => {
      const { body } = await contract().call(`/api/now/table/${table}`, {
        parameters,
      });
      return body.result;
    };
    const aGroup = async () => {
      const [group] = await rows('sys_user_group', {
        sysparm_query: 'active=true^nameISNOTEMPTY^ORDERBYname',
        sysparm_limit: '1',
        sysparm_fields: 'sys_id,name',
      });
      return group;
    };

    it('can be read, with names', async () => {
      const [me] = await rows('sys_user', {
        sysparm_query: 'sys_id=javascript:gs.getUserID()',
        sysparm_fields: 'sys_id,user_name,name,email,active',
      });
      expect(me).toMatchObject({
        sys_id: expect.stringMatching(/^[0-9a-f]{32}$/),
        user_name: expect.stringMatching(/./),
        active: 'true',
      });
      expect((await aGroup()).name).toMatch(/./);
    });

    it('are found by name', async () => {
      const group = await aGroup();
      const { records } = await contract().client.query({
        table: 'sys_user_group',
        query: {
          where: [
            ['name', '=', group.name],
            ['active', '=', 'true'],
          ],
        },
        fields: 'sys_id,name',
        limit: 2,
      });
      expect(
        records.map(({ sys_id: id }) => (id as { value: string }).value),
      ).toContain(group.sys_id);
    });

    it('are assigned by sys_id, and shown by name', async () => {
      const group = await aGroup();
      const ticket = await contract().client.createTicket('incident', {
        correlation_id: contract().mark,
        assignment_group: group.sys_id,
      });
      contract().cancelLater(ticket.sysId);
      expect(ticket.assignmentGroup).toBe(group.name);
    });

    it('can be the caller', async () => {
      const [me] = await rows('sys_user', {
        sysparm_query: 'sys_id=javascript:gs.getUserID()',
        sysparm_fields: 'sys_id,name',
      });
      const record = await contract().create({ caller_id: me.sys_id });
      expect(record.caller_id).toBe(me.sys_id);
    });
  });
}
