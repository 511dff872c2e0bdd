import { InputError } from '@backstage/errors';
import type { JsonValue } from '@backstage/types';

const BYTE_ORDER_MARK = '\ufeff';

/**
 * The JSON of an unpacked body.
 *
 * @throws InputError that says in words a sender can act on what is wrong with it
 */
export function parseBody(body: Buffer): JsonValue {
  const text = body.toString('utf8');
  let document: JsonValue;
  try {
    document = JSON.parse(
      // PowerShell and Excel write one.
      text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text,
    );
  } catch (error) {
    throw new InputError(
      `The body is not JSON: ${
        (error as Error).message
      }. Was it cut off, or is it not the one you meant?`,
    );
  }
  if (typeof document !== 'object' || document === null) {
    throw new InputError(
      'The body is not JSON that holds an object or a list. Was it cut off, or is it not the one you meant?',
    );
  }
  return document;
}
