const SMALLEST_TABLE = 16;
const LOAD_FACTOR = 0.75;

/** The hash of a string in the language the platform is written in, spread as its hash tables do. */
function hashOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) {
    hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  }
  return hash ^ (hash >>> 16);
}

/**
 * Brings field names into the order in which the platform writes them. It keeps a record's fields in a hash table, so
 * the order depends on the names and on how many there are, and neither on the request nor on the dictionary;
 * recordings of real instances show it.
 *
 * @internal
 */
export function inPlatformOrder(names: string[]): string[] {
  let size = SMALLEST_TABLE;
  while (names.length > size * LOAD_FACTOR) {
    size *= 2;
  }
  const slots = names.map(name => ({ name, slot: hashOf(name) & (size - 1) }));
  return slots.sort((a, b) => a.slot - b.slot).map(({ name }) => name);
}
