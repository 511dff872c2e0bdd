// FNV-1a with 64 bits, in halves of 32: JavaScript's numbers hold 53.
const OFFSET_HIGH = 0xcbf29ce4;
const OFFSET_LOW = 0x84222325;
const PRIME_LOW = 0x1b3;
const SEPARATOR = 0xff;
const TWO_TO_32 = 0x100000000;

/**
 * The fingerprint that Alertmanager itself gives an alert with these labels, so that an alert is recognised whether
 * or not the sender left it out: FNV-1a over names and values, sorted by name.
 *
 * @returns 16 hexadecimal digits
 *
 * @internal
 */
export function labelFingerprint(labels: ReadonlyMap<string, string>): string {
  let high = OFFSET_HIGH;
  let low = OFFSET_LOW;
  const add = (byte: number) => {
    low = (low ^ byte) >>> 0;
    const product = low * PRIME_LOW;
    // The prime is 2^40 + 0x1b3; what is shifted by 40 bits comes out of the low half only.
    high =
      (Math.imul(high, PRIME_LOW) +
        Math.floor(product / TWO_TO_32) +
        (low << 8)) >>>
      0;
    low = product % TWO_TO_32;
  };
  const pairs = [...labels].map(pair => pair.map(part => Buffer.from(part)));
  pairs.sort(([a], [b]) => Buffer.compare(a, b));
  for (const part of pairs.flat()) {
    part.forEach(add);
    add(SEPARATOR);
  }
  return hexadecimal(high) + hexadecimal(low);
}

function hexadecimal(half: number): string {
  return half.toString(16).padStart(8, '0');
}
