import type { ContractOf } from './Contract';

const NO_SUCH_ID = 'f'.repeat(32);

export function describeRefusals(contract: ContractOf): void {
  describe('refusals', () => {
    const refusal = (message: RegExp, detail: unknown) => ({
      error: { message: expect.stringMatching(message), detail },
      status: 'failure',
    });

    it.each(['GET', 'PATCH'])(
      '404 to %s what does not exist, in the words used for what is hidden',
      async method => {
        const { status, body } = await contract().call(
          `/api/now/table/incident/${NO_SUCH_ID}`,
          { method, ...(method === 'PATCH' ? { body: { urgency: '1' } } : {}) },
        );
        expect(status).toBe(404);
        expect(body).toEqual(
          refusal(
            /^No Record found$/,
            "Record doesn't exist or ACL restricts the record retrieval",
          ),
        );
      },
    );

    it('400 for a table that does not exist', async () => {
      const { status, body } = await contract().call(
        '/api/now/table/x_no_such_table',
      );
      expect(status).toBe(400);
      expect(body).toEqual(refusal(/^Invalid table x_no_such_table$/, null));
    });

    it('400 for a limit of nothing', async () => {
      const { status, body } = await contract().call(
        '/api/now/table/incident',
        { parameters: { sysparm_limit: '0' } },
      );
      expect(status).toBe(400);
      expect(body).toEqual(
        refusal(
          /^Invalid value given for sysparm_limit$/,
          'sysparm_limit value must be a positive integer',
        ),
      );
    });

    it('are told apart by our client, with the request id of the call', async () => {
      const { client } = contract();
      const requestId = expect.stringMatching(/^[0-9a-f-]{36}$/);
      await expect(
        client.getTicket({ table: 'incident', sysId: NO_SUCH_ID }),
      ).rejects.toMatchObject({ kind: 'NotFound', requestId });
      await expect(
        client.query({ table: 'x_no_such_table', fields: 'sys_id', limit: 1 }),
      ).rejects.toMatchObject({
        kind: 'UnknownTable',
        requestId,
        message: expect.stringContaining('has no table "x_no_such_table"'),
      });
    });
  });
}
