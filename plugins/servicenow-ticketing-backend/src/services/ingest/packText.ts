import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { PackedBody } from '../../domain/packedBody';

const pack = promisify(gzip);

/** Packs a document that did not come as the body of a request, such as the payload of an event. @internal */
export async function packText(text: string): Promise<PackedBody> {
  const bytes = Buffer.from(text);
  return {
    packed: await pack(bytes, { level: constants.Z_BEST_SPEED }),
    hash: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
  };
}
