import type dns from 'node:dns';
import { call, get, useHttpsServers } from './__testUtils__/httpsServers';
import { resolveTo } from './__testUtils__/resolveTo';
import { AddressGuard } from './addressGuard';
import { createAgent } from './agents';

describe('createAgent refuses to connect', () => {
  const { trust, start, startProxy } = useHttpsServers();
  const refused = (...texts: string[]) =>
    expect.objectContaining({
      name: 'ServiceNowAddressRefusedError',
      message: expect.stringMatching(
        new RegExp([...texts, 'servicenowTicketing\\.allowedHosts'].join('.*')),
      ),
    });
  const linkLocal = new AddressGuard({
    allowedHosts: [],
    resolve: resolveTo('169.254.169.254'),
  });

  it.each([
    ['http://169.254.169.254', '169.254.169.254'],
    ['https://169.254.169.254', '169.254.169.254'],
    // The same, in decimal and in hexadecimal.
    ['http://2852039166', '169.254.169.254'],
    ['https://0xa9fea9fe', '169.254.169.254'],
    ['https://[::ffff:169.254.169.254]:8443', '::ffff:a9fe:a9fe'],
    ['http://[fe80::1]', 'fe80::1'],
    ['http://0.0.0.0:7780', '0.0.0.0'],
  ])('to the address of %s', async (instanceUrl, host) => {
    await expect(get({ instanceUrl })).rejects.toEqual(refused(host));
  });

  it.each(['http://acme.example', 'https://acme.example'])(
    'when the name of %s leads there',
    async instanceUrl => {
      await expect(get({ instanceUrl }, { guard: linkLocal })).rejects.toEqual(
        refused('acme\\.example leads to', '169\\.254'),
      );
    },
  );

  it('when a name leads somewhere else the second time', async () => {
    const instanceUrl = (await start()).replace('127.0.0.1', 'rebind.example');
    let lookups = 0;
    const guard = new AddressGuard({
      allowedHosts: [],
      resolve: ((_host: string, _options: unknown, callback: Function) => {
        lookups += 1;
        const address = lookups === 1 ? '127.0.0.1' : '169.254.169.254';
        callback(null, [{ address, family: 4 }]);
      }) as unknown as typeof dns.lookup,
    });
    const agent = createAgent({ instanceUrl, tls: trust }, { guard });
    // The name is not in the certificate, but there was a connection.
    await expect(call(instanceUrl, agent)).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
    await expect(call(instanceUrl, agent)).rejects.toMatchObject({
      code: 'ERR_ADDRESS_REFUSED',
    });
    agent.destroy();
  });

  it('to a proxy there, or through a proxy to a host there', async () => {
    await expect(
      get({
        instanceUrl: 'https://127.0.0.1',
        proxy: { url: 'http://169.254.169.254' },
      }),
    ).rejects.toEqual(refused('169.254.169.254'));
    const proxy = await startProxy();
    for (const instanceUrl of ['https://169.254.169.254', 'http://[fe80::1]']) {
      await expect(
        get({ instanceUrl, proxy: { url: proxy.url } }),
      ).rejects.toEqual(refused('link-local'));
    }
    await expect(
      get(
        { instanceUrl: 'https://acme.example', proxy: { url: proxy.url } },
        { guard: linkLocal },
      ),
    ).rejects.toEqual(refused('acme\\.example leads to'));
    expect(proxy.seen).toEqual([]);
  });

  it('unless the host is listed', async () => {
    const agent = createAgent(
      { instanceUrl: 'http://0.0.0.0' },
      { allowedHosts: ['0.0.0.0'] },
    );
    const { port } = new URL(await start());
    // Gets an answer of TLS to plain HTTP: the connection was made.
    await expect(
      call(`http://0.0.0.0:${port}`, agent),
    ).rejects.not.toMatchObject({ code: 'ERR_ADDRESS_REFUSED' });
    agent.destroy();
  });
});
