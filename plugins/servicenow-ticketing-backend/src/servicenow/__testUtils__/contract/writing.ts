import type { ContractOf } from './Contract';

/** Priority by impact and urgency. */
const PRIORITIES = [
  ['1', '1', '1'],
  ['1', '2', '2'],
  ['2', '1', '2'],
  ['1', '3', '3'],
  ['2', '2', '3'],
  ['3', '1', '3'],
  ['2', '3', '4'],
  ['3', '2', '4'],
  ['3', '3', '5'],
];

export function describeWriting(contract: ContractOf): void {
  describe('writing', () => {
    it('creates a record with 201, where it is and what it holds', async () => {
      const { status, headers, body } = await contract().call(
        '/api/now/table/incident',
        {
          method: 'POST',
          parameters: { sysparm_fields: 'sys_id,number' },
          body: { correlation_id: contract().mark },
        },
      );
      contract().cancelLater(body.result.sys_id);
      expect(status).toBe(201);
      expect(headers.location).toMatch(
        new RegExp(`/table/incident/${body.result.sys_id}$`),
      );
      expect(body).toEqual({
        result: {
          sys_id: expect.stringMatching(/^[0-9a-f]{32}$/),
          number: expect.stringMatching(/^[A-Z]+\d+$/),
        },
      });
    });

    it('fills in what was not given', async () => {
      const record = await contract().create();
      expect(record).toMatchObject({
        state: '1',
        impact: '3',
        urgency: '3',
        priority: '5',
        active: 'true',
        sys_mod_count: '0',
      });
      expect(record.opened_by).not.toBe('');
    });

    it('gives each record a number of its own', async () => {
      const numbers = await Promise.all(
        [1, 2, 3].map(async () => (await contract().create()).number),
      );
      expect(new Set(numbers).size).toBe(3);
    });

    it('passes over fields it does not know', async () => {
      const record = await contract().create({ u_no_such_field: 'x' });
      expect(record).not.toHaveProperty('u_no_such_field');
    });

    it('changes what is given, and nothing else', async () => {
      const { sys_id: sysId, short_description: title } =
        await contract().create();
      const { status, body } = await contract().change(sysId, {
        description: 'Line one\nline two – with “quotes” & <b>markup</b> 😀',
      });
      expect(status).toBe(200);
      expect(body.result).toMatchObject({
        short_description: title,
        description: 'Line one\nline two – with “quotes” & <b>markup</b> 😀',
      });
      expect(Number(body.result.sys_mod_count)).toBeGreaterThan(0);
    });

    it('answers a change with the fields that are asked for', async () => {
      const { sys_id: sysId } = await contract().create();
      const { body } = await contract().call(
        `/api/now/table/incident/${sysId}`,
        {
          method: 'PATCH',
          parameters: { sysparm_fields: 'urgency' },
          body: { urgency: '2' },
        },
      );
      expect(body).toEqual({ result: { urgency: '2' } });
    });

    it('derives the priority from impact and urgency', async () => {
      const { sys_id: sysId } = await contract().create();
      const derived = [];
      for (const [impact, urgency] of PRIORITIES) {
        const { body } = await contract().change(sysId, { impact, urgency });
        derived.push([impact, urgency, body.result.priority]);
      }
      expect(derived).toEqual(PRIORITIES);
    });

    it('overwrites a priority that is written', async () => {
      const { priority } = await contract().create({
        priority: '1',
        impact: '3',
        urgency: '3',
      });
      expect(priority).toBe('5');
    });

    it('lets our client create and change a ticket', async () => {
      const { client, mark } = contract();
      const made = await client.createTicket('incident', {
        short_description: `${mark} made by the client`,
        correlation_id: mark,
        urgency: '1',
      });
      contract().cancelLater(made.sysId);
      expect(made).toMatchObject({
        table: 'incident',
        title: `${mark} made by the client`,
        state: '1',
        urgency: '1',
        priority: '3',
      });
      expect(made.priorityLabel).toMatch(/^3/);
      expect(made.createdAt).toBeInstanceOf(Date);
      const key = { table: 'incident', sysId: made.sysId };
      const { written, ...changed } = await client.updateTicket(key, {
        impact: '1',
      });
      expect(written).toEqual({ impact: '1' });
      expect(changed.priority).toBe('1');
      expect(await client.getTicket(key)).toEqual(changed);
    });
  });
}
