import { useRef } from 'react';

const KEY_BYTES = 16;

// Not crypto.randomUUID(): browsers have it on https only, and portals may run without.
const createKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(KEY_BYTES)), byte =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

/**
 * The key that makes sending a form twice harmless. It stays the same while nobody knows whether the last try
 * arrived, and is renewed when a try was refused, because what is sent next is another request.
 */
export function useIdempotencyKey() {
  const key = useRef('');
  if (!key.current) {
    key.current = createKey();
  }
  return {
    current: () => key.current,
    renew: () => {
      key.current = createKey();
    },
  };
}
