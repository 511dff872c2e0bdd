import type dns from 'node:dns';
import fc from 'fast-check';
import { resolveTo } from './__testUtils__/resolveTo';
import { AddressGuard, AddressRefusedError } from './addressGuard';

const guardOf = (addresses: string[] = [], allowedHosts: string[] = []) =>
  new AddressGuard({ allowedHosts, resolve: resolveTo(...addresses) });

/** What a socket would get to hear. */
const lookUp = (guard: AddressGuard, host: string, all = true) =>
  new Promise<unknown>((resolve, reject) => {
    guard.lookup(host, { all }, (error, address) =>
      error ? reject(error) : resolve(address),
    );
  });

describe('AddressGuard', () => {
  it.each([
    ['169.254.169.254', 'link-local'],
    ['169.254.0.1', 'link-local'],
    ['fe80::1', 'link-local'],
    ['[FE80::1]', 'link-local'],
    ['fe80::1%eth0', 'link-local'],
    ['::ffff:169.254.169.254', 'link-local'],
    ['::ffff:a9fe:a9fe', 'link-local'],
    ['::169.254.169.254', 'link-local'],
    ['64:ff9b::a9fe:a9fe', 'link-local'],
    ['2002:a9fe:a9fe::1', 'link-local'],
    ['fd00:ec2::254', 'metadata'],
    ['fd00:0ec2:0:0::0254', 'metadata'],
    ['100.100.100.200', 'metadata'],
    ['::ffff:100.100.100.200', 'metadata'],
    ['168.63.129.16', 'metadata'],
    ['0.0.0.0', 'unspecified'],
    ['0.1.2.3', 'unspecified'],
    ['::', 'unspecified'],
    ['224.0.0.251', 'multicast'],
    ['ff02::1', 'multicast'],
    ['255.255.255.255', 'broadcast'],
  ])('refuses %s, as host and behind a name', async (address, kind) => {
    const guard = guardOf([address.replace(/[[\]]/g, '')]);
    expect(guard.refusalOf(address)?.message).toContain(kind);
    await expect(guard.checkBehindProxy(address)).rejects.toThrow(kind);
    await expect(lookUp(guard, 'acme.example')).rejects.toMatchObject({
      code: 'ERR_ADDRESS_REFUSED',
      message: expect.stringMatching(`^acme.example leads to .*${kind}`),
    });
  });

  it.each([
    '127.0.0.1',
    '::1',
    '10.1.2.3',
    '192.168.0.10',
    '172.16.5.4',
    '100.64.0.1',
    'fd12:3456::1',
    '203.0.113.7',
    '149.96.0.1',
    '2600:1f18::1',
    '::ffff:10.1.2.3',
  ])('lets %s through', async address => {
    const guard = guardOf([address]);
    expect(guard.refusalOf(address)).toBeUndefined();
    await expect(lookUp(guard, 'acme.example', false)).resolves.toBe(address);
    await expect(guard.checkBehindProxy('acme.example')).resolves.toBe(
      undefined,
    );
  });

  it('refuses every link-local address in each of its spellings', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const guard = guardOf();
    fc.assert(
      fc.property(byte, byte, (a, b) => {
        const hex = ((a << 8) | b).toString(16);
        for (const spelling of [
          `169.254.${a}.${b}`,
          `::ffff:169.254.${a}.${b}`,
          `::ffff:a9fe:${hex}`,
          `0:0:0:0:0:FFFF:A9FE:${hex}`,
          `64:ff9b::a9fe:${hex}`,
        ]) {
          expect(guard.refusalOf(spelling)).toBeInstanceOf(AddressRefusedError);
        }
      }),
    );
  });

  it('refuses a name when only one of its addresses is bad', async () => {
    const guard = guardOf(['93.184.216.34', '169.254.169.254']);
    await expect(lookUp(guard, 'acme.example')).rejects.toThrow(
      'acme.example leads to a link-local address (169.254.169.254)',
    );
  });

  it('lets hosts through that are listed, and no others', async () => {
    const guard = guardOf(
      ['169.254.1.1'],
      ['mid.example', '169.254.1.1', 'fe80::1'],
    );
    await expect(lookUp(guard, 'mid.example')).resolves.toEqual([
      { address: '169.254.1.1', family: 4 },
    ]);
    await expect(guard.checkBehindProxy('MID.example.')).resolves.toBe(
      undefined,
    );
    expect(guard.refusalOf('169.254.1.1')).toBeUndefined();
    expect(guard.refusalOf('[fe80::1]')).toBeUndefined();
    expect(guard.refusalOf('169.254.1.2')).toBeDefined();
    await expect(lookUp(guard, 'other.example')).rejects.toThrow(
      AddressRefusedError,
    );
  });

  it('passes on that a name is unknown, but leaves it to a proxy', async () => {
    const unknown = new AddressGuard({
      allowedHosts: [],
      resolve: ((_host: string, _options: unknown, callback: Function) =>
        callback(
          Object.assign(new Error('no'), { code: 'ENOTFOUND' }),
        )) as unknown as typeof dns.lookup,
    });
    await expect(lookUp(unknown, 'x.example')).rejects.toMatchObject({
      code: 'ENOTFOUND',
    });
    await expect(unknown.checkBehindProxy('x.example')).resolves.toBe(
      undefined,
    );
  });
});
