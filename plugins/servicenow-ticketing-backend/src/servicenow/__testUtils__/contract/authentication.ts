import { basicAuth } from '../../auth/basic';
import type { ContractOf } from './Contract';

const ONE = '/api/now/table/incident';
const parameters = { sysparm_limit: '1' };

export function describeAuthentication(contract: ContractOf): void {
  describe('signing in', () => {
    it('answers JSON to an account it knows, and says that it is logged in', async () => {
      const { status, headers, body } = await contract().call(ONE, {
        parameters,
      });
      expect(status).toBe(200);
      expect(headers['content-type']).toMatch(/^application\/json/);
      expect(headers['x-is-logged-in']).toBe('true');
      expect(Array.isArray(body.result)).toBe(true);
    });

    it.each([
      ['no credentials', null],
      // A wrong password of somebody would count towards locking them out.
      ['nobody', basicAuth({ username: 'no.such.user', password: 'x' })],
    ])('refuses %s with 401 and an error body', async (_, auth) => {
      const { status, body } = await contract().call(ONE, { parameters, auth });
      expect(status).toBe(401);
      expect(body).toMatchObject({
        error: { message: expect.stringMatching(/not authenticated/i) },
        status: 'failure',
      });
    });

    it('tells the time', async () => {
      const { headers } = await contract().call(ONE, { parameters });
      const skew = Date.parse(headers.date!) - Date.now();
      expect(Math.abs(skew)).toBeLessThan(15 * 60_000);
    });
  });
}
