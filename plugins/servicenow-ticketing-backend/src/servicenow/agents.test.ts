import { createPrivateKey } from 'node:crypto';
import dns from 'node:dns';
import { createServer, type Server } from 'node:https';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestAuthority } from '../__testUtils__/certificates';
import {
  createConnectProxy,
  type ConnectProxy,
} from '../__testUtils__/connectProxy';
import { AddressGuard } from './addressGuard';
import { createAgent, type ConnectionSettings } from './agents';
import { errorOfFailure } from './errorOfFailure';
import { sendRequest } from './http/sendRequest';

const authority = createTestAuthority();
const stranger = createTestAuthority('Somebody else');
const server = authority.issue({ commonName: 'it', address: '127.0.0.1' });
const client = authority.issue({ commonName: 'portal' });

/** A server that answers with the name of the client certificate, and with how many connections it had. */
async function startHttps(
  options: { expired?: boolean; wantsCertificate?: boolean } = {},
) {
  const { certificate, key } = options.expired
    ? authority.issue({
        commonName: 'it',
        address: '127.0.0.1',
        expiresIn: -1,
      })
    : server;
  let connections = 0;
  const instance: Server = createServer(
    {
      cert: certificate,
      key,
      ca: authority.certificate,
      requestCert: options.wantsCertificate,
      rejectUnauthorized: options.wantsCertificate,
    },
    (req, res) => {
      const socket = req.socket as import('node:tls').TLSSocket;
      const shown = socket.getPeerCertificate?.();
      res.end(`${shown?.subject?.CN ?? 'nobody'} ${connections}`);
    },
  );
  instance.on('secureConnection', () => {
    connections += 1;
  });
  instance.on('tlsClientError', () => undefined);
  await new Promise<void>(done => {
    instance.listen(0, '127.0.0.1', done);
  });
  return {
    url: `https://127.0.0.1:${(instance.address() as AddressInfo).port}`,
    stop: () =>
      new Promise(done => {
        instance.closeAllConnections();
        instance.close(done);
      }),
  };
}

const call = (url: string, agent: http.Agent) =>
  sendRequest({
    url,
    agent,
    method: 'GET',
    headers: {},
    signal: AbortSignal.timeout(10_000),
    maxBytes: 1_000,
  });

async function get(
  settings: ConnectionSettings,
  options: Parameters<typeof createAgent>[1] = {},
): Promise<string> {
  const agent = createAgent(settings, options);
  try {
    const texts = [];
    for (let calls = 0; calls < 2; calls++) {
      const { status, text } = await call(`${settings.instanceUrl}/api`, agent);
      texts.push(`${status} ${text}`);
    }
    expect(texts[1]).toBe(texts[0]);
    return texts[0];
  } catch (error) {
    throw errorOfFailure(error, { instanceUrl: settings.instanceUrl });
  } finally {
    agent.destroy();
  }
}

/** Resolves every name to where the servers of these tests are, or to what is given. */
const resolveTo = (address: string) =>
  ((_host: string, _options: unknown, callback: Function) =>
    callback(null, [{ address, family: 4 }])) as unknown as typeof dns.lookup;

