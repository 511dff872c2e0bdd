import dns from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/*
 * Keeps whoever may enter an instance URL from using the portal to reach what only the portal's machine can reach:
 * the metadata services of clouds, which hand out credentials, and other link-local addresses. It looks at the
 * addresses of every connection when it is made, so a name that resolves to something else the second time gets
 * nowhere. Private networks and loopback stay in reach, because that is where on-premises instances are.
 */

/** `code` of the error. @internal */
export const ADDRESS_REFUSED = 'ERR_ADDRESS_REFUSED';

/** Refused kinds of addresses, by the names that ipaddr.js gives them. */
const REFUSED_RANGES: Partial<Record<string, string>> = {
  linkLocal: 'a link-local address',
  unspecified: 'an unspecified address',
  multicast: 'a multicast address',
  broadcast: 'a broadcast address',
};

/** Metadata services outside of the link-local ranges. */
const METADATA = new Set(
  [
    '100.100.100.200', // Alibaba Cloud
    '168.63.129.16', // Azure
    '192.0.0.192', // Oracle Cloud
    'fd00:ec2::254', // AWS
    'fd20:ce::254', // Google Cloud
    'fd00:42::42', // Scaleway
  ].map(address => ipaddr.parse(address).toNormalizedString()),
);

/** Ranges of IPv6 whose addresses lead to an IPv4 address, and the byte where that begins. */
const EMBEDDED_IPV4: Partial<Record<string, number>> = {
  '6to4': 2,
  rfc6052: 12,
  rfc6145: 12,
};

/** A connection that is not made because of where it would lead. @internal */
export class AddressRefusedError extends Error {
  readonly code = ADDRESS_REFUSED;

  constructor(host: string, reason: string) {
    super(isIP(host) ? `${host} is ${reason}` : `${host} leads to ${reason}`);
    this.name = 'AddressRefusedError';
  }
}

/** Decides where connections may lead. @internal */
export class AddressGuard {
  readonly #allowedHosts: Set<string>;
  readonly #resolve: typeof dns.lookup;

  constructor(options: {
    /** Hosts that are not looked at, in lower case. */
    allowedHosts: readonly string[];
    /** For tests: what looks names up. */
    resolve?: typeof dns.lookup;
  }) {
    this.#allowedHosts = new Set(options.allowedHosts);
    this.#resolve = options.resolve ?? dns.lookup;
  }

  /** Why a host that is an address may not be connected to; names are looked at by {@link lookup}. */
  refusalOf(host: string | undefined | null): AddressRefusedError | undefined {
    const address = bare(host ?? '');
    const reason =
      isIP(address) && !this.#allowedHosts.has(address)
        ? refusedKindOf(address)
        : undefined;
    return reason === undefined
      ? undefined
      : new AddressRefusedError(address, reason);
  }

  /** What a socket looks its host up with: fails when one of the addresses is refused. */
  readonly lookup: LookupFunction = (host, options, callback) => {
    this.#resolve(host, { ...options, all: true }, (error, addresses) => {
      const refusal = error ?? this.#refusalOfAddresses(host, addresses);
      if (refusal) {
        callback(refusal, []);
      } else if (options.all) {
        callback(null, addresses);
      } else {
        callback(null, addresses[0].address, addresses[0].family);
      }
    });
  };

  /**
   * The same for a host that a proxy will look up. What this machine makes of the name is the best there is to go by;
   * a name that only the proxy knows is left to it.
   */
  async checkBehindProxy(host: string): Promise<void> {
    const literal = this.refusalOf(host);
    if (literal) {
      throw literal;
    }
    await new Promise<void>((resolve, reject) => {
      this.#resolve(bare(host), { all: true }, (error, addresses) => {
        const refusal = error
          ? undefined
          : this.#refusalOfAddresses(host, addresses);
        if (refusal) {
          reject(refusal);
        } else {
          resolve();
        }
      });
    });
  }

  #refusalOfAddresses(
    host: string,
    addresses: dns.LookupAddress[],
  ): AddressRefusedError | undefined {
    if (this.#allowedHosts.has(bare(host))) {
      return undefined;
    }
    for (const { address } of addresses) {
      const reason = refusedKindOf(address);
      if (reason !== undefined) {
        return new AddressRefusedError(host, `${reason} (${address})`);
      }
    }
    return undefined;
  }
}

function refusedKindOf(text: string): string | undefined {
  // Gives the IPv4 address for ::ffff:a.b.c.d and ::a.b.c.d.
  const address = ipaddr.process(text);
  const range = address.range();
  const start = EMBEDDED_IPV4[range];
  if (start !== undefined) {
    const bytes = address.toByteArray().slice(start, start + 4);
    return refusedKindOf(ipaddr.fromByteArray(bytes).toString());
  }
  return METADATA.has(address.toNormalizedString().split('%')[0])
    ? 'the address of a metadata service'
    : REFUSED_RANGES[range];
}

/** Without the brackets of IPv6 addresses and the dot that ends full names. */
function bare(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}
