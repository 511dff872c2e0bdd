/** A document, packed for storing and for other threads. @internal */
export interface PackedBody {
  /** gzip. */
  packed: Buffer;
  /** SHA-256 of the unpacked bytes, hexadecimal. */
  hash: string;
  /** How many bytes it has unpacked. */
  bytes: number;
}
