import { createPrivateKey } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestAuthority } from '../__testUtils__/certificates';
import { get, useHttpsServers } from './__testUtils__/httpsServers';
import { resolveTo } from './__testUtils__/resolveTo';
import { AddressGuard } from './addressGuard';
import { createAgent } from './agents';

describe('createAgent', () => {
  const { authority, server, stops, trust, start, startProxy } =
    useHttpsServers();
  const client = authority.issue({ commonName: 'portal' });
  const stranger = createTestAuthority('Somebody else');

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
});
