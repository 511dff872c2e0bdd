import type { Contract, ContractOf } from './Contract';

const RESOLVED = '6';

/** A close code that the instance offers; they vary by release. */
async function aCloseCode({ client }: Contract): Promise<string> {
  const choices = await client.listChoices(['incident'], ['close_code']);
  const offered = choices.filter(
    ({ inactive, language }) => !inactive && language === 'en',
  );
  return offered[0].value;
}

export function describeResolving(contract: ContractOf): void {
  describe('resolving', () => {
    const DATA_POLICY =
      /Data Policy Exception:\s+The following fields are mandatory:/;

    it('wants a close code and close notes', async () => {
      const { sys_id: sysId } = await contract().create();
      const { status, body } = await contract().change(sysId, {
        state: RESOLVED,
      });
      expect(status).toBe(403);
      expect(body).toMatchObject({
        error: {
          message: 'Operation Failed',
          detail: expect.stringMatching(DATA_POLICY),
        },
        status: 'failure',
      });
      expect(body.error.detail).toMatch(/Resolution code, .*notes/);
      expect((await contract().read(sysId)).state).toBe('1');
    });

    it('takes a close code that it does not offer for a missing one', async () => {
      const { sys_id: sysId } = await contract().create();
      const refused = contract().client.updateTicket(
        { table: 'incident', sysId },
        {
          state: RESOLVED,
          close_code: 'No such code',
          close_notes: 'Fixed',
        },
      );
      await expect(refused).rejects.toMatchObject({
        kind: 'DataPolicy',
        retryable: false,
        message: expect.stringContaining('Resolution code'),
      });
    });

    it('stamps who resolved and when, in the same update as a note', async () => {
      const { sys_id: sysId } = await contract().create();
      const key = { table: 'incident', sysId };
      const ticket = await contract().client.updateTicket(key, {
        state: RESOLVED,
        close_code: await aCloseCode(contract()),
        close_notes: 'Fixed by the loader',
        work_notes: 'Resolved [ref resolved]',
      });
      expect(ticket).toMatchObject({
        state: RESOLVED,
        closeNotes: 'Fixed by the loader',
      });
      expect(ticket.resolvedAt).toBeInstanceOf(Date);
      expect(await contract().client.hasWorkNote(key, '[ref resolved]')).toBe(
        true,
      );
      expect((await contract().read(sysId)).resolved_by).not.toBe('');
    });

    it('can be taken back', async () => {
      const { sys_id: sysId } = await contract().create();
      await contract().change(sysId, {
        state: RESOLVED,
        close_code: await aCloseCode(contract()),
        close_notes: 'Fixed',
      });
      const { status, body } = await contract().change(sysId, { state: '2' });
      expect(status).toBe(200);
      expect(body.result).toMatchObject({ state: '2', active: 'true' });
    });

    it('is not needed to cancel', async () => {
      const { sys_id: sysId } = await contract().create();
      const { status, body } = await contract().change(sysId, { state: '8' });
      expect(status).toBe(200);
      expect(body.result).toMatchObject({ state: '8', active: 'false' });
    });
  });
}
