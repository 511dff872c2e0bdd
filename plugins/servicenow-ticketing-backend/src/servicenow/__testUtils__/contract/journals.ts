import type { ContractOf } from './Contract';

export function describeJournals(contract: ContractOf): void {
  describe('work notes', () => {
    it('are appended by writing them, and read as empty', async () => {
      const { sys_id: sysId } = await contract().create();
      await contract().change(sysId, { work_notes: 'The first note' });
      const { body } = await contract().change(sysId, {
        work_notes: 'The second note',
      });
      expect(body.result.work_notes).toBe('');
      expect((await contract().read(sysId)).work_notes).toBe('');
    });

    it('are shown newest first, each with time, author and kind', async () => {
      const { sys_id: sysId } = await contract().create();
      await contract().change(sysId, { work_notes: 'The first note' });
      await contract().change(sysId, { work_notes: 'The second\nnote' });
      const { work_notes: shown } = await contract().read(sysId, {
        sysparm_display_value: 'true',
        sysparm_fields: 'work_notes',
      });
      expect(shown).toMatch(/ - .+ \(Work notes\)\r?\n/);
      expect(shown).toContain('The first note');
      expect(shown.replace(/\r/g, '')).toContain('The second\nnote');
      // Notes of one second may come in any order.
      expect(shown.match(/\(Work notes\)/g)).toHaveLength(2);
    });

    it('are rows of sys_journal_field', async () => {
      const { sys_id: sysId } = await contract().create();
      await contract().change(sysId, {
        work_notes: 'A note',
        comments: 'A comment',
      });
      const { body } = await contract().call(
        '/api/now/table/sys_journal_field',
        {
          parameters: {
            sysparm_query: `element_id=${sysId}^ORDERBYelement`,
            sysparm_fields:
              'element,element_id,name,value,sys_created_on,sys_created_by',
          },
        },
      );
      const row = (element: string, value: string) => ({
        element,
        element_id: sysId,
        name: expect.stringMatching(/^(incident|task)$/),
        value,
        sys_created_on: expect.stringMatching(/^\d{4}-/),
        sys_created_by: expect.stringMatching(/./),
      });
      expect(body.result).toEqual([
        row('comments', 'A comment'),
        row('work_notes', 'A note'),
      ]);
    });

    it('are found again by a part of them', async () => {
      const { sys_id: sysId } = await contract().create();
      const key = { table: 'incident', sysId };
      await contract().client.updateTicket(key, {
        work_notes: 'Anomaly acknowledged [ref 0a1b2c]',
      });
      const has = (text: string) => contract().client.hasWorkNote(key, text);
      expect(await has('[ref 0a1b2c]')).toBe(true);
      expect(await has('[ref 0a1b2d]')).toBe(false);
    });

    it('may come with the record that they are about', async () => {
      const { sys_id: sysId } = await contract().create({
        work_notes: 'Made with a note [ref made]',
      });
      expect(
        await contract().client.hasWorkNote(
          { table: 'incident', sysId },
          '[ref made]',
        ),
      ).toBe(true);
    });
  });
}