describe('createAgent', () => {
  const stops: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    await Promise.all(stops.splice(0).map(stop => stop()));
  });
  const start = async (options: Parameters<typeof startHttps>[0] = {}) => {
    const instance = await startHttps(options);
    stops.push(instance.stop);
    return instance.url;
  };
  const startProxy = async (credentials?: string): Promise<ConnectProxy> => {
    const proxy = await createConnectProxy(credentials);
    stops.push(proxy.stop);
    return proxy;
  };
  const trust = { ca: authority.certificate };

  it('trusts the given authority and keeps the connection', async () => {
    const instanceUrl = await start();
    await expect(get({ instanceUrl, tls: trust })).resolves.toBe(
      '200 nobody 1',
    );
  });

  it('still trusts nobody else', async () => {
    const instanceUrl = await start();
    const untrusted = expect.objectContaining({
      name: 'ServiceNowCertificateError',
      message: expect.stringMatching(/does not trust\. .*tls\.ca/),
    });
    await expect(get({ instanceUrl })).rejects.toEqual(untrusted);
    await expect(
      get({ instanceUrl, tls: { ca: stranger.certificate } }),
    ).rejects.toEqual(untrusted);
  });

  it('names an expired certificate, and one for another host', async () => {
    await expect(
      get({ instanceUrl: await start({ expired: true }), tls: trust }),
    ).rejects.toMatchObject({
      kind: 'Certificate',
      what: expect.stringContaining('has expired'),
    });
    const instanceUrl = (await start()).replace('127.0.0.1', 'localhost');
    await expect(
      get(
        { instanceUrl, tls: trust },
        {
          guard: new AddressGuard({
            allowedHosts: [],
            resolve: resolveTo('127.0.0.1'),
          }),
        },
      ),
    ).rejects.toMatchObject({
      kind: 'Certificate',
      what: expect.stringContaining('is for another host name'),
    });
  });

  it('shows its client certificate, with an encrypted key, too', async () => {
    const instanceUrl = await start({ wantsCertificate: true });
    await expect(
      get({
        instanceUrl,
        tls: { ...trust, certificate: client.certificate, key: client.key },
      }),
    ).resolves.toBe('200 portal 1');

    const passphrase = 'open sesame';
    const key = createPrivateKey(client.key)
      .export({
        type: 'pkcs8',
        format: 'pem',
        cipher: 'aes-256-cbc',
        passphrase,
      })
      .toString();
    const tls = { ...trust, certificate: client.certificate, key };
    await expect(
      get({ instanceUrl, tls: { ...tls, passphrase } }),
    ).resolves.toBe('200 portal 2');
    expect(() =>
      createAgent({ instanceUrl, tls: { ...tls, passphrase: 'wrong' } }),
    ).toThrow(/^tls\.passphrase: does not open tls\.key/);
    expect(() => createAgent({ instanceUrl, tls })).toThrow(
      /^tls\.passphrase: is missing/,
    );
  });

  it('names the client certificate when the instance wants one', async () => {
    const instanceUrl = await start({ wantsCertificate: true });
    await expect(get({ instanceUrl, tls: trust })).rejects.toMatchObject({
      kind: 'Certificate',
      message: expect.stringMatching(
        /wants a client certificate\. .*tls\.certificate and tls\.key/,
      ),
    });
  });

  it.each([
    [{ ca: client.key }, /^tls\.ca: holds no certificate/],
    [
      { ca: authority.certificate.replace(/M/g, 'N') },
      /^tls\.ca: is not a certificate that can be read/,
    ],
    [{ certificate: client.certificate }, /^tls\.key: is missing/],
    [{ key: client.key }, /^tls\.certificate: is missing/],
    [
      { certificate: client.certificate, key: server.key },
      /^tls\.key: is not the key of tls\.certificate/,
    ],
    [
      { certificate: client.certificate, key: client.certificate },
      /^tls\.key: is not a private key/,
    ],
  ])('refuses certificates that cannot work: %#', (tls, message) => {
    expect(() =>
      createAgent({ instanceUrl: 'https://acme.example', tls }),
    ).toThrow(message);
  });

  it('goes through a proxy, with credentials and all of TLS', async () => {
    const instanceUrl = await start({ wantsCertificate: true });
    const proxy = await startProxy('us:er:p@ss/word');
    const settings = {
      instanceUrl,
      tls: { ...trust, certificate: client.certificate, key: client.key },
      proxy: { url: proxy.url, username: 'us:er', password: 'p@ss/word' },
    };
    await expect(get(settings)).resolves.toBe('200 portal 1');
    expect(proxy.seen).toEqual([`CONNECT ${new URL(instanceUrl).host}`]);

    await expect(
      get({ ...settings, proxy: { url: proxy.url } }),
    ).resolves.toMatch(/^407/);
    await expect(
      get({ ...settings, tls: { ...settings.tls, ca: undefined } }),
    ).rejects.toMatchObject({ kind: 'Certificate' });
  });

  it('goes through a proxy to an instance without TLS', async () => {
    const instance = http
      .createServer((_req, res) => res.end('plain'))
      .listen(0, '127.0.0.1');
    stops.push(async () => {
      instance.closeAllConnections();
      instance.close();
    });
    await new Promise(done => {
      instance.once('listening', done);
    });
    const { port } = instance.address() as AddressInfo;
    const proxy = await startProxy();
    const instanceUrl = `http://127.0.0.1:${port}`;
    await expect(get({ instanceUrl, proxy: { url: proxy.url } })).resolves.toBe(
      '200 plain',
    );
    expect(proxy.seen).toContain(`GET ${instanceUrl}/api`);
  });

  describe('refuses to connect', () => {
    const refused = (...texts: string[]) =>
      expect.objectContaining({
        name: 'ServiceNowAddressRefusedError',
        message: expect.stringMatching(
          new RegExp(
            [...texts, 'servicenowTicketing\\.allowedHosts'].join('.*'),
          ),
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
        await expect(
          get({ instanceUrl }, { guard: linkLocal }),
        ).rejects.toEqual(refused('acme\\.example leads to', '169\\.254'));
      },
    );

    it('when a name leads somewhere else the second time', async () => {
      const instanceUrl = (await start()).replace(
        '127.0.0.1',
        'rebind.example',
      );
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
      for (const instanceUrl of [
        'https://169.254.169.254',
        'http://[fe80::1]',
      ]) {
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
});
