import { request, RequestOptions } from 'node:https';
import { createSimulator, Simulator } from '..';
import { basic, testClock } from '../__testUtils__/client';
import { KeyPair, TestAuthority } from '../__testUtils__/certificates';

const WHO =
  '/api/now/table/sys_user?sysparm_query=sys_id=javascript:gs.getUserID()&sysparm_fields=user_name';

describe('HTTPS with client certificates', () => {
  const authority = new TestAuthority();
  const stranger = new TestAuthority('Stranger');
  const server = authority.issue('server');
  const client = authority.issue('client');
  let simulator: Simulator;

  beforeAll(async () => {
    simulator = await createSimulator({
      clock: testClock(),
      tls: { ...server, ca: authority.cert, requestCert: true },
    });
  });
  beforeEach(() => simulator.reset());
  afterAll(async () => {
    await simulator.stop();
    authority.dispose();
    stranger.dispose();
  });

  const ask = (options: RequestOptions & Partial<KeyPair> = {}) =>
    new Promise<{ status?: number; body: string }>((resolve, reject) => {
      const outgoing = request(
        `${simulator.url}${WHO}`,
        { ca: authority.cert, agent: false, ...options },
        response => {
          let body = '';
          response.on('data', chunk => {
            body += chunk;
          });
          response.on('end', () =>
            resolve({ status: response.statusCode, body }),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end();
    });
  const map = (userName: string, pair: KeyPair) =>
    simulator.insert('sys_user_certificate', {
      name: 'client',
      user: simulator.records('sys_user', `user_name=${userName}`)[0].sys_id,
      pem_certificate: pair.cert,
    });
  const user = (name: string) => ({
    status: 200,
    body: JSON.stringify({ result: [{ user_name: name }] }),
  });

  it('logs in the user a certificate is mapped to', async () => {
    expect((await ask(client)).status).toBe(401);
    const mapping = map('beth.anglin', client);
    expect(mapping).toMatchObject({
      subject: 'CN=client',
      issuer: 'CN=Test authority',
      expires: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    });
    expect(await ask(client)).toEqual(user('beth.anglin'));
    expect((await ask()).status).toBe(401);
  });

  it('goes before other credentials, which count without it', async () => {
    map('beth.anglin', client);
    const headers = { Authorization: basic('itil') };
    expect(await ask({ ...client, headers })).toEqual(user('beth.anglin'));
    expect(await ask({ headers })).toEqual(user('itil'));
    const wrong = { Authorization: basic('itil', 'wrong') };
    expect((await ask({ headers: wrong })).status).toBe(401);
  });

  it('trusts only certificates of its authority, active mappings and usable accounts', async () => {
    const foreign = stranger.issue('client');
    map('beth.anglin', foreign);
    expect((await ask(foreign)).status).toBe(401);
    const { sys_id: id } = map('beth.anglin', client);
    simulator.update('sys_user_certificate', id, { active: 'false' });
    expect((await ask(client)).status).toBe(401);
    map('locked.larsen', client);
    expect((await ask(client)).status).toBe(401);
  });

  it('takes no certificate that is none', () => {
    expect(() => map('itil', { key: '', cert: 'not a certificate' })).toThrow(
      'Operation Failed',
    );
  });
});
