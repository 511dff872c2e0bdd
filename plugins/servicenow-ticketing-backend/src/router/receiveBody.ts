import { InputError } from '@backstage/errors';
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGunzip, createGzip } from 'node:zlib';
import { PayloadTooLargeError } from '../domain/PayloadTooLargeError';
import type { PackedBody } from '../domain/packedBody';

/** Most bytes a document may have, unpacked. */
export const MAX_DOCUMENT_BYTES = 50 * 1024 * 1024;

class ClosedError extends Error {}

const REMEDY = 'Send the results with a smaller manifest, or without it.';

/**
 * Receives the body of a request, plain or gzip, in pieces as it comes. What is kept in memory is packed.
 *
 * @param onBytes - sees the bytes as they were sent, for signatures
 * @throws InputError or PayloadTooLargeError that says in words a sender can act on why a body could not be received
 */
export async function receiveBody(
  req: IncomingMessage,
  options: { maxBytes?: number; onBytes?: (bytes: Buffer) => void } = {},
): Promise<PackedBody> {
  const { maxBytes = MAX_DOCUMENT_BYTES, onBytes } = options;
  const isPacked = isGzip(req);
  if (Number(req.headers['content-length']) > maxBytes) {
    // Packed or not, it can only become more.
    req.resume();
    throw tooLarge(maxBytes);
  }
  const packed: Buffer[] = [];
  const sent = through(bytes => {
    onBytes?.(bytes);
    if (isPacked) {
      packed.push(bytes);
    }
  });
  const hash = createHash('sha256');
  let size = 0;
  const unpacked = through(bytes => {
    size += bytes.length;
    if (size > maxBytes) {
      throw tooLarge(maxBytes);
    }
    hash.update(bytes);
  });
  // Not part of the pipeline, which would hang up when it fails: the sender shall hear why.
  req.pipe(sent);
  const onClose = () => req.complete || sent.destroy(new ClosedError());
  req.once('close', onClose);
  try {
    if (isPacked) {
      await pipeline(sent, createGunzip(), unpacked, nowhere());
    } else {
      // Fast: it is kept for a while only, and not sent anywhere.
      const gzip = createGzip({ level: constants.Z_BEST_SPEED });
      await pipeline(sent, unpacked, gzip, into(packed));
    }
  } catch (error) {
    req.unpipe(sent).resume();
    throw explain(error);
  } finally {
    req.off('close', onClose);
  }
  if (size === 0) {
    throw new InputError(
      'The request has no body: send the JSON document your tool wrote, such as run_results.json',
    );
  }
  return {
    packed: Buffer.concat(packed),
    hash: hash.digest('hex'),
    bytes: size,
  };
}

function isGzip(req: IncomingMessage): boolean {
  const encoding = (req.headers['content-encoding'] ?? 'identity').trim();
  switch (encoding.toLowerCase()) {
    case 'identity':
    case '':
      return false;
    case 'gzip':
    case 'x-gzip':
      return true;
    default:
      req.resume();
      throw new InputError(
        'The Content-Encoding is not supported: send the body plain or with gzip',
      );
  }
}

function through(look: (bytes: Buffer) => void): Transform {
  return new Transform({
    transform(bytes: Buffer, _encoding, done) {
      try {
        look(bytes);
        done(null, bytes);
      } catch (error) {
        done(error as Error);
      }
    },
  });
}

/** Takes what was looked at already. */
function nowhere(): Writable {
  return new Writable({
    write(_bytes, _encoding, done) {
      done();
    },
  });
}

function into(chunks: Buffer[]): Writable {
  return new Writable({
    write(bytes: Buffer, _encoding, done) {
      chunks.push(bytes);
      done();
    },
  });
}

function tooLarge(maxBytes: number): PayloadTooLargeError {
  return new PayloadTooLargeError(
    `The body is larger than ${Math.round(
      maxBytes / 1024 / 1024,
    )} MB. ${REMEDY}`,
  );
}

function explain(error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code?.startsWith('Z_')) {
    return new InputError(
      `The body cannot be unpacked, although its Content-Encoding is gzip: ${message}`,
    );
  }
  return error instanceof ClosedError
    ? new InputError('The body ended before it was complete')
    : error;
}
